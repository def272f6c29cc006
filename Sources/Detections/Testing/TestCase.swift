import Yams

/// One test of a detection: events, and what the detection must say of them.
public struct TestCase: Sendable {
  public var name: String
  /// The file it stands in, for messages.
  public var file: String
  public var input: Input
  public var expectation: Expectation
  /// The present time, as an ISO 8601 instant.
  public var now: String?

  public enum Input: Sendable {
    /// Events as lines of JSON.
    case lines([String])
    /// A file beside the test.
    case file(String)
    /// Telemetry made to order; with every call refused where that is asked for.
    case scenario(String, isRefused: Bool)
  }

  /// What a test asks for. Without any finding expected, the detection must be quiet.
  public struct Expectation: Sendable {
    /// How many findings; `nil` for at least one.
    public var findings: Int?
    /// The least severity of the worst finding.
    public var severity: Severity?
    public var catalogue: [String] = []
    public var resource: String?
    /// Fields of a row that must be there with these values, and fields no row may have.
    public var fieldsHaveValues: [String: String] = [:]
    public var fieldsNotPresent: [String] = []
    /// Whether the reason of the detection must be, or must not be, among those of a finding: for detections that only
    /// raise the severity of others.
    public var raises: Bool?

    public var isNegative: Bool { findings == 0 || raises == false }
  }
}

/// A test file that cannot be read, and why.
public struct TestFileError: Error, Sendable {
  public var file: String
  public var message: String
}

extension TestCase {
  /// Reads the tests of a YAML file: a list, or a map with a list under `cases`.
  public static func read(_ text: String, file: String) throws(TestFileError) -> [TestCase] {
    let root: Node?
    do {
      root = try Yams.compose(yaml: text)
    } catch {
      throw TestFileError(file: file, message: "\(error)")
    }
    guard let list = root?.sequence ?? root?["cases"]?.sequence else {
      throw TestFileError(file: file, message: "a list of tests is expected, or a map with one under 'cases'")
    }
    var cases: [TestCase] = []
    for node in list { cases.append(try read(node, file: file)) }
    return cases
  }

  private static func read(_ node: Node, file: String) throws(TestFileError) -> TestCase {
    func problem(_ message: String) -> TestFileError {
      TestFileError(file: file, message: "line \(node.mark?.line ?? 0): \(message)")
    }
    guard let name = node["name"]?.string else { throw problem("a test needs a 'name'") }
    let input: Input
    if let events = node["events"]?.sequence {
      input = .lines(events.map(JSONFromYAML.line))
    } else if let path = node["file"]?.string {
      input = .file(path)
    } else if let id = node["scenario"]?.string {
      input = .scenario(id, isRefused: node["refused"]?.bool ?? false)
    } else {
      throw problem("'\(name)' needs 'events', a 'file' or a 'scenario'")
    }
    guard let expect = node["expect"] else { throw problem("'\(name)' needs 'expect': 'none', or what must be found") }
    var expectation = Expectation()
    if expect.string == "none" {
      expectation.findings = 0
    } else {
      expectation.findings = expect["findings"]?.int
      if let word = expect["severity"]?.string {
        guard let severity = Severity(rawValue: word) else { throw problem("'\(word)' is no severity") }
        expectation.severity = severity
      }
      expectation.catalogue = expect["catalogue"]?.array().compactMap(\.string) ?? []
      expectation.resource = expect["resource"]?.string
      for (key, value) in expect["fieldsHaveValues"]?.mapping ?? [:] {
        if let key = key.string { expectation.fieldsHaveValues[key] = value.scalar?.string }
      }
      expectation.raises = expect["raises"]?.bool
      expectation.fieldsNotPresent = expect["fieldsNotPresent"]?.array().compactMap(\.string) ?? []
    }
    return TestCase(name: name, file: file, input: input, expectation: expectation, now: node["now"]?.string)
  }
}

/// Events written as YAML, for tests that keep them inline.
enum JSONFromYAML {
  static func line(_ node: Node) -> String {
    if let text = node.scalar?.string, text.hasPrefix("{") { return text }
    return json(node)
  }

  private static func json(_ node: Node) -> String {
    if let mapping = node.mapping {
      return "{" + mapping.map { "\(quoted($0.key.string ?? "")):\(json($0.value))" }.joined(separator: ",") + "}"
    }
    if let sequence = node.sequence { return "[" + sequence.map(json).joined(separator: ",") + "]" }
    guard let scalar = node.scalar else { return "null" }
    if scalar.style == .plain {
      if node.null != nil { return "null" }
      if let value = node.bool { return value ? "true" : "false" }
      if Int64(scalar.string) != nil || Double(scalar.string) != nil { return scalar.string }
    }
    return quoted(scalar.string)
  }

  private static func quoted(_ text: String) -> String {
    var line = JSONLine()
    line.object { $0.text("", text) }
    // The writer knows how to quote; its key is empty: `{"":"…"}`.
    return String(line.text.dropFirst(4).dropLast())
  }
}
