import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `array:eval("name[]", asArray="out[]", var=x, function={out := …})` computes an array of an array.
struct ArrayEval: TransformFunction {
  static let array = Parameter<ArrayName>("array", "Array to read, written name[].", unnamed: true)
  static let asArray = Parameter<ArrayName?>("asArray", "Array to write; the same when left out.", default: nil)
  static let function = Parameter<Block>("function", "Runs for each element and sets a field named as the output array.")
  static let variable = Parameter<String?>("var", "Name of the element in the block; the array's when left out.", default: nil)

  static let spec = FunctionSpec(
    "array:eval", in: .array, kind: .transform,
    summary: "Runs a block for each element of an array and makes an array of the results.",
    details: [
      "The block sets the field that is named as the output array without brackets; where it sets none, there is no element.",
      "Fields set in the block are not seen outside; for arrays of objects there is objectArray:eval().",
    ],
    parameters: array, asArray, function, variable,
    examples: [
      Example(
        "Squares", query: #"array:eval("v[]", asArray="sq[]", var=x, function={sq := x * x})"#,
        events: #"{"v[0]": "2", "v[1]": "3"}"#, yields: #"{"v[0]": "2", "v[1]": "3", "sq[0]": "4", "sq[1]": "9"}"#)
    ])

  private let array: ArrayName
  private let target: ArrayName
  private let function: Block
  private let name: String
  private let call: String

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    array = arguments[Self.array]
    target = arguments[Self.asArray] ?? array
    function = arguments[Self.function]
    name = arguments[Self.variable] ?? array.elementName
    call = "\(arguments.call)"
  }

  static func effects(of arguments: BoundArguments) -> FieldEffects {
    FieldEffects(reads: .all, writesUnknownFields: true)
  }

  func transform(_ batch: inout Batch, in context: RunContext) throws(ExecutionError) {
    try batch.evaluate(array, as: name, by: function, into: target, hasObjects: false, call: call, in: context)
  }
}

extension Batch {
  /// Writes the array of what a block gives the elements of another.
  mutating func evaluate(
    _ array: ArrayName, as name: String, by function: Block, into target: ArrayName, hasObjects: Bool, call: String,
    in context: RunContext
  ) throws(ExecutionError) {
    try materialiseForOutput()
    let output = target.elementName
    var whole = self
    // A field of that name outside the block is none inside.
    if name != output { whole.remove(output) }
    let elements = ElementRows(array, as: name, of: whole, hasObjects: hasObjects)
    let values = try elements.values(of: output, after: function, call: call, in: context)
    setArray(target, to: values.map { (row: Int(elements.parents[$0.element]), value: $0.value) })
  }
}
