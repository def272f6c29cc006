import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `array:union("name[]")`: the different values that an array has in any event.
struct ArrayUnion: AggregateFunction {
  static let array = Parameter<ArrayName>("array", "Array to gather, written name[].", unnamed: true)
  static let output = Parameter<ArrayName>("as", "Array to write.", default: ArrayName(prefix: "_union"))

  static let spec = FunctionSpec(
    "array:union", in: .array, kind: .aggregate,
    summary: "Collects the different values that an array has in any event.",
    details: ["The values come in the order of their bytes; without any array there is no row."],
    parameters: array, output,
    examples: [
      Example(
        "All recipients", query: #"array:union("to[]", as=all)"#, events: #"{"to[0]": "a", "to[1]": "b"} {"to[0]": "b"}"#,
        yields: #"{"all[0]": "a", "all[1]": "b"}"#)
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
    ElementSetsState(array, output: output.prefix, needsAll: false)
  }
}
