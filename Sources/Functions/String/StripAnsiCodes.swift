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
    details: ["An escape character that is written out before a bracket counts too: \\x1b[, \\u001b[, \\033[ and \\e[."],
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
    if text[start] == UInt8(ascii: "\\") {
      guard let bracket = bracketOfWritten(text, at: start) else { return start }
      // A blank behind a bracket that is written out is rather the blank of a sentence than a part of a sequence.
      return endOfParameters(in: text, from: bracket + 1, least: 0x30) ?? start
    }
    guard text[start] == 0x1B, start + 1 < text.count else { return start }
    guard text[start + 1] == UInt8(ascii: "[") else {
      // Two-byte sequences such as ESC c, and character set choices such as ESC ( B.
      if "()*+".utf8.contains(text[start + 1]), start + 2 < text.count { return start + 3 }
      return text[start + 1] >= 0x40 && text[start + 1] <= 0x7E ? start + 2 : start
    }
    return endOfParameters(in: text, from: start + 2) ?? start
  }

  /// Where the parameters of a sequence and the letter behind them end.
  private static func endOfParameters(in text: Span<UInt8>, from start: Int, least: UInt8 = 0x20) -> Int? {
    var index = start
    while index < text.count, text[index] >= least, text[index] < 0x40 { index += 1 }
    return index < text.count && text[index] >= 0x40 && text[index] <= 0x7E ? index + 1 : nil
  }

  /// How an escape character is written out: texts of queries keep escapes that they do not know.
  private static let written = ["\\x1b[", "\\u001b[", "\\033[", "\\e["].map { Array($0.utf8) }

  /// The bracket behind an escape character that is written out at `start`.
  private static func bracketOfWritten(_ text: Span<UInt8>, at start: Int) -> Int? {
    for form in written where start + form.count <= text.count {
      var length = 0
      while length < form.count {
        let byte = text[start + length]
        guard (byte &- 0x41 < 26 ? byte | 0x20 : byte) == form[length] else { break }
        length += 1
      }
      if length == form.count { return start + length - 1 }
    }
    return nil
  }
}
