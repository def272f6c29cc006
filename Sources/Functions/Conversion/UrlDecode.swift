import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `urlDecode(field)` is the text behind the encoding of URLs.
struct UrlDecode: ValueFunction {
  static let output = Parameter<OutputName>("as", "Field to write.", default: "_urldecode")

  static let spec = FunctionSpec(
    "urlDecode", in: .conversion, kind: .transform,
    summary: "Decodes a text from a URL.",
    details: ["%XX becomes a byte of UTF-8 and + a blank; a % without two digits gives no result."],
    parameters: TextCall.field, output,
    examples: [
      Example(
        "A path", query: "path := urlDecode(path)", events: #"{"path": "%2Fetc%2Fpass+wd"}"#,
        yields: #"{"path": "/etc/pass wd"}"#),
    ])

  private let call: TextCall

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    call = TextCall(arguments, output: Self.output)
  }

  var target: String { call.target }

  func evaluate(_ batch: Batch, in context: RunContext) throws(ExecutionError) -> Column? {
    call.map(batch) { text, output in
      var bytes: [UInt8] = []
      bytes.reserveCapacity(text.count)
      var index = 0
      while index < text.count {
        switch text[index] {
        case UInt8(ascii: "+"): bytes.append(UInt8(ascii: " "))
        case UInt8(ascii: "%"):
          guard index + 2 < text.count, let high = Hexadecimal.value(of: text[index + 1]),
            let low = Hexadecimal.value(of: text[index + 2])
          else { return false }
          bytes.append(high << 4 | low)
          index += 2
        default: bytes.append(text[index])
        }
        index += 1
      }
      Charset.utf8.append(bytes, to: &output)
      return true
    }
  }
}
