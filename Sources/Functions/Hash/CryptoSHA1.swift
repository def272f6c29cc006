import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `crypto:sha1([fields])`: the SHA-1 digest of values.
struct CryptoSHA1: ValueFunction {
  static let output = Parameter<OutputName>("as", "Field to write.", default: "_sha1")

  static let spec = FunctionSpec(
    "crypto:sha1", in: .hash, kind: .transform,
    summary: "Computes the SHA-1 digest of values, in lower-case hexadecimal digits.",
    details: ["Several fields are hashed one behind the other; a missing one counts as an empty text."],
    parameters: DigestCall.field, output,
    examples: [
      Example(
        "Of a text", query: "crypto:sha1(t)", events: #"{"t": "abc"}"#,
        yields: #"{"t": "abc", "_sha1": "a9993e364706816aba3e25717850c26c9cd0d89d"}"#)
    ])

  private let call: DigestCall

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    call = DigestCall(.sha1, arguments, output: Self.output)
  }

  var target: String { call.target }

  func evaluate(_ batch: Batch, in context: RunContext) -> Column? { call.evaluate(batch) }
}
