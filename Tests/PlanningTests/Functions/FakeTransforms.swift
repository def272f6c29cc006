import MartletCatalog
import MartletDiagnostics

/// A function of one field with an output, as most are.
struct FakeLower: QueryFunction {
  static let field = Parameter<FieldName>("field", "Field.", unnamed: true)
  static let output = Parameter<OutputName>("as", "Output.", default: "_lower")
  static let spec = FunctionSpec(
    "lower", in: .string, kind: .transform, summary: "Fake.", parameters: field, output, examples: [])

  init(_ arguments: BoundArguments) throws(Diagnostic) {}
}

/// Throws what only the function can know.
struct FakeFormat: QueryFunction {
  static let format = Parameter<String>("format", "Format.", unnamed: true)
  static let field = Parameter<[FieldName]>("field", "Fields.", default: [])
  static let output = Parameter<OutputName>("as", "Output.", default: "_format")
  static let spec = FunctionSpec(
    "format", in: .string, kind: .transform, summary: "Fake.", parameters: format, field, output, examples: [])

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    let format = arguments.located(Self.format)
    if format.value.hasSuffix("%") {
      throw Diagnostic("bad-format", "'\(format.value)' ends in the middle of a placeholder", at: format.range)
    }
  }
}

struct FakeDrop: QueryFunction {
  static let fields = Parameter<[FieldName]>("fields", "Fields.", unnamed: true)
  static let spec = FunctionSpec(
    "drop", in: .transform, kind: .transform, summary: "Fake.", parameters: fields, examples: [])

  init(_ arguments: BoundArguments) throws(Diagnostic) {}

  static func effects(of arguments: BoundArguments) -> FieldEffects { FieldEffects(reads: []) }
}

struct FakeSelect: QueryFunction {
  static let fields = Parameter<[FieldName]>("fields", "Fields.", unnamed: true)
  static let spec = FunctionSpec(
    "select", in: .transform, kind: .transform, summary: "Fake.", parameters: fields, examples: [])

  init(_ arguments: BoundArguments) throws(Diagnostic) {}

  static func effects(of arguments: BoundArguments) -> FieldEffects {
    FieldEffects(reads: arguments.fieldsRead, survivors: .only(arguments.fieldsRead))
  }
}

/// Writes whatever it finds, as parsers do.
struct FakeParse: QueryFunction {
  static let field = Parameter<FieldName>("field", "Field.", unnamed: true, default: "@rawstring")
  static let spec = FunctionSpec(
    "parseJson", in: .parsing, kind: .transform, summary: "Fake.", parameters: field, examples: [])

  init(_ arguments: BoundArguments) throws(Diagnostic) {}

  static func effects(of arguments: BoundArguments) -> FieldEffects {
    FieldEffects(reads: arguments.fieldsRead, writesUnknownFields: true)
  }
}

struct FakeEval: QueryFunction {
  static let assignments = Parameter<NamedExpressions>("assignments", "Assignments.", collectsOthers: true)
  static let spec = FunctionSpec(
    "eval", in: .control, kind: .transform, summary: "Fake.", parameters: assignments, examples: [])

  init(_ arguments: BoundArguments) throws(Diagnostic) {}

  static func effects(of arguments: BoundArguments) -> FieldEffects {
    FieldEffects(reads: [], writes: arguments[assignments].items.map(\.name))
  }
}

struct FakeIf: QueryFunction {
  static let condition = Parameter<ExpressionReference>("condition", "Condition.", unnamed: true)
  static let then = Parameter<ExpressionReference>("then", "Then.")
  static let otherwise = Parameter<ExpressionReference>("else", "Else.")
  static let output = Parameter<OutputName>("as", "Output.", default: "_if")
  static let spec = FunctionSpec(
    "if", in: .control, kind: .transform, summary: "Fake.", parameters: condition, then, otherwise, output, examples: []
  )

  init(_ arguments: BoundArguments) throws(Diagnostic) {}
}
