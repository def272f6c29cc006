import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `array:append("name[]", values=[…])` adds elements to an array.
struct ArrayAppend: TransformFunction {
  static let array = Parameter<ArrayName>("array", "Array to lengthen, written name[].", unnamed: true)
  static let values = Parameter<[ExpressionReference]>("values", "Values to add; bare words are fields.")

  static let spec = FunctionSpec(
    "array:append", in: .array, kind: .transform,
    summary: "Adds elements to the end of an array.",
    details: ["The array is made when there is none; a value that is missing is left out."],
    parameters: array, values,
    examples: [
      Example(
        "One more", query: #"array:append("role[]", values=[extra, "all"])"#, events: #"{"role[0]": "user", "extra": "admin"}"#,
        yields: #"{"role[0]": "user", "extra": "admin", "role[1]": "admin", "role[2]": "all"}"#)
    ])

  private let array: ArrayName
  private let values: [ExpressionReference]

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    array = arguments[Self.array]
    values = arguments[Self.values]
  }

  static func effects(of arguments: BoundArguments) -> FieldEffects {
    FieldEffects(reads: .all, writesUnknownFields: true)
  }

  func transform(_ batch: inout Batch, in context: RunContext) throws(ExecutionError) {
    try batch.materialiseForOutput()
    let reader = ArrayField(array, of: batch)
    var fields = RowFields(rowCount: batch.rowCount)
    var columns: [TextColumn] = []
    for value in values {
      if let column = try context.value(of: value, in: batch) { columns.append(column.asText()) }
    }
    batch.mask.forEach { row in
      var next = reader.count(in: row)
      for column in columns where column.isPresent(row) {
        fields.set("\(array.prefix)[\(next)]\(array.suffix)", at: row, column.storage[column.range(of: row)])
        next += 1
      }
    }
    fields.assign(to: &batch)
  }
}
