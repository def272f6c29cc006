public import MartletDiagnostics

/// Arguments already checked against a `FunctionSpec`, so reading them cannot fail.
public struct BoundArguments: Sendable {
  /// The whole call, for what is wrong with no single argument.
  public let call: SourceRange
  private let values: [String: Located<any ArgumentValue>]
  private let written: Set<String>
  /// The search whose rows `FunctionSpec.survey` asks for, over the events that reach the call.
  public var survey: PipelineReference?

  /// One argument as written; without a name it belongs to the parameter whose name may be left out.
  public struct Written: Sendable {
    public var name: Located<String>?
    public var value: Located<Literal>

    public init(name: Located<String>?, value: Located<Literal>) {
      self.name = name
      self.value = value
    }
  }

  /// Checks `arguments` against `spec`: names, number, types, bounds and defaults. Everything wrong is appended to
  /// `diagnostics`; `nil` is returned when some of it is an error. `failed` names parameters whose argument was written
  /// and is wrong in a way that has been reported: they are not missing.
  public static func bind(
    _ arguments: [Written], of spec: FunctionSpec, call: SourceRange, failed: Set<String> = [],
    diagnostics: inout [Diagnostic]
  ) -> BoundArguments? {
    var given: [String: Located<Literal>] = [:]
    var hasErrors = false
    func report(_ diagnostic: Diagnostic) {
      diagnostics.append(diagnostic)
      if diagnostic.severity == .error { hasErrors = true }
    }

    var unnamed = arguments.filter { $0.name == nil }.map(\.value)[...]
    if let parameter = spec.unnamedParameter, let first = unnamed.first {
      if parameter.takesSeveral, unnamed.count > 1 {
        given[parameter.name] = .collecting(unnamed)
        unnamed = []
      } else {
        given[parameter.name] = first
        unnamed = unnamed.dropFirst()
      }
    }
    // Parameters that something was written for, which is wrong in a way that is reported: they are not missing.
    var failed = failed
    var others: [Literal.NamedLiteral] = []
    var unknown: [(name: Located<String>, value: Literal)] = []
    for argument in arguments {
      guard let name = argument.name else { continue }
      if let parameter = spec.parameter(named: name.value), !parameter.collectsOthers {
        if let earlier = given[name.value] {
          report(.duplicateArgument(name.value, of: spec, first: earlier.range, at: name.range))
        } else {
          given[name.value] = argument.value
          if let advice = parameter.deprecation { report(.deprecatedParameter(parameter, advice: advice, at: name.range)) }
        }
      } else if spec.parameters.contains(where: \.collectsOthers) {
        others.append(Literal.NamedLiteral(name: name, value: argument.value))
      } else {
        unknown.append((name, argument.value.value))
      }
    }
    for (name, value) in unknown {
      // A name of another language stands for the one parameter that is needed and not given.
      let needed = UnnamedArguments.onlyNeeded(of: spec, given: failed.union(given.keys), for: value)
      let meant = spec.parameterMeant(by: name.value) ?? (unknown.count == 1 && unnamed.isEmpty ? needed : nil)
      report(.unknownParameter(name, meant, of: spec))
      if let meant { failed.insert(meant) }
    }
    for guess in UnnamedArguments(unnamed, of: spec, given: failed.union(given.keys)).guesses {
      report(.unexpectedArgument(guess, of: spec))
      if let parameter = guess.parameter { failed.insert(parameter.name) }
    }
    if let collector = spec.parameters.first(where: \.collectsOthers), !others.isEmpty {
      given[collector.name] = Located(.named(others), at: call)
    }

    var values: [String: Located<any ArgumentValue>] = [:]
    for parameter in spec.parameters {
      if let literal = given[parameter.name] {
        do throws(Diagnostic) {
          let value = try parameter.decode(literal)
          if let bounds = parameter.bounds, let number = value.asNumber, !bounds.contains(number) {
            throw .outOfBounds(number, parameter, bounds, at: literal.range)
          }
          values[parameter.name] = Located(value, at: literal.range)
        } catch {
          report(error.naming(parameter, of: spec, found: literal.value))
        }
      } else if let fallback = parameter.fallback {
        values[parameter.name] = Located(fallback, at: call)
      } else if failed.contains(parameter.name) {
        hasErrors = true
      } else {
        report(.missingArgument(parameter, of: spec, at: call))
      }
    }
    return hasErrors || !failed.isEmpty ? nil : BoundArguments(call: call, values: values, written: Set(given.keys))
  }

  /// The same arguments, all said to stand in one place.
  public func placed(at range: SourceRange) -> BoundArguments {
    var placed = BoundArguments(
      call: range, values: values.mapValues { Located($0.value, at: range) }, written: written)
    placed.survey = survey
    return placed
  }

  /// The argument of a parameter, or its default.
  public subscript<Value>(parameter: Parameter<Value>) -> Value { located(parameter).value }

  /// The argument with the place where it was written; the place of a default is the call.
  public func located<Value>(_ parameter: Parameter<Value>) -> Located<Value> {
    guard let found = values[parameter.name], let value = found.value as? Value else {
      preconditionFailure("'\(parameter.name)' is missing from its function's spec")
    }
    return Located(value, at: found.range)
  }

