import MartletDiagnostics

/// Arguments written without a name in places that have none, as other languages do, and what they were meant for:
/// `in(level, "error", "warn")`.
///
/// They are taken to stand in the order of the parameters that are still open, those that must be given first.
struct UnnamedArguments {
  /// One or more arguments, and the parameter they fit.
  struct Guess {
    var parameter: ParameterSpec?
    var arguments: [Located<Literal>]
    /// Whether it can hardly be meant for another parameter.
    var isCertain = false

    var range: SourceRange { arguments.dropFirst().reduce(arguments[0].range) { $0.union($1.range) } }

    /// Whether brackets have to be put around the arguments.
    private var needsBrackets: Bool {
      guard let parameter, parameter.takesSeveral else { return false }
      if arguments.count == 1, case .array = arguments[0].value { return false }
      return true
    }

    /// How they would be written with the name; `nil` without a parameter.
    var written: String? {
      guard parameter != nil else { return nil }
      let texts = arguments.map { $0.value.written ?? "…" }.joined(separator: ", ")
      return needsBrackets ? "[\(texts)]" : texts
    }

    /// What has to be written into the query.
    var edits: [Located<String>] {
      guard let parameter else { return [] }
      let opening = Located(parameter.name + (needsBrackets ? "=[" : "="), at: SourceRange(at: range.lowerBound))
      return needsBrackets ? [opening, Located("]", at: SourceRange(at: range.upperBound))] : [opening]
    }
  }

  private(set) var guesses: [Guess] = []

  /// The name of the only parameter that must be given and is not, when an argument fits it.
  static func onlyNeeded(of spec: FunctionSpec, given: Set<String>, for argument: Literal) -> String? {
    let needed = spec.parameters.filter { $0.isRequired && !given.contains($0.name) && !$0.collectsOthers }
    return needed.count == 1 && argument.couldBe(needed[0]) ? needed[0].name : nil
  }

  /// - Parameter given: the names of the parameters that have their argument.
  init(_ arguments: ArraySlice<Located<Literal>>, of spec: FunctionSpec, given: Set<String>) {
    let open = spec.parameters.filter { !given.contains($0.name) && !$0.collectsOthers && $0.deprecation == nil }
    // Where no name may be left out, nobody knows in which order somebody thinks of the parameters.
    let isOrdered = spec.unnamedParameter != nil || open.count(where: \.isRequired) == 1
    // The name of the result comes last: few write it without its name.
    var candidates =
      (open.filter(\.isRequired) + open.filter { !$0.isRequired && $0.name != "as" }
      + open.filter { !$0.isRequired && $0.name == "as" })[...]
    if let only = candidates.first, only.isRequired, only.takesSeveral, !candidates.dropFirst().contains(where: \.isRequired),
      arguments.count > 1, arguments.allSatisfy({ $0.value.couldBe(only) })
    {
      guesses = [Guess(parameter: only, arguments: Array(arguments), isCertain: true)]
      return
    }
    for argument in arguments {
      var index = candidates.firstIndex { argument.value.couldBe($0) }
      if let first = index, !candidates[first].isRequired, candidates[first].namesField, case .string = argument.value {
        // What stands in quotes is a text before it is the name of a field.
        index = candidates.firstIndex { !$0.namesField && argument.value.couldBe($0) } ?? index
      }
      let parameter = index.map { candidates[$0] }
      guesses.append(
        Guess(parameter: parameter, arguments: [argument], isCertain: isOrdered && parameter?.isRequired == true))
      if let index { candidates = candidates[(index + 1)...] }
    }
  }
}

extension Literal {
  /// Whether an argument without a name may have been meant for a parameter.
  fileprivate func couldBe(_ parameter: ParameterSpec) -> Bool {
    if parameter.form == .expression {
      if case .pipeline = self { return false }
      return true
    }
    if parameter.namesField, !isNameOfField { return false }
    guard let value = try? parameter.decode(Located(self, at: SourceRange(at: 0))) else { return false }
    guard let bounds = parameter.bounds, let number = value.asNumber else { return true }
    return bounds.contains(number)
  }

  /// Whether it would do as the name of a field: a number or a pattern is hardly meant to be one.
  private var isNameOfField: Bool {
    switch self {
    case .word: true
    case .string(let text): !text.isEmpty && text.utf8.allSatisfy { $0 >= 0x80 || Self.isPartOfName($0) }
    case .array(let elements): elements.allSatisfy { $0.value.isNameOfField }
    default: false
    }
  }

  private static func isPartOfName(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"):
      true
    default: "_.@#[]-".utf8.contains(byte)
    }
  }

  /// The literal as it could stand in a query, where that is known.
  fileprivate var written: String? {
    switch self {
    case .string(let text): text.contains("\"") || text.contains("\\") ? nil : "\"\(text)\""
    case .word, .number, .boolean, .wildcard: text
    case .array(let elements):
      "[\(elements.map { $0.value.written ?? "…" }.joined(separator: ", "))]"
    default: nil
    }
  }
}
