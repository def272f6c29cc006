import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `urlEncode(field)` is a text that can stand in a URL.
struct UrlEncode: ValueFunction {
  static let output = Parameter<OutputName>("as", "Field to write.", default: "_urlencode")
  static let type = Parameter<String?>("type", "Kind of encoding; there is one, that of forms.", default: nil)

  static let spec = FunctionSpec(
    "urlEncode", in: .conversion, kind: .transform,
    summary: "Encodes a text for use in a URL, as forms do.",
    details: ["Letters, digits and . - * _ stay, a blank becomes +, and every other byte becomes %XX."],
    parameters: TextCall.field, output, type,
    examples: [
      Example(
        "A search term", query: "q := urlEncode(term)", events: #"{"term": "a & b/c"}"#,
        yields: #"{"term": "a & b/c", "q": "a+%26+b%2Fc"}"#),
    ])

  private let call: TextCall

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    call = TextCall(arguments, output: Self.output)
  }

  var target: String { call.target }

  func evaluate(_ batch: Batch, in context: RunContext) throws(ExecutionError) -> Column? {
    call.map(batch) { text, output in
      for index in text.indices {
        let byte = text[index]
        if (byte | 0x20) &- UInt8(ascii: "a") < 26 || byte &- UInt8(ascii: "0") < 10 || ".-*_".utf8.contains(byte) {
          output.append(byte)
        } else if byte == UInt8(ascii: " ") {
          output.append(UInt8(ascii: "+"))
        } else {
          output.append(UInt8(ascii: "%"))
          Hexadecimal.append(byte, isUpperCase: true, to: &output)
        }
      }
      return true
    }
  }
}
