import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `split(name)` makes an event of each element of an array.
struct Split: StageFunction {
  static let field = Parameter<ArrayName>(
    "field", "Array to take apart; an empty text for one without a name.", unnamed: true,
    default: ArrayName(prefix: "_events"))
  static let strip = Parameter<Bool>("strip", "Whether the name of the array is left out.", default: false)

  static let spec = FunctionSpec(
    "split", in: .array, kind: .transform,
    summary: "Makes an event of each element of an array.",
    details: [
      "The other fields are copied to each; _index is the number of the element, and @id gets two underscores and it.",
      "An event without the array gives none.",
    ],
    parameters: field, strip,
    examples: [
      Example(
        "One event per port", query: "split(port)", events: #"{"host": "a", "port[0]": "22", "port[1]": "443"} {"host": "b"}"#,
        yields: #"{"host": "a", "port": "22", "_index": "0"} {"host": "a", "port": "443", "_index": "1"}"#),
      Example(
        "Objects", query: "split(disk)", events: #"{"disk[0].id": "x", "disk[1].id": "y"}"#,
        yields: #"{"disk.id": "x", "_index": "0"} {"disk.id": "y", "_index": "1"}"#),
    ])

  private let array: String
  private let strips: Bool

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    array = arguments[Self.field].prefix
    strips = arguments[Self.strip]
  }

  static func effects(of arguments: BoundArguments) -> FieldEffects {
    FieldEffects(reads: .all, writesUnknownFields: true)
  }

  func makeStage(in context: RunContext) -> any StreamStage { SplitStage(array: array, strips: strips) }
}

private final class SplitStage: StreamStage {
  private let array: String
  private let strips: Bool

  init(array: String, strips: Bool) {
    self.array = array
    self.strips = strips
  }

  func process(_ batch: Batch, into next: any BatchReceiver) throws(ExecutionError) -> Demand {
    var batch = batch
    try batch.materialiseForOutput()
    batch = batch.compacted()
    // Columns of the array: the number of the element and what follows it.
    var parts: [(name: String, index: Int, rest: String)] = []
    for name in batch.names {
      if let (index, rest) = element(name) { parts.append((name, index, rest)) }
    }
    let last = parts.map(\.index).max() ?? -1
    var rows: [UInt32] = []
    var indices: [Int] = []
    for row in 0..<batch.rowCount {
      for index in stride(from: 0, through: last, by: 1) {
        guard parts.contains(where: { $0.index == index && batch[$0.name]?.isPresent(row) == true }) else { break }
        rows.append(UInt32(row))
        indices.append(index)
      }
    }
    if rows.isEmpty { return .more }
    var result = batch.gather(rows)
    var fields = RowFields(rowCount: rows.count)
    for row in rows.indices {
      fields.set("_index", at: row, Array(String(indices[row]).utf8))
      for part in parts where part.index == indices[row] {
        guard let text = batch[part.name]?.asText(), text.isPresent(Int(rows[row])) else { continue }
        fields.set(outputName(part.rest), at: row, text.storage[text.range(of: Int(rows[row]))])
      }
    }
    if let ids = batch["@id"]?.asText() {
      for row in rows.indices where ids.isPresent(Int(rows[row])) {
        fields.set("@id", at: row, ids.storage[ids.range(of: Int(rows[row]))] + Array("__\(indices[row])".utf8))
      }
    }
    for part in parts { result.remove(part.name) }
    fields.assign(to: &result)
    return try next.receive(result)
  }

  /// The number and the rest of `array[number]rest`.
  private func element(_ name: String) -> (Int, String)? {
    guard name.hasPrefix(array + "["), let close = name.dropFirst(array.count).firstIndex(of: "]") else { return nil }
    let digits = name[name.index(name.startIndex, offsetBy: array.count + 1)..<close]
    guard let index = Int(digits) else { return nil }
    return (index, String(name[name.index(after: close)...]))
  }

  private func outputName(_ rest: String) -> String {
    let isInner = strips || array.isEmpty
    if isInner, rest.hasPrefix(".") { return String(rest.dropFirst()) }
    return isInner && rest.isEmpty ? "_value" : array + rest
  }
}
