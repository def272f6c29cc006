import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `selectFromMax(field, include=[…])`: fields of the event with the largest number.
struct SelectFromMax: AggregateFunction {
  static let field = Parameter<FieldName>("field", "Field whose largest number counts.", unnamed: true)
  static let include = Parameter<[FieldName]>("include", "Fields to return.")

  static let spec = FunctionSpec(
    "selectFromMax", in: .aggregate, kind: .aggregate,
    summary: "Returns fields of the event in which a field is largest.",
    details: ["Events without a number in the field are ignored; of equal ones the last in the input counts."],
    parameters: field, include,
    examples: [
      Example(
        "Who", query: "selectFromMax(ms, include=[user, ms])", events: #"{"user": "ida", "ms": "9"} {"user": "bo", "ms": "100"} {"user": "ulf"}"#,
        yields: #"{"user": "bo", "ms": "100"}"#)
    ])

  private let field: String
  private let included: [String]

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    field = arguments[Self.field].text
    included = arguments[Self.include].map(\.text)
  }

  static func effects(of arguments: BoundArguments) -> FieldEffects {
    let fields = arguments[include].map(\.text)
    return FieldEffects(reads: fields + [arguments[field].text], writes: fields, survivors: .only([]))
  }

  func makeState(in context: RunContext) -> any AggregateState {
    WinnerState(field: field, included: included, isLargest: true)
  }
}
