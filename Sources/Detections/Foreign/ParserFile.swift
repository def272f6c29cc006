import MartletDiagnostics
import Yams

/// A LogScale parser as its YAML file has it: the script, what LogScale does before and after it, and its tests.
public struct ParserFile: Sendable {
  public var path: String
  public var name: String
  public var script: EmbeddedQuery
  /// Fields that become tags: `Vendor` is `#Vendor` afterwards.
  public var tagFields: [String]
  /// Fields that an event loses before the script sees it.
  public var removedFields: [String]
  public var tests: [Test]

  /// One input and what must become of it.
  public struct Test: Sendable {
    public var name: String
    /// The line of the file, for messages.
    public var line: Int
    /// The fields of the input; `@rawstring` among them.
    public var fields: [Field]
    /// None in a mere sample: then the script must only run.
    public var assertions: [Assertion]
  }

  public struct Field: Sendable {
    public var name: String
    public var value: String
  }

  /// What must be true of one of the events that come out.
  public struct Assertion: Sendable {
    public var eventIndex: Int
    public var fieldsHaveValues: [Field]
    public var fieldsNotPresent: [String]
  }

  /// `nil` for a file that holds no parser.
  public init?(_ file: ForeignFile) throws(PackageError) {
    guard file.format == .parser, let root = file.document() else { return nil }
    path = file.path
    name = file.name
    script = file.query
    tagFields = root["tagFields"]?.sequence?.compactMap(\.string) ?? []
    removedFields = root["fieldsToBeRemovedBeforeParsing"]?.sequence?.compactMap(\.string) ?? []
    tests = []
    // The older schema has samples without a word on what they become.
    for node in root["tests"]?.sequence ?? [] {
      guard let raw = node.scalar?.string else { throw Self.problem("a sample is a text", node, file) }
      tests.append(Test(name: Self.title(raw), line: node.mark?.line ?? 0, fields: [Field("@rawstring", raw)], assertions: []))
    }
    for node in root["testCases"]?.sequence ?? [] { tests.append(try Self.test(node, file)) }
  }

  private static func test(_ node: Node, _ file: ForeignFile) throws(PackageError) -> Test {
    guard let event = node["event"] ?? node["input"], let raw = event.scalar?.string ?? event["rawString"]?.scalar?.string
    else { throw problem("a test case needs 'event' with a 'rawString'", node, file) }
    var fields = [Field("@rawstring", raw)]
    for (key, value) in event["fields"]?.mapping ?? [:] {
      if let key = key.string, let value = value.scalar?.string { fields.append(Field(key, value)) }
    }
    var assertions: [Assertion] = []
    for part in (node["assertions"] ?? node["outputAssertions"])?.sequence ?? [] {
      // The interface of the product nests one level more than the files of packages.
      let inner = part["assertions"] ?? part
      assertions.append(
        Assertion(
          eventIndex: part["outputEventIndex"]?.int ?? 0, fieldsHaveValues: values(inner["fieldsHaveValues"]),
          fieldsNotPresent: inner["fieldsNotPresent"]?.sequence?.compactMap(\.string) ?? []))
    }
    return Test(
      name: node["name"]?.string ?? title(raw), line: node.mark?.line ?? 0, fields: fields, assertions: assertions)
  }

  /// A map of names to values, or a list of `fieldName` and `expectedValue`.
  private static func values(_ node: Node?) -> [Field] {
    if let mapping = node?.mapping {
      return mapping.compactMap { key, value in
        guard let name = key.string, let text = value.scalar?.string else { return nil }
        return Field(name, text)
      }
    }
    return node?.sequence?.compactMap { entry in
      guard let name = entry["fieldName"]?.string, let text = entry["expectedValue"]?.scalar?.string else { return nil }
      return Field(name, text)
    } ?? []
  }

  private static func problem(_ message: String, _ node: Node, _ file: ForeignFile) -> PackageError {
    PackageError(folder: file.path, message: "line \(node.mark?.line ?? 0): \(message)")
  }

  /// The start of an input, to tell tests apart.
  private static func title(_ raw: String) -> String {
    let line = raw.split(whereSeparator: \.isNewline).first { !$0.allSatisfy(\.isWhitespace) } ?? ""
    let trimmed = line.drop { $0.isWhitespace }
    return trimmed.count > 60 ? "\(trimmed.prefix(57))..." : String(trimmed)
  }
}

extension ParserFile.Field {
  init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }
}
