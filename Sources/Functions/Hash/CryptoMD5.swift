import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `crypto:md5([fields])`: the MD5 digest of values.
struct CryptoMD5: ValueFunction {
  static let output = Parameter<OutputName>("as", "Field to write.", default: "_md5")

  static let spec = FunctionSpec(
    "crypto:md5", in: .hash, kind: .transform,
    summary: "Computes the MD5 digest of values, in lower-case hexadecimal digits.",
    details: ["Several fields are hashed one behind the other; a missing one counts as an empty text."],
    parameters: DigestCall.field, output,
    examples: [
      Example(
        "Of a text", query: "crypto:md5(t)", events: #"{"t": "abc"}"#,
        yields: #"{"t": "abc", "_md5": "900150983cd24fb0d6963f7d28e17f72"}"#)
    ])

  private let call: DigestCall

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    call = DigestCall(.md5, arguments, output: Self.output)
  }

  var target: String { call.target }

  func evaluate(_ batch: Batch, in context: RunContext) -> Column? { call.evaluate(batch) }
}
