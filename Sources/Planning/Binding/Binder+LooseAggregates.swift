import MartletCatalog
import MartletDiagnostics
import MartletSyntax

extension Binder {
  /// Reports aggregates among the arguments that lack the name of their parameter, `groupBy(a, count())`, and tells
  /// which arguments they are.
  mutating func reportLooseAggregates(
    _ arguments: [Argument], of spec: FunctionSpec, failed: inout Set<String>
  ) -> Set<Int> {
    guard let parameter = spec.parameters.first(where: { $0.form == .aggregates }),
      spec.unnamedParameter.map({ $0.form == .literal }) ?? true
    else { return [] }
    let loose = arguments.indices.filter { arguments[$0].name == nil && holdsAggregates(arguments[$0].value) }
    guard let first = loose.first, let last = loose.last else { return [] }
    failed.insert(parameter.name)
    let range = arguments[first].range.union(arguments[last].range)
    let isGiven = arguments.contains { $0.name?.value == parameter.name }
    // Brackets can only be put around neighbours.
    let isOneRun = last - first == loose.count - 1
    var edits: [Located<String>] = []
    if !isGiven, isOneRun {
      edits.append(Located(parameter.name + (loose.count > 1 ? "=[" : "="), at: SourceRange(at: range.lowerBound)))
      if loose.count > 1 { edits.append(Located("]", at: SourceRange(at: range.upperBound))) }
    }
    let texts = loose.map { source[arguments[$0].range] }.joined(separator: ", ")
    let written = isGiven ? "[…, \(texts)]" : loose.count > 1 ? "[\(texts)]" : texts
    report(.aggregatesWithoutName(written, parameter.name, of: spec.name, at: range, edits: edits))
    return Set(loose)
  }

  private func holdsAggregates(_ expression: Expression) -> Bool {
    switch expression {
    case .call(let call): registry[call.name.value].map { $0.spec.kind == .aggregate || $0.spec.alsoAggregates } ?? false
    case .assignment(let assignment): holdsAggregates(assignment.value)
    case .group(let inner, _): holdsAggregates(inner)
    case .block: true
    case .array(let array): !array.elements.isEmpty && array.elements.allSatisfy { holdsAggregates($0) }
    default: false
    }
  }

  /// Reports a call where a value is meant for a parameter of that name, `top(a, sum(b))`, and one whose parameter does
  /// not exist: nothing is to be said about its kind.
  mutating func reportMisnamed(
    _ argument: Argument, _ parameter: ParameterSpec?, of spec: FunctionSpec, failed: inout Set<String>
  ) -> Bool {
    guard case .call(let call) = argument.value else { return false }
    if let name = argument.name {
      guard parameter == nil else { return false }
      let meant = spec.parameterMeant(by: name.value)
      report(.unknownParameter(name, meant, of: spec))
      failed.insert(meant ?? name.value)
      return true
    }
    guard parameter.map({ $0.form == .literal }) ?? true, let other = spec.parameter(named: call.name.value), !other.isUnnamed,
      call.arguments.count == 1, call.arguments[0].name == nil
    else { return false }
    report(.callOfParameter(other.name, source[call.arguments[0].range], of: spec.name, at: call.range))
    failed.insert(other.name)
    return true
  }
}
