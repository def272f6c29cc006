import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution
import MartletPatterns

/// `hashMatch("value", salt=…)` keeps events that hold the salted hash of a value.
struct HashMatch: FilterFunction {
  static let input = Parameter<String>("input", "The value whose hash is searched.", unnamed: true)
  static let field = Parameter<FieldName?>("field", "Field that must be the hash; otherwise @rawstring must contain it.", default: nil)

  static let spec = FunctionSpec(
    "hashMatch", in: .hash, kind: .filter,
    summary: "Keeps events that hold the salted hash of a value, as hashRewrite() writes it.",
    details: ["Salt, bits and digest must be those with which the hash was made."],
    parameters: input, SaltedDigest.salt, field, SaltedDigest.bits, SaltedDigest.hash,
    examples: [
      Example(
        "By the plain value", query: #"hashRewrite(id, salt="example") | id =~ hashMatch("222", salt="example") | select(n)"#,
        events: #"{"id": "111", "n": "1"} {"id": "222", "n": "2"}"#, yields: #"{"n": "2"}"#)
    ])

  private let value: [UInt8]
  private let field: String?
  private let digest: SaltedDigest

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    value = Array(arguments[Self.input].utf8)
    field = arguments[Self.field]?.text
    digest = try SaltedDigest(arguments)
  }

  static func effects(of arguments: BoundArguments) -> FieldEffects {
    FieldEffects(reads: [arguments[field]?.text ?? "@rawstring"])
  }

  func narrow(_ batch: inout Batch, in context: RunContext) throws(ExecutionError) {
    let hash = digest.text(of: value, salt: try digest.salt(in: context))
    if let field {
      batch.keep(where: field) { text in text.count == hash.count && TextPair.start(hash.span, text) }
    } else {
      let pattern = Glob(literal: String(decoding: hash, as: UTF8.self), extent: .part)
      batch.keep(where: "@rawstring") { pattern.matches($0) }
    }
  }
}
