import Glibc
import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `shannonEntropy(field)` is how random the characters of a text are, in bits per character.
struct ShannonEntropy: ValueFunction {
  static let output = Parameter<OutputName>("as", "Field to write.", default: "_shannonentropy")

  static let spec = FunctionSpec(
    "shannonEntropy", in: .string, kind: .transform,
    summary: "Measures how random the characters of a text are, in bits per character.",
    details: ["A text of one repeated character has 0 bits; generated names have more than words."],
    parameters: TextCall.field, output,
    examples: [
      Example(
        "A name somebody chose and one nobody did", query: "bits := shannonEntropy(host)",
        events: #"{"host": "wwww"} {"host": "q7x2"}"#,
        yields: #"{"host": "wwww", "bits": "0"} {"host": "q7x2", "bits": "2"}"#, comparison: .approximate),
    ])

  private let call: TextCall

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    call = TextCall(arguments, output: Self.output)
  }

  var target: String { call.target }

  func evaluate(_ batch: Batch, in context: RunContext) throws(ExecutionError) -> Column? {
    batch[call.field]?.mapTextToNumber(in: batch.mask) { Self.entropy(of: $0) }
  }

  private static func entropy(of text: Span<UInt8>) -> Double {
    var counts = [Int](repeating: 0, count: 128)
    var others: [Unicode.Scalar: Int] = [:]
    var total = 0
    var isASCII = true
    for index in text.indices {
      if text[index] >= 0x80 {
        isASCII = false
        break
      }
      counts[Int(text[index])] += 1
      total += 1
    }
    if !isASCII {
      counts = []
      total = 0
      for scalar in Graphemes.string(text).unicodeScalars {
        others[scalar, default: 0] += 1
        total += 1
      }
      // In the order of the characters, so that sums do not depend on the table.
      counts = others.sorted { $0.key < $1.key }.map(\.value)
    }
    var bits = 0.0
    for count in counts where count > 0 {
      let share = Double(count) / Double(total)
      bits -= share * log2(share)
    }
    return bits
  }
}