  /// Whether the user wrote the argument.
  public func isWritten<Value>(_ parameter: Parameter<Value>) -> Bool { written.contains(parameter.name) }

  /// Whether the user wrote an argument for the parameter of this name.
  public func isWritten(_ name: String) -> Bool { written.contains(name) }

  /// Where the argument of the parameter of this name stands; the call for a default.
  public func place(of name: String) -> SourceRange? { values[name]?.range }

  /// The number that was written for the parameter of this name.
  public func number(of name: String) -> Double? { isWritten(name) ? values[name]?.value.asNumber : nil }

  /// What was written for the parameter of this name, when it is true or false.
  public func truth(of name: String) -> Bool? { isWritten(name) ? values[name]?.value as? Bool : nil }

  /// The text that was written for the parameter of this name, or the texts.
  public func texts(of name: String) -> [String] {
    guard isWritten(name) else { return [] }
    return switch values[name]?.value {
    case let text as String: [text]
    case let text as String?: text.map { [$0] } ?? []
    case let texts as [String]: texts
    case let texts as [String]?: texts ?? []
    default: []
    }
  }

  /// The fields named by `FieldName` arguments, in no order.
  public var fieldsRead: [String] {
    values.values.flatMap { ($0.value as? any FieldReading)?.fieldsRead ?? [] }
  }

  /// The fields to read that the argument of one parameter names.
  public func fields(of parameter: String) -> [String] {
    (values[parameter]?.value as? any FieldReading)?.fieldsRead ?? []
  }

  /// The fields named by `OutputName` arguments.
  public var fieldsWritten: [String] {
    values.values.flatMap { ($0.value as? any FieldWriting)?.fieldsWritten ?? [] }
  }

  /// The expressions, blocks and aggregates among the arguments, whose demands add to the call's own.
  public var expressions: [ExpressionReference] {
    values.values.flatMap { located -> [ExpressionReference] in
      switch located.value {
      case let value as ExpressionReference: [value]
      case let value as ExpressionReference?: value.map { [$0] } ?? []
      case let value as [ExpressionReference]: value
      case let value as NamedExpressions: value.items.map(\.value)
      default: []
      }
    }
  }

  public var aggregates: [AggregateReference] {
    values.values.flatMap { ($0.value as? Aggregates)?.items ?? [] }
  }

  public var blocks: [PipelineReference] {
    values.values.flatMap { located -> [PipelineReference] in
      switch located.value {
      case let value as Block: [value.pipeline]
      case let value as Block?: value.map { [$0.pipeline] } ?? []
      case let value as [Block]: value.map(\.pipeline)
      case let value as Condition: [value.pipeline]
      case let value as Condition?: value.map { [$0.pipeline] } ?? []
      case let value as [NamedQuery]: value.map(\.pipeline)
      default: []
      }
    }
  }

  /// The searches over the whole input among the arguments.
  public var searches: [PipelineReference] {
    values.values.compactMap { ($0.value as? Search)?.pipeline } + (survey.map { [$0] } ?? [])
  }

  /// The one field and the texts of a call such as `in(field, values=[…])`.
  public var fieldAndValues: (field: String, values: [String])? {
    guard let field = values["field"]?.value as? FieldName else { return nil }
    switch values["values"]?.value {
    case let texts as [String]: return (field.text, texts)
    case let texts as any TextListing: return (field.text, texts.texts)
    default: return nil
    }
  }

  /// The arguments that were written, as they could be written again, sorted by name; for `explain`.
  public var summary: String {
    values.filter { written.contains($0.key) }.sorted { $0.key < $1.key }.compactMap { name, value in
      value.value.sourceText.map { "\(name)=\($0)" }
    }.joined(separator: ", ")
  }
}

extension Located<Literal> {
  /// One array of several unnamed arguments.
  fileprivate static func collecting(_ parts: ArraySlice<Located<Literal>>) -> Located<Literal> {
    let range = parts.dropFirst().reduce(parts[parts.startIndex].range) { $0.union($1.range) }
    return Located(.array(Array(parts)), at: range)
  }
}

extension ArgumentValue {
  var asNumber: Double? {
    switch self {
    case let value as Int: Double(value)
    case let value as Double: value
    case .count(let count) as Limit: Double(count)
    default: nil
    }
  }
}

/// An argument that is a list of texts in a type of its own.
public protocol TextListing { var texts: [String] { get } }

/// An argument that names fields to read.
protocol FieldReading { var fieldsRead: [String] { get } }
/// An argument that names fields to write.
protocol FieldWriting { var fieldsWritten: [String] { get } }

extension FieldName: FieldReading { var fieldsRead: [String] { [text] } }
extension OutputName: FieldWriting { var fieldsWritten: [String] { [text] } }
extension Array: FieldReading where Element: FieldReading { var fieldsRead: [String] { flatMap(\.fieldsRead) } }
extension Array: FieldWriting where Element: FieldWriting { var fieldsWritten: [String] { flatMap(\.fieldsWritten) } }
extension Optional: FieldReading where Wrapped: FieldReading { var fieldsRead: [String] { self?.fieldsRead ?? [] } }
extension Optional: FieldWriting where Wrapped: FieldWriting { var fieldsWritten: [String] { self?.fieldsWritten ?? [] } }
