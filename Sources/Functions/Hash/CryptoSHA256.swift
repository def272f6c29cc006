import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `crypto:sha256([fields])`: the SHA-256 digest of values.
struct CryptoSHA256: ValueFunction {
  static let output = Parameter<OutputName>("as", "Field to write.", default: "_sha256")

  static let spec = FunctionSpec(
    "crypto:sha256", in: .hash, kind: .transform,
    summary: "Computes the SHA-256 digest of values, in lower-case hexadecimal digits.",
    details: ["Several fields are hashed one behind the other; a missing one counts as an empty text."],
    parameters: DigestCall.field, output,
    examples: [
      Example(
        "Of a text", query: "crypto:sha256(t)", events: #"{"t": "abc"}"#,
        yields: #"{"t": "abc", "_sha256": "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"}"#)
    ])

  private let call: DigestCall

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    call = DigestCall(.sha256, arguments, output: Self.output)
  }

  var target: String { call.target }

  func evaluate(_ batch: Batch, in context: RunContext) -> Column? { call.evaluate(batch) }
}
