import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `transpose()`: makes rows of fields and fields of rows.
struct Transpose: AggregateFunction {
  static let pivot = Parameter<FieldName?>(
    "pivot", "Field whose values name the new fields, and whose name the field of the old names has.", unnamed: true,
    default: nil)
  static let header = Parameter<FieldName?>("header", "Field whose values name the new fields.", default: nil)
  static let column = Parameter<OutputName>("column", "Field that gets the names of the old fields.", default: "column")
  static let limit = Parameter<Int>("limit", "The most rows to take.", default: 5, bounds: 1...1000)

  static let spec = FunctionSpec(
    "transpose", in: .aggregate, kind: .aggregate,
    summary: "Makes a row of each field, with a field for each row.",
    details: [
      "The new fields are row[1], row[2] and so on, or the values of the header.",
      "The rows come in the order of the names of the fields. Only the first five rows count unless limit says more.",
    ],
    parameters: pivot, header, column, limit,
    examples: [
      Example(
        "Counts side by side", query: "groupBy(level) | transpose(header=level) | drop(column)",
        events: #"{"level": "error"} {"level": "error"} {"level": "warning"}"#,
        yields: #"{"error": "2", "warning": "1"}"#)
    ],
    givesSeveralRows: true)

  private let header: String?
  private let label: String
  private let limit: Int
  private let isLimitWritten: Bool

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    let pivot = arguments[Self.pivot]?.text
    header = arguments[Self.header]?.text ?? pivot
    label = arguments.isWritten(Self.column) ? arguments[Self.column].text : pivot ?? arguments[Self.column].text
    limit = arguments[Self.limit]
    isLimitWritten = arguments.isWritten(Self.limit)
  }

  static func effects(of arguments: BoundArguments) -> FieldEffects {
    FieldEffects(reads: .all, survivors: .only([]), writesUnknownFields: true)
  }

  func makeState(in context: RunContext) throws(ExecutionError) -> any AggregateState {
    let (header, label, limit, isLimitWritten) = (header, label, limit, isLimitWritten)
    return SortedRowsState(.asTheyCame, keepsEvents: true, owner: "transpose", in: context) {
      (rows, groups, groupCount) throws(ExecutionError) in
      var parts: [Batch] = []
      var owners: [UInt32] = []
      for run in GroupRuns(groups) {
        if run.count > limit, !isLimitWritten {
          context.warnings.add("transpose() took the first \(limit) rows; write limit= for more")
        }
        let part = Self.transposed(rows.slice(run.lowerBound..<min(run.upperBound, run.lowerBound + limit)), header, label)
        parts.append(part)
        owners += Array(repeating: groups[run.lowerBound], count: part.rowCount)
      }
      return GroupedRows(rows: Batch.concatenating(parts.isEmpty ? [Batch(rowCount: 0)] : parts), groups: owners)
    }
  }

  private static func transposed(_ rows: Batch, _ header: String?, _ label: String) -> Batch {
    let names = rows.names.filter { name in
      !HiddenField.isHidden(name) && name != header && (rows[name].map { column in (0..<rows.rowCount).contains { column.isPresent($0) } } ?? false)
    }.sorted()
    let texts = names.map { rows.text(of: $0) }
    var result = Batch(rowCount: names.count)
    result.set(label, to: .text(TextColumn(names.map { Optional($0) })))
    let headers = header.map { rows.text(of: $0) }
    for row in 0..<rows.rowCount {
      let name = headers?.string(at: row) ?? "row[\(row + 1)]"
      result.set(name, to: .text(TextColumn(texts.map { $0.string(at: row) })))
    }
    return result
  }
}
