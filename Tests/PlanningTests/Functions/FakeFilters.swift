import MartletCatalog
import MartletDiagnostics

/// Stands for `in`: says what it requires.
struct FakeIn: QueryFunction {
  static let field = Parameter<FieldName>("field", "Field.", unnamed: true)
  static let values = Parameter<[String]>("values", "Values.")
  static let ignoreCase = Parameter<Bool>("ignoreCase", "Case.", default: false)
  static let spec = FunctionSpec(
    "in", in: .filter, kind: .filter, summary: "Fake.", parameters: field, values, ignoreCase, examples: [])

  init(_ arguments: BoundArguments) throws(Diagnostic) {}

  static func requirement(of arguments: BoundArguments) -> FieldRequirement? {
    FieldRequirement(
      arguments[field].text, anyOf: arguments[values].map { .whole($0) }, ignoresCase: arguments[ignoreCase])
  }
}

/// Stands for `test`.
struct FakeTest: QueryFunction {
  static let expression = Parameter<ExpressionReference>("expression", "Expression.", unnamed: true)
  static let spec = FunctionSpec(
    "test", in: .filter, kind: .filter, summary: "Fake.", parameters: expression, examples: [])

  init(_ arguments: BoundArguments) throws(Diagnostic) {}
}

/// Stands for `regex`: a filter that may write fields.
struct FakeCapture: QueryFunction {
  static let field = Parameter<FieldName>("field", "Field.", unnamed: true)
  static let output = Parameter<OutputName>("into", "Field to write.")
  static let spec = FunctionSpec(
    "capture", in: .filter, kind: .filter, summary: "Fake.", parameters: field, output, examples: [])

  init(_ arguments: BoundArguments) throws(Diagnostic) {}
}

/// A filter without parameters.
struct FakeDropEvent: QueryFunction {
  static let spec = FunctionSpec("dropEvent", in: .filter, kind: .filter, summary: "Fake.", examples: [])
  init(_ arguments: BoundArguments) throws(Diagnostic) {}
}
