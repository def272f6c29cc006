import MartletDiagnostics

/// Declares one parameter and doubles as the typed key to its argument, so a name is written once.
public struct Parameter<Value: ArgumentValue>: Sendable {
  public let name: String
  /// One sentence, with its full stop.
  public let summary: String
  public let isUnnamed: Bool
  public let defaultValue: Value?
  /// The numbers allowed, for a parameter that is one.
  public let bounds: ClosedRange<Double>?
  /// The largest number LogScale takes, where this engine takes more.
  public let serverMaximum: Double?
  public let deprecation: String?
  let collectsOthers: Bool

  /// A required parameter.
  ///
  /// - Parameters:
  ///   - unnamed: whether the name may be left out; at most one per function. When the value is an array, several
  ///     unnamed arguments are collected into it.
  ///   - collectsOthers: whether it takes every argument whose name no other parameter has, as `eval(a=…, b=…)` does.
  public init(
    _ name: String, _ summary: String, unnamed: Bool = false, bounds: ClosedRange<Double>? = nil,
    collectsOthers: Bool = false
  ) {
    self.init(name, summary, unnamed, nil, bounds, nil, nil, collectsOthers)
  }

  /// A parameter that may be left out.
  public init(
    _ name: String, _ summary: String, unnamed: Bool = false, default value: Value,
    bounds: ClosedRange<Double>? = nil, serverMaximum: Double? = nil, deprecated: String? = nil
  ) {
    self.init(name, summary, unnamed, value, bounds, serverMaximum, deprecated, false)
  }

  private init(
    _ name: String, _ summary: String, _ isUnnamed: Bool, _ value: Value?, _ bounds: ClosedRange<Double>?,
    _ serverMaximum: Double?, _ deprecation: String?, _ collectsOthers: Bool
  ) {
    self.name = name
    self.summary = summary
    self.isUnnamed = isUnnamed
    self.defaultValue = value
    self.bounds = bounds
    self.serverMaximum = serverMaximum
    self.deprecation = deprecation
    self.collectsOthers = collectsOthers
  }
}

/// The part of a parameter that tools show, with the value type erased.
public struct ParameterSpec: Sendable {
  public let name: String
  public let summary: String
  /// What kind of value it takes, in the words messages use: `field`, `array of subnet`.
  public let typeName: String
  /// How a written argument is turned into a value.
  public let form: ArgumentForm
  public let isUnnamed: Bool
  public let isRequired: Bool
  public let collectsOthers: Bool
  /// Whether several unnamed arguments are collected into it.
  public let takesSeveral: Bool
  /// Whether its value is the name of a field to read, or several.
  public let namesFields: Bool
  /// Whether its value is the name of a field, to read or to write, or several.
  let namesField: Bool
  public let choices: [String]
  public let bounds: ClosedRange<Double>?
  public let serverMaximum: Double?
  public let deprecation: String?
  /// The default as it would be written; `nil` for none.
  public let defaultText: String?
  let decode: @Sendable (Located<Literal>) throws(Diagnostic) -> any ArgumentValue
  let fallback: (any ArgumentValue)?

  init<Value>(_ parameter: Parameter<Value>) {
    name = parameter.name
    summary = parameter.summary
    typeName = Value.typeName
    form = Value.form
    isUnnamed = parameter.isUnnamed
    isRequired = parameter.defaultValue == nil
    collectsOthers = parameter.collectsOthers
    takesSeveral = Value.takesSeveral
    namesFields = Value.self is any FieldReading.Type
    namesField = Value.self is any FieldReading.Type || Value.self is any FieldWriting.Type
    choices = Value.choices
    bounds = parameter.bounds
    serverMaximum = parameter.serverMaximum
    deprecation = parameter.deprecation
    fallback = parameter.defaultValue
    defaultText = parameter.defaultValue?.sourceText
    decode = { (literal) throws(Diagnostic) in try Value(literal) }
  }
}
