import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `hash([fields])`: a number that is the same for the same values.
struct Hash: ValueFunction {
  static let field = Parameter<[FieldName]>("field", "Field or fields whose values are hashed together.", unnamed: true)
  static let output = Parameter<OutputName>("as", "Field to write.", default: "_hash")
  static let limit = Parameter<Int?>("limit", "Numbers stay below it.", default: nil, bounds: 1...4_294_967_296)
  static let seed = Parameter<String?>("seed", "Chooses another hash.", default: nil)

  static let spec = FunctionSpec(
    "hash", in: .hash, kind: .transform,
    summary: "Hashes values to a number of 32 bits, for samples and shards.",
    details: ["It is no secret and not LogScale's own hash: only equal values give equal numbers on both."],
    parameters: field, output, limit, seed,
    examples: [
      Example(
        "One shard", query: "hash(user, limit=1, as=shard)", events: #"{"user": "ida"}"#,
        yields: #"{"user": "ida", "shard": "0"}"#)
    ])

  private let fields: [String]
  private let limit: UInt64?
  private let seed: UInt32
  let target: String

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    fields = arguments[Self.field].map(\.text)
    target = arguments[Self.output].text
    limit = arguments[Self.limit].map { UInt64($0) }
    seed = arguments[Self.seed].map { Murmur3.hash(Array($0.utf8).span) } ?? 0
  }

  func evaluate(_ batch: Batch, in context: RunContext) throws(ExecutionError) -> Column? {
    let texts = fields.map { batch.text(of: $0) }
    var values = [Int64](repeating: 0, count: batch.rowCount)
    for row in 0..<batch.rowCount where batch.mask[row] {
      var hash = Murmur3(seed: seed)
      for text in texts {
        if text.isPresent(row) { for byte in text.storage[text.range(of: row)] { hash.add(byte) } }
        // Parts the values, so that "ab", "c" is not "a", "bc".
        hash.add(0)
      }
      let number = UInt64(hash.finish())
      values[row] = Int64(limit.map { number % $0 } ?? number)
    }
    return .integer(NumberColumn(values))
  }
}
