public import MartletDiagnostics

/// The name of a field that a function reads, written bare or quoted.
public struct FieldName: ArgumentValue, Hashable, ExpressibleByStringLiteral {
  public static var typeName: String { "field" }
  public let text: String

  public init(_ text: String) { self.text = text }
  public init(stringLiteral text: String) { self.text = text }

  public init(_ literal: Located<Literal>) throws(Diagnostic) {
    text = try literal.fieldText(expecting: Self.typeName)
  }

  public var sourceText: String? { text }
}

/// The name of a field that a function writes, written bare or quoted.
public struct OutputName: ArgumentValue, Hashable, ExpressibleByStringLiteral {
  public static var typeName: String { "field" }
  public let text: String

  public init(_ text: String) { self.text = text }
  public init(stringLiteral text: String) { self.text = text }

  public init(_ literal: Located<Literal>) throws(Diagnostic) {
    text = try literal.fieldText(expecting: Self.typeName)
  }

  public var sourceText: String? { text }
}

/// The name of an array: `name[]`, or its prefix alone where the language lets it. A member that is no plain
/// identifier stands in backticks: ``user.`e-mail`[]``.
public struct ArrayName: ArgumentValue, Hashable {
  public static var typeName: String { "array" }
  /// The part before `[]`.
  public let prefix: String
  /// The part after `[]`, such as `.key`; empty for a plain array.
  public let suffix: String

  public init(prefix: String, suffix: String = "") {
    self.prefix = prefix
    self.suffix = suffix
  }

  public init(_ literal: Located<Literal>) throws(Diagnostic) {
    let text = try literal.fieldText(expecting: Self.typeName)
    if text.contains("[*]") { throw .starAsIndex(text, at: literal.range) }
    let (bytes, brackets) = Self.unquoted(Array(text.utf8))
    prefix = String(decoding: bytes[..<(brackets ?? bytes.count)], as: UTF8.self)
    suffix = brackets.map { String(decoding: bytes[($0 + 2)...], as: UTF8.self) } ?? ""
  }

  /// The name without the backticks around its members, and where in it the last `[]` outside of them stands.
  private static func unquoted(_ text: [UInt8]) -> (name: [UInt8], brackets: Int?) {
    let backtick = UInt8(ascii: "`")
    var name: [UInt8] = []
    var brackets: Int?
    var index = 0
    while index < text.count {
      let startsMember = index == 0 || text[index - 1] == UInt8(ascii: ".")
      if startsMember, text[index] == backtick, let end = text[(index + 1)...].firstIndex(of: backtick) {
        name += text[(index + 1)..<end]
        index = end + 1
        continue
      }
      if text[index...].starts(with: "[]".utf8) { brackets = name.count }
      name.append(text[index])
      index += 1
    }
    return (name, brackets)
  }

  public var sourceText: String? { "\(prefix)[]\(suffix)" }
}

extension Diagnostic {
  fileprivate static func starAsIndex(_ text: String, at range: SourceRange) -> Self {
    let name = text.split(separator: "*", omittingEmptySubsequences: false).joined()
    return Diagnostic(
      "argument-type", "'\(text)' is no array: the elements of one are meant by empty brackets", at: range,
      help: "Write '\"\(name)\"'.", fixIts: [FixIt("write '\(name)'", replacing: range, with: "\"\(name)\"")])
  }
}

extension Located<Literal> {
  fileprivate func fieldText(expecting typeName: String) throws(Diagnostic) -> String {
    switch value {
    case .word, .string, .escapedStars, .number, .boolean: return value.text ?? ""
    case .unknownParameter(let name): return name
    default: throw .argumentType(expected: typeName, found: value, at: range)
    }
  }
}
