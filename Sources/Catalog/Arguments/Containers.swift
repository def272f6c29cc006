public import MartletDiagnostics

extension Array: ArgumentValue where Element: ArgumentValue {
  public static var typeName: String { "array of \(Element.typeName)" }
  public static var form: ArgumentForm { Element.form }
  public static var takesSeveral: Bool { true }
  public static var choices: [String] { Element.choices }

  public init(_ literal: Located<Literal>) throws(Diagnostic) {
    guard case .array(let elements) = literal.value else {
      self = [try Element(literal)]  // A lone value stands for an array of one.
      return
    }
    self = []
    for element in elements { append(try Element(element)) }
  }

  public var sourceText: String? {
    let texts = compactMap(\.sourceText)
    guard texts.count == count else { return nil }
    return "[\(texts.joined(separator: ", "))]"
  }
}

/// An argument that may be left out without standing for anything else.
extension Optional: ArgumentValue where Wrapped: ArgumentValue {
  public static var typeName: String { Wrapped.typeName }
  public static var form: ArgumentForm { Wrapped.form }
  public static var takesSeveral: Bool { Wrapped.takesSeveral }
  public static var choices: [String] { Wrapped.choices }

  public init(_ literal: Located<Literal>) throws(Diagnostic) {
    self = .some(try Wrapped(literal))
  }

  public var sourceText: String? { self?.sourceText }
}

/// An argument that is one of a few words, in any case: declare an enum of them.
public protocol ChoiceArgument: ArgumentValue, CaseIterable, RawRepresentable where RawValue == String {}

extension ChoiceArgument {
  public static var typeName: String { choices.joined(separator: ", ") }
  public static var choices: [String] { allCases.map(\.rawValue) }

  public init(_ literal: Located<Literal>) throws(Diagnostic) {
    if case .unknownParameter = literal.value, let first = Self.allCases.first {
      self = first
      return
    }
    guard let text = literal.value.text else {
      throw .argumentType(expected: "one of \(Self.typeName)", found: literal.value, at: literal.range)
    }
    guard let choice = Self.allCases.first(where: { $0.rawValue.lowercased() == text.lowercased() }) else {
      throw .unknownChoice(text, among: Self.choices, at: literal.range)
    }
    self = choice
  }

  public var sourceText: String? { rawValue }
}
