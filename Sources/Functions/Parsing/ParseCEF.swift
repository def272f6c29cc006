import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `parseCEF(field)` reads a message in the Common Event Format.
struct ParseCEF: TransformFunction {
  static let field = Parameter<FieldName>("field", "Field that holds the message.", unnamed: true, default: "@rawstring")
  static let prefix = Parameter<String>("prefix", "Stands before the names of the extension.", default: "cef.ext.")
  static let headerprefix = Parameter<String>("headerprefix", "Stands before the names of the header.", default: "cef.")
  static let labelprefix = Parameter<String>(
    "labelprefix", "Stands before the labels that name values.", default: "cef.label.")
  static let keeplabels = Parameter<Bool>("keeplabels", "Whether values with a label also keep their keys.", default: false)

  static let spec = FunctionSpec(
    "parseCEF", in: .parsing, kind: .transform,
    summary: "Reads the header and the extension of a message in the Common Event Format.",
    details: [
      "What stands before 'CEF:0' is passed over; a text without it leaves the event as it is.",
      "A value such as cs1 that has a label cs1Label is written under its label.",
    ],
    parameters: field, prefix, headerprefix, labelprefix, keeplabels,
    examples: [
      Example(
        "A firewall's message", query: "parseCEF(m) | select([cef.name, cef.ext.src, cef.ext.act])",
        events: #"{"m": "CEF:0|Acme|FW|1.0|100|blocked|5|src=10.0.0.7 act=deny it"}"#,
        yields: #"{"cef.name": "blocked", "cef.ext.src": "10.0.0.7", "cef.ext.act": "deny it"}"#)
    ])

  private static let header = [
    "version", "device.vendor", "device.product", "device.version", "event_class_id", "name", "severity",
  ]

  private let source: String
  private let prefix: String
  private let headerPrefix: String
  private let labelPrefix: String
  private let keepsLabels: Bool

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    source = arguments[Self.field].text
    prefix = arguments[Self.prefix]
    headerPrefix = arguments[Self.headerprefix]
    labelPrefix = arguments[Self.labelprefix]
    keepsLabels = arguments[Self.keeplabels]
  }

  static func effects(of arguments: BoundArguments) -> FieldEffects {
    FieldEffects(
      reads: [arguments[field].text], writes: header.map { arguments[headerprefix] + $0 }, writesUnknownFields: true)
  }

  func transform(_ batch: inout Batch, in context: RunContext) throws(ExecutionError) {
    guard let texts = batch[source]?.asText() else { return }
    var fields = RowFields(rowCount: batch.rowCount)
    batch.mask.forEach { row in
      guard let text = texts.string(at: row), let start = text.firstRange(of: "CEF:0|"),
        let (parts, rest) = CEFExtension.header(text[text.index(start.lowerBound, offsetBy: 4)...], count: Self.header.count)
      else { return }
      for (name, value) in zip(Self.header, parts) { fields.set(headerPrefix + name, at: row, value.utf8) }
      let (plain, labelled) = CEFExtension.labelled(CEFExtension.pairs(rest), keepsLabels: keepsLabels)
      for (key, value) in plain { fields.set(prefix + key, at: row, value.utf8) }
      for (label, value) in labelled { fields.set(labelPrefix + label, at: row, value.utf8) }
    }
    fields.assign(to: &batch)
  }
}
