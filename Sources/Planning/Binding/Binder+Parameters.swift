import MartletDiagnostics
import MartletSyntax

extension Binder {
  /// The value of a parameter: what the user gave, else the default the query gives anywhere. `nil` when there is
  /// none, which is an error when the query is to be run.
  mutating func value(of parameter: QueryParameter) -> String? {
    let name = parameter.name
    if let bound = boundParameters[name] { return bound }
    let value = options.parameters[name] ?? parameterDefaults[name] ?? parameter.defaultValue?.text
    if let value {
      plan.parameters[name] = value
      return value
    }
    if missingParameters.insert(name).inserted {
      report(.missingParameter(name, isCheck: options.isCheck, at: parameter.range))
    }
    return nil
  }
}

/// How a parameter holds several values: `a, b` is two, `"a, b"` is one, `\"` is a quote.
enum ParameterValue {
  static func parts(of text: String) -> [String] {
    var parts: [String] = []
    var part = ""
    var isQuoted = false
    var wasQuoted = false
    var scalars = Substring(text).unicodeScalars
    func trimmed(_ text: String) -> String {
      wasQuoted ? text : String(text.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
    while let scalar = scalars.popFirst() {
      if scalar == "\\", scalars.first == "\"" {
        part.unicodeScalars.append("\"")
        scalars.removeFirst()
      } else if scalar == "\"" {
        if !isQuoted, part.allSatisfy({ $0 == " " }) { part = "" }
        isQuoted.toggle()
        wasQuoted = true
      } else if scalar == ",", !isQuoted {
        parts.append(trimmed(part))
        part = ""
        wasQuoted = false
      } else {
        part.unicodeScalars.append(scalar)
      }
    }
    parts.append(trimmed(part))
    return parts
  }
}

/// Finds the defaults a query gives its parameters, wherever it does: one default holds for every use.
struct ParameterDefaults {
  private(set) var defaults: [String: String] = [:]
  /// All parameters, also those without a default.
  private(set) var names: Set<String> = []

  mutating func collect(_ pipeline: Pipeline) {
    for step in pipeline.steps { collect(step) }
  }

  private mutating func collect(_ parameter: QueryParameter) {
    names.insert(parameter.name)
    guard let value = parameter.defaultValue, defaults[parameter.name] == nil else { return }
    defaults[parameter.name] = value.text
  }

  private mutating func collect(_ step: Step) {
    switch step {
    case .filter(let filter): collect(filter)
    case .assignment(let assignment): collect(assignment.value)
    case .fieldApply(let apply): collect(apply.call)
    case .caseStep(let choice): for branch in choice.branches { collect(branch) }
    case .matchStep(let match):
      for arm in match.arms {
        if case .value(let value) = arm.condition { collect(value) }
        if case .call(let call, _) = arm.condition { collect(call) }
        collect(arm.body)
      }
    case .stats(let array): for element in array.elements { collect(element) }
    case .savedQuery(let call): for argument in call.arguments { collect(argument.value) }
    case .call(let call): collect(call)
    case .link, .error: break
    }
  }

  private mutating func collect(_ call: FunctionCall) {
    for argument in call.arguments { collect(argument.value) }
  }

  private mutating func collect(_ value: FilterValue) {
    if case .parameter(let parameter) = value { collect(parameter) }
  }

  private mutating func collect(_ filter: Filter) {
    switch filter {
    case .and(let junction), .or(let junction): for term in junction.terms { collect(term) }
    case .not(let negation): collect(negation.operand)
    case .comparison(let comparison): collect(comparison.value)
    case .freeText(let value): collect(value)
    case .call(let call): collect(call)
    case .fieldApply(let apply): collect(apply.call)
    case .group(let inner, _): collect(inner)
    case .constant, .error: break
    }
  }

  private mutating func collect(_ expression: Expression) {
    switch expression {
    case .parameter(let parameter): collect(parameter)
    case .unary(let unary): collect(unary.operand)
    case .binary(let binary):
      collect(binary.left)
      collect(binary.right)
    case .call(let call): collect(call)
    case .savedQuery(let call): for argument in call.arguments { collect(argument.value) }
    case .array(let array): for element in array.elements { collect(element) }
    case .assignment(let assignment): collect(assignment.value)
    case .block(let block): collect(block.pipeline)
    case .group(let inner, _): collect(inner)
    case .correlateNode(let node): collect(node.block.pipeline)
    case .number, .string, .boolean, .word, .pattern, .regex, .error: break
    }
  }
}
