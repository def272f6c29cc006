import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `base64Decode(field)` is the text behind Base64.
struct Base64Decode: ValueFunction {
  static let charset = Parameter<Charset>("charset", "How the decoded bytes stand for characters.", default: .utf8)
  static let output = Parameter<OutputName>("as", "Field to write.", default: "_base64Decode")

  static let spec = FunctionSpec(
    "base64Decode", in: .conversion, kind: .transform,
    summary: "Decodes Base64 to text.",
    details: [
      "Characters outside the alphabet are skipped; what is no Base64 then has no result.",
      "Commands that PowerShell takes encoded are UTF-16LE.",
    ],
    parameters: TextCall.field, charset, output,
    examples: [
      Example(
        "A token", query: "text := base64Decode(token)", events: #"{"token": "YWRtaW46aHVudGVy"}"#,
        yields: #"{"token": "YWRtaW46aHVudGVy", "text": "admin:hunter"}"#),
      Example(
        "An encoded command", query: #"cmd := base64Decode(enc, charset="UTF-16LE")"#,
        events: #"{"enc": "ZABpAHIA"}"#, yields: #"{"enc": "ZABpAHIA", "cmd": "dir"}"#),
    ])

  private let call: TextCall
  private let charset: Charset

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    call = TextCall(arguments, output: Self.output)
    charset = arguments[Self.charset]
  }

  var target: String { call.target }

  func evaluate(_ batch: Batch, in context: RunContext) throws(ExecutionError) -> Column? {
    let charset = charset
    return call.map(batch) { text, output in
      guard let bytes = Base64.decode(text) else { return false }
      charset.append(bytes, to: &output)
      return true
    }
  }
}
