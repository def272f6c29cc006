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
      // The lines that Yams draws under the place say nothing that its first two do not.
      let words = "\(error)".split(separator: "\n").prefix(2).joined(separator: " ")
      throw TestFileError(file: file, message: "it is no YAML: \(words)")
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
    guard node.mapping != nil else { throw problem("a test is a map with 'name', 'events' and 'expect'") }
    guard let name = node["name"]?.string else { throw problem("a test needs a 'name'") }
    func check(_ node: Node, has keys: [String], in place: String) throws(TestFileError) {
      for key in node.mapping?.keys.compactMap(\.string) ?? [] where !keys.contains(key) {
        throw problem("'\(name)': \(place) has no '\(key)'; it has \(keys.joined(separator: ", "))")
      }
    }
    try check(node, has: ["name", "events", "file", "scenario", "refused", "now", "expect"], in: "a test")
    let inputs = ["events", "file", "scenario"].filter { node[$0] != nil }
    guard inputs.count <= 1 else {
      throw problem("'\(name)' needs one of \(inputs.joined(separator: " and ")), not both")
    }
    let input: Input
    if let events = node["events"]?.sequence {
      input = .lines(events.map(JSONFromYAML.line))
    } else if let path = node["file"]?.string {
      input = .file(path)
    } else if let id = node["scenario"]?.string {
      input = .scenario(id, isRefused: node["refused"]?.bool ?? false)
    } else if node["events"] != nil {
      throw problem("'\(name)': 'events' is a list, one element for each event")
    } else {
      throw problem("'\(name)' needs 'events', a 'file' or a 'scenario'")
    }
    let now = node["now"]?.string
    if let now, TestRunner.instant(now) == nil {
      throw problem("'\(name)': 'now' is '\(now)', which is no instant; one is '2026-01-05T09:00:00Z'")
    }
    guard let expect = node["expect"] else { throw problem("'\(name)' needs 'expect': 'none', or what must be found") }
    if expect.string == "none" {
      return TestCase(name: name, file: file, input: input, expectation: Expectation(findings: 0), now: now)
    }
    guard expect.mapping != nil else {
      throw problem(
        "'\(name)': 'expect' is 'none', or a map such as {findings: 1}; it is '\(expect.string ?? "a list")'")
    }
    try check(
      expect, has: ["findings", "severity", "catalogue", "resource", "fieldsHaveValues", "fieldsNotPresent", "raises"],
      in: "'expect'")
    var expectation = Expectation()
    if let count = expect["findings"] {
      guard let number = count.int, number >= 0 else { throw problem("'\(name)': 'findings' is a number from 0") }
      expectation.findings = number
    }
    if let word = expect["severity"]?.string {
      guard let severity = Severity(rawValue: word) else {
        throw problem(
          "'\(name)': '\(word)' is no severity; one is \(Severity.allCases.map(\.rawValue).joined(separator: ", "))")
      }
      expectation.severity = severity
    }
    func list(_ key: String) throws(TestFileError) -> [String] {
      guard let node = expect[key] else { return [] }
      guard let texts = node.sequence?.map(\.string), !texts.contains(nil) else {
        throw problem("'\(name)': '\(key)' is a list of texts")
      }
      return texts.compactMap { $0 }
    }
    expectation.catalogue = try list("catalogue")
    expectation.resource = expect["resource"]?.string
    if let values = expect["fieldsHaveValues"] {
      guard let mapping = values.mapping else {
        throw problem("'\(name)': 'fieldsHaveValues' is a map of fields and their values")
      }
      for (key, value) in mapping {
        // A value is text, as it is in an event: `yes`, `1` and `1.0` stay as they are written.
        guard let key = key.scalar?.string, let value = value.scalar?.string else {
          throw problem(
            "'\(name)': 'fieldsHaveValues' has a value that is no text; name single fields, such as a.b or a[0]")
        }
        expectation.fieldsHaveValues[key] = value
      }
    }
    expectation.fieldsNotPresent = try list("fieldsNotPresent")
    expectation.raises = expect["raises"]?.bool
    return TestCase(name: name, file: file, input: input, expectation: expectation, now: now)
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
