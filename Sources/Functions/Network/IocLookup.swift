import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `ioc:lookup(field, type=…)`: what is known to be bad of an address, domain or URL.
struct IocLookup: FilterFunction, StageFunction {
  static let field = Parameter<[FieldName]>("field", "Field or fields to look up.", unnamed: true)
  static let type = Parameter<Indicators.Kind>("type", "Kind of indicator.")
  static let confidenceThreshold = Parameter<Indicators.Confidence>(
    "confidenceThreshold", "The lowest confidence that counts.", default: .high)
  static let include = Parameter<[Indicators.Column]>("include", "What to add of an indicator; all when left out.", default: [])
  static let prefix = Parameter<String>("prefix", "Stands before the names of the fields.", default: "ioc")
  static let strict = Parameter<Bool>("strict", "Whether events that nothing is known of are dropped.", default: false)

  static let spec = FunctionSpec(
    "ioc:lookup", in: .network, kind: .filter,
    summary: "Looks addresses, domains or URLs up among indicators of compromise.",
    details: [
      "Indicators come from the file that --indicators names; without one nothing is known.",
      "A hit adds ioc.detected=true and ioc[0].indicator and so on.",
      "Addresses are compared as addresses, domains and URLs without case. It is negated only with strict=true.",
    ],
    parameters: field, type, confidenceThreshold, include, prefix, strict,
    examples: [
      Example(
        "Nothing is known", query: "ioc:lookup(src, type=ip_address)", events: #"{"src": "10.1.2.3"}"#,
        yields: #"{"src": "10.1.2.3"}"#)
    ])

  private let fields: [String]
  private let kind: Indicators.Kind
  private let confidence: Indicators.Confidence
  private let columns: [Indicators.Column]
  private let before: String
  private let isStrict: Bool

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    fields = arguments[Self.field].map(\.text)
    kind = arguments[Self.type]
    confidence = arguments[Self.confidenceThreshold]
    let included = arguments[Self.include]
    columns = included.isEmpty ? Indicators.Column.allCases : included
    before = arguments[Self.prefix]
    isStrict = arguments[Self.strict]
  }

  static func effects(of arguments: BoundArguments) -> FieldEffects {
    FieldEffects(
      reads: arguments[field].map(\.text), writes: ["\(arguments[prefix]).detected"], writesUnknownFields: true)
  }

  static func keepsAll(_ arguments: BoundArguments) -> Bool { !arguments[strict] }

  func narrow(_ batch: inout Batch, in context: RunContext) throws(ExecutionError) {
    guard isStrict else { return }
    let indicators = try Indicators.read(in: context)
    var mask = RowMask(noneOf: batch.rowCount)
    let texts = fields.map { batch.text(of: $0) }
    batch.mask.forEach { row in mask[row] = !hits(texts, row, indicators).isEmpty }
    batch.mask = mask
  }

  private func hits(_ texts: [TextColumn], _ row: Int, _ indicators: Indicators) -> [Indicators.Entry] {
    texts.flatMap { text in text.string(at: row).map { indicators.entries(for: $0, kind, atLeast: confidence) } ?? [] }
  }

  func makeStage(in context: RunContext) throws(ExecutionError) -> any StreamStage {
    let indicators = try Indicators.read(in: context)
    return ConvertingStage { batch in
      let texts = fields.map { batch.text(of: $0) }
      var added = RowFields(rowCount: batch.rowCount)
      var mask = batch.mask
      batch.mask.forEach { row in
        let hits = hits(texts, row, indicators)
        if hits.isEmpty {
          if isStrict { mask[row] = false }
          return
        }
        added.set("\(before).detected", at: row, "true".utf8)
        for (index, hit) in hits.enumerated() {
          for column in columns {
            if let value = hit.values[column] { added.set("\(before)[\(index)].\(column.rawValue)", at: row, value.utf8) }
          }
        }
      }
      added.assign(to: &batch)
      batch.mask = mask
    }
  }
}

/// A stage that changes each batch by itself.
final class ConvertingStage: StreamStage {
  private let convert: (inout Batch) throws(ExecutionError) -> Void

  init(_ convert: @escaping (inout Batch) throws(ExecutionError) -> Void) {
    self.convert = convert
  }

  func process(_ batch: Batch, into next: any BatchReceiver) throws(ExecutionError) -> Demand {
    var batch = batch
    try convert(&batch)
    return try next.receive(batch)
  }
}
