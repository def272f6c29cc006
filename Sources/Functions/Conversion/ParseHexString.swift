import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `parseHexString(field)` is the text behind hexadecimal digits.
struct ParseHexString: ValueFunction {
  static let charset = Parameter<Charset>("charset", "How the decoded bytes stand for characters.", default: .utf8)
  static let output = Parameter<OutputName>("as", "Field to write.", default: "_parsehexstring")

  static let spec = FunctionSpec(
    "parseHexString", in: .conversion, kind: .transform,
    summary: "Decodes hexadecimal digits to text.",
    details: [
      "A leading 0x or 16# is skipped and so is everything that is no digit; digits are paired from the left.",
      "A last digit without a partner is ignored.",
    ],
    parameters: TextCall.field, charset, output,
    examples: [
      Example(
        "A registry value", query: "text := parseHexString(data)", events: #"{"data": "0x63:6d:64"}"#,
        yields: #"{"data": "0x63:6d:64", "text": "cmd"}"#),
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
      var bytes: [UInt8] = []
      var pending: UInt8?
      var index = RadixPrefix.length(in: text, radix: 16)
      while index < text.count {
        if let digit = Hexadecimal.value(of: text[index]) {
          if let high = pending {
            bytes.append(high << 4 | digit)
            pending = nil
          } else {
            pending = digit
          }
        }
        index += 1
      }
      charset.append(bytes, to: &output)
      return true
    }
  }
}
