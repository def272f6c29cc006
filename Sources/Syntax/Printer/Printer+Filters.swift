import MartletDiagnostics

extension TreePrinter {
  mutating func print(_ filter: Filter) {
    switch filter {
    case .and(let junction):
      print(junction, word: "and") { term in
        if case .and = term { true } else { false }
      }
    case .or(let junction):
      print(junction, word: "or") { term in
        switch term {
        case .and, .or: true
        default: false
        }
      }
    case .not(let negation): print(negation)
    case .comparison(let comparison): print(comparison)
    case .freeText(let value): print(value)
    case .constant(let constant): write(constant.value ? "true" : "false")
    case .call(let call): print(call)
    case .fieldApply(let apply): print(apply)
    case .group(let inner, _):
      write("(")
      print(inner)
      write(")")
    case .error: break
    }
  }

  /// The parser never makes a tree that needs parentheses added; a rewritten tree may.
  private mutating func print(_ junction: Junction, word: String, needsParentheses: (Filter) -> Bool) {
    for (index, term) in junction.terms.enumerated() {
      if index > 0 {
        let isImplicit = index - 1 < junction.operators.count && junction.operators[index - 1].isImplicit
        write(isImplicit ? " " : " \(word) ")
      }
      print(term, inParentheses: needsParentheses(term))
    }
  }

  private mutating func print(_ filter: Filter, inParentheses: Bool) {
    if inParentheses { write("(") }
    print(filter)
    if inParentheses { write(")") }
  }

  private mutating func print(_ negation: Negation) {
    write(negation.form == .word ? "not " : "!")
    switch negation.operand {
    case .and, .or: print(negation.operand, inParentheses: true)
    default: writeApart { $0.print(negation.operand) }
    }
  }

  private mutating func print(_ comparison: Comparison) {
    write(comparison.field.raw)
    let value = text(of: comparison.value)
    switch comparison.operator.value {
    case .equal, .notEqual: write(comparison.operator.value.rawValue)
    default: write(" \(comparison.operator.value.rawValue) ")
    }
    writeApart { $0.write(value) }
  }

  mutating func print(_ value: FilterValue) { write(text(of: value)) }

  private func text(of value: FilterValue) -> String {
    switch value {
    case .text(let pattern): pattern.raw
    case .regex(let regex): text(of: regex)
    case .parameter(let parameter): parameter.raw
    case .number(let number): number.raw
    case .error: ""
    }
  }

  func text(of regex: RegexLiteral) -> String { "/\(regex.raw)/\(regex.flags)" }
}
