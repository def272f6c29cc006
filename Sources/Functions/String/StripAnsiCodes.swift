import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `stripAnsiCodes(field)` is a text without the codes that colour it in a terminal.
struct StripAnsiCodes: ValueFunction {
  static let field = Parameter<FieldName>(
    "field", "Field that holds the text.", unnamed: true, default: "@rawstring")
  static let output = Parameter<OutputName?>("as", "Field to write; the input field when left out.", default: nil)

  static let spec = FunctionSpec(
    "stripAnsiCodes", in: .string, kind: .transform,
    summary: "Removes the escape sequences of terminals, such as those for colours.",
    parameters: field, output,
    examples: [
      Example(
        "A coloured word", query: "stripAnsiCodes(line)", events: #"{"line": "\u001b[1;31mdenied\u001b[0m"}"#,
        yields: #"{"line": "denied"}"#),
    ])

  private let call: TextCall

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    call = TextCall(arguments, field: Self.field, output: Self.output)
  }

  var target: String { call.target }

  func evaluate(_ batch: Batch, in context: RunContext) throws(ExecutionError) -> Column? {
    call.map(batch) { text, output in
      var index = 0
      while index < text.count {
        let end = Self.endOfSequence(in: text, at: index)
        if end == index {
          output.append(text[index])
          index += 1
        } else {
          index = end
        }
      }
      return true
    }
  }

  /// Where the escape sequence that starts at `start` ends; `start` when there is none.
  private static func endOfSequence(in text: Span<UInt8>, at start: Int) -> Int {
    guard text[start] == 0x1B, start + 1 < text.count else { return start }
    guard text[start + 1] == UInt8(ascii: "[") else {
      // Two-byte sequences such as ESC c, and character set choices such as ESC ( B.
      if "()*+".utf8.contains(text[start + 1]), start + 2 < text.count { return start + 3 }
      return text[start + 1] >= 0x40 && text[start + 1] <= 0x7E ? start + 2 : start
    }
    var index = start + 2
    while index < text.count, text[index] >= 0x20, text[index] < 0x40 { index += 1 }
    return index < text.count && text[index] >= 0x40 && text[index] <= 0x7E ? index + 1 : start
  }
}
