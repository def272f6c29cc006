import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `array:dedup("name[]")` removes elements that were there before.
struct ArrayDedup: TransformFunction {
  static let array = Parameter<ArrayName>("array", "Array to look through, written name[].", unnamed: true)
  static let asArray = Parameter<ArrayName?>("asArray", "Array to write; the same when left out.", default: nil)

  static let spec = FunctionSpec(
    "array:dedup", in: .array, kind: .transform,
    summary: "Keeps the first of equal elements of an array.",
    details: ["Elements are compared as texts, with case; their order stays."],
    parameters: array, asArray,
    examples: [
      Example(
        "Each address once", query: #"array:dedup("ip[]")"#, events: #"{"ip[0]": "a", "ip[1]": "b", "ip[2]": "a"}"#,
        yields: #"{"ip[0]": "a", "ip[1]": "b"}"#)
    ])

  private let array: ArrayName
  private let target: ArrayName

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    array = arguments[Self.array]
    target = arguments[Self.asArray] ?? array
  }

  static func effects(of arguments: BoundArguments) -> FieldEffects {
    FieldEffects(reads: .all, writesUnknownFields: true)
  }

  func transform(_ batch: inout Batch, in context: RunContext) throws(ExecutionError) {
    try batch.materialiseForOutput()
    let field = ArrayField(array.prefix, suffix: array.suffix, in: batch)
    var values: [(row: Int, value: [UInt8])] = []
    var seen: Set<[UInt8]> = []
    batch.mask.forEach { row in
      seen.removeAll(keepingCapacity: true)
      for text in field.texts(in: row) where seen.insert(text).inserted { values.append((row, text)) }
    }
    batch.setArray(target, to: values)
  }
}
