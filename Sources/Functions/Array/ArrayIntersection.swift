import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `array:intersection("name[]")`: the values that an array has in every event.
struct ArrayIntersection: AggregateFunction {
  static let array = Parameter<ArrayName>("array", "Array to gather, written name[].", unnamed: true)
  static let output = Parameter<ArrayName>("as", "Array to write.", default: ArrayName(prefix: "_intersection"))

  static let spec = FunctionSpec(
    "array:intersection", in: .array, kind: .aggregate,
    summary: "Collects the values that an array has in every event.",
    details: ["Events without the array are left out; the values come in the order of their bytes."],
    parameters: array, output,
    examples: [
      Example(
        "Common recipients", query: #"array:intersection("to[]", as=all)"#, events: #"{"to[0]": "a", "to[1]": "b"} {"to[0]": "b"}"#,
        yields: #"{"all[0]": "b"}"#)
    ])

  private let array: ArrayName
  private let output: ArrayName

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    array = arguments[Self.array]
    output = arguments[Self.output]
  }

  static func effects(of arguments: BoundArguments) -> FieldEffects {
    FieldEffects(reads: .all, survivors: .only([]), writesUnknownFields: true)
  }

  func makeState(in context: RunContext) -> any AggregateState {
    ElementSetsState(array, output: output.prefix, needsAll: true)
  }
}
