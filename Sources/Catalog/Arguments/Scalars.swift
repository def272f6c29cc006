public import MartletDiagnostics

extension String: ArgumentValue {
  public static var typeName: String { "text" }

  public init(_ literal: Located<Literal>) throws(Diagnostic) {
    if case .unknownParameter = literal.value {
      self = ""
    } else if let text = literal.value.text {
      self = text
    } else {
      throw .argumentType(expected: Self.typeName, found: literal.value, at: literal.range)
    }
  }

  public var sourceText: String? { "\"\(self)\"" }
}

extension Bool: ArgumentValue {
  public static var typeName: String { "true or false" }
  public static var choices: [String] { ["true", "false"] }

  public init(_ literal: Located<Literal>) throws(Diagnostic) {
    switch literal.value {
    case .boolean(let value): self = value
    case .word(let text), .string(let text):
      guard let value = Bool(text.lowercased()) else {
        throw .argumentType(expected: Self.typeName, found: literal.value, at: literal.range)
      }
      self = value
    case .unknownParameter: self = false
    default: throw .argumentType(expected: Self.typeName, found: literal.value, at: literal.range)
    }
  }

  public var sourceText: String? { self ? "true" : "false" }
}

extension Int: ArgumentValue {
  public static var typeName: String { "whole number" }

  public init(_ literal: Located<Literal>) throws(Diagnostic) {
    switch literal.value {
    case .number(_, let value):
      guard let exact = Int(exactly: value) else {
        throw .argumentType(expected: Self.typeName, found: literal.value, at: literal.range)
      }
      self = exact
    case .string(let text), .word(let text):
      guard let value = Int(text) else {
        throw .argumentType(expected: Self.typeName, found: literal.value, at: literal.range)
      }
      self = value
    case .unknownParameter: self = 1
    default: throw .argumentType(expected: Self.typeName, found: literal.value, at: literal.range)
    }
  }

  public var sourceText: String? { String(self) }
}

extension Double: ArgumentValue {
  public static var typeName: String { "number" }

  public init(_ literal: Located<Literal>) throws(Diagnostic) {
    switch literal.value {
    case .number(_, let value): self = value
    case .string(let text), .word(let text):
      guard let value = Double(text), value.isFinite else {
        throw .argumentType(expected: Self.typeName, found: literal.value, at: literal.range)
      }
      self = value
    case .unknownParameter: self = 1
    default: throw .argumentType(expected: Self.typeName, found: literal.value, at: literal.range)
    }
  }

  public var sourceText: String? {
    if let whole = Int(exactly: self) { return String(whole) }
    return String(self)
  }
}

/// A number of rows or groups: a whole number, or `max` for as many as there may be.
public enum Limit: ArgumentValue, Equatable {
  case count(Int)
  case max

  public static var typeName: String { "whole number or max" }

  public init(_ literal: Located<Literal>) throws(Diagnostic) {
    if literal.value.text?.lowercased() == "max" { self = .max } else { self = .count(try Int(literal)) }
  }

  public var sourceText: String? {
    switch self {
    case .count(let count): String(count)
    case .max: "max"
    }
  }
}
