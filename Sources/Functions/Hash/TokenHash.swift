import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `tokenHash(field)`: a hash of the words of a text, in any order.
struct TokenHash: ValueFunction {
  static let output = Parameter<OutputName>("as", "Field to write.", default: "_tokenHash")

  static let spec = FunctionSpec(
    "tokenHash", in: .hash, kind: .transform,
    summary: "Hashes the words of a text so that their order does not matter.",
    details: ["It is not LogScale's own hash: only texts of the same words give the same value on both."],
    parameters: TextCall.field, output,
    examples: [
      Example(
        "Lines of the same words", query: "tokenHash(line, as=h) | groupBy(h) | select(_count)",
        events: #"{"line": "one two"} {"line": "two one"}"#, yields: #"{"_count": "2"}"#)
    ])

  private let call: TextCall

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    call = TextCall(arguments, output: Self.output)
  }

  var target: String { call.target }

  func evaluate(_ batch: Batch, in context: RunContext) throws(ExecutionError) -> Column? {
    call.map(batch) { text, output in
      var sum: UInt32 = 0
      var word = Murmur3()
      var isInWord = false
      for index in text.indices {
        if text[index] == UInt8(ascii: " ") {
          if isInWord { sum &+= word.finish() }
          word = Murmur3()
          isInWord = false
        } else {
          word.add(text[index])
          isInWord = true
        }
      }
      if isInWord { sum &+= word.finish() }
      let digits = String(sum, radix: 16)
      output.append(contentsOf: (String(repeating: "0", count: 8 - digits.count) + digits).utf8)
      return true
    }
  }
}
