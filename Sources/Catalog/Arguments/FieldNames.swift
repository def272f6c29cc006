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

/// The name of an array: `name[]`, or its prefix alone where the language lets it.
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
    let bytes = Array(text.utf8)
    var index = bytes.count - 2
    while index >= 0, !(bytes[index] == UInt8(ascii: "[") && bytes[index + 1] == UInt8(ascii: "]")) { index -= 1 }
    if index >= 0 {
      prefix = String(decoding: bytes[..<index], as: UTF8.self)
      suffix = String(decoding: bytes[(index + 2)...], as: UTF8.self)
    } else {
      prefix = text
      suffix = ""
    }
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
    case .word, .string, .number, .boolean: return value.text ?? ""
    case .unknownParameter(let name): return name
    default: throw .argumentType(expected: typeName, found: value, at: range)
    }
  }
}
