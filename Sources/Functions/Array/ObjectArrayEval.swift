import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `objectArray:eval("name[]", asArray="out[]", function={out := …})` computes an array of an array of objects.
struct ObjectArrayEval: TransformFunction {
  static let array = Parameter<ArrayName>("array", "Array of objects to read, written name[].", unnamed: true)
  static let asArray = Parameter<ArrayName>("asArray", "Array to write, another one.")
  static let function = Parameter<Block>("function", "Runs for each element and sets a field named as the output array.")
  static let variable = Parameter<String?>("var", "Name of the element in the block; the array's when left out.", default: nil)

  static let spec = FunctionSpec(
    "objectArray:eval", in: .array, kind: .transform,
    summary: "Runs a block for each object of an array and makes an array of the results.",
    details: [
      "Members of the element are fields such as name.member; arrays inside it can be read by another call in the block.",
      "The block sets the field that is named as the output array without brackets; where it sets none, there is no element.",
    ],
    parameters: array, asArray, function, variable,
    examples: [
      Example(
        "Names of the tags", query: #"objectArray:eval("tag[]", asArray="name[]", var=t, function={name := t.key})"#,
        events: #"{"tag[0].key": "a", "tag[1].key": "b"}"#,
        yields: #"{"tag[0].key": "a", "tag[1].key": "b", "name[0]": "a", "name[1]": "b"}"#)
    ])

  private let array: ArrayName
  private let target: ArrayName
  private let function: Block
  private let name: String
  private let call: String

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    array = arguments[Self.array]
    target = arguments[Self.asArray]
    function = arguments[Self.function]
    name = arguments[Self.variable] ?? array.elementName
    call = "\(arguments.call)"
    if array.prefix == target.prefix, array.suffix == target.suffix {
      throw .sameArray(at: arguments.located(Self.asArray).range)
    }
  }

  static func effects(of arguments: BoundArguments) -> FieldEffects {
    FieldEffects(reads: .all, writesUnknownFields: true)
  }

  func transform(_ batch: inout Batch, in context: RunContext) throws(ExecutionError) {
    try batch.evaluate(array, as: name, by: function, into: target, hasObjects: true, call: call, in: context)
  }
}

extension Diagnostic {
  fileprivate static func sameArray(at range: SourceRange) -> Self {
    Diagnostic(
      "argument-type", "'objectArray:eval' cannot write the array it reads", at: range,
      help: "Give asArray another name: only flat arrays can be written.")
  }
}
