import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `hashRewrite(field, salt=…)` replaces a value by its salted hash.
struct HashRewrite: TransformFunction {
  static let field = Parameter<FieldName>("field", "Field that holds the value.", unnamed: true)
  static let output = Parameter<OutputName?>("as", "Field to write; the same when left out.", default: nil)
  static let replaceInRawstring = Parameter<Bool>(
    "replaceInRawstring", "Whether the value is replaced in @rawstring too.", default: true)

  static let spec = FunctionSpec(
    "hashRewrite", in: .hash, kind: .transform,
    summary: "Replaces a value by its salted hash, which hashMatch() can still find.",
    details: ["The salt is a secret that is given by name. How LogScale joins salt and value is not published."],
    parameters: field, SaltedDigest.salt, output, SaltedDigest.bits, SaltedDigest.hash, replaceInRawstring,
    examples: [
      Example(
        "Hidden and found", query: #"hashRewrite(id, salt="example") | id =~ hashMatch("111", salt="example") | select(n)"#,
        events: #"{"id": "111", "n": "1"} {"id": "222", "n": "2"}"#, yields: #"{"n": "1"}"#)
    ])

  private let source: String
  private let target: String
  private let digest: SaltedDigest
  private let replacesRaw: Bool

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    source = arguments[Self.field].text
    target = arguments[Self.output]?.text ?? source
    digest = try SaltedDigest(arguments)
    replacesRaw = arguments[Self.replaceInRawstring]
  }

  static func effects(of arguments: BoundArguments) -> FieldEffects {
    let source = arguments[field].text
    let raw = arguments[replaceInRawstring] ? ["@rawstring"] : []
    return FieldEffects(reads: [source] + raw, writes: [arguments[output]?.text ?? source] + raw)
  }

  func transform(_ batch: inout Batch, in context: RunContext) throws(ExecutionError) {
    guard let texts = batch[source]?.asText() else { return }
    let salt = try digest.salt(in: context)
    let raws = replacesRaw ? batch.text(of: "@rawstring") : nil
    var fields = RowFields(rowCount: batch.rowCount)
    batch.mask.forEach { row in
      guard texts.isPresent(row) else { return }
      let value = Array(texts.storage[texts.range(of: row)])
      let hash = digest.text(of: value, salt: salt)
      fields.set(target, at: row, hash)
      guard let raws, raws.isPresent(row), !value.isEmpty else { return }
      let raw = String(decoding: raws.storage[raws.range(of: row)], as: UTF8.self)
      let hidden = raw.replacing(String(decoding: value, as: UTF8.self), with: String(decoding: hash, as: UTF8.self))
      if hidden != raw { fields.set("@rawstring", at: row, hidden.utf8) }
    }
    fields.assign(to: &batch)
  }
}
