import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `round(field)` is a number without its decimals.
struct Round: ValueFunction {
  static let output = Parameter<OutputName?>("as", "Field to write; the input field when left out.", default: nil)
  static let how = Parameter<Rule>("how", "Which whole number to take.", default: .round)

  static let spec = FunctionSpec(
    "round", in: .math, kind: .transform,
    summary: "Rounds a number to a whole number.",
    details: [
      "Halves go up: 2.5 gives 3 and -2.5 gives -2.",
      "A value that is no number stays as it is; for a fixed number of decimals use format().",
    ],
    parameters: NumberCall.field, output, how,
    examples: [
      Example(
        "Whole seconds", query: "round(seconds)", events: #"{"seconds": "2.5"} {"seconds": "n/a"}"#,
        yields: #"{"seconds": "3"} {"seconds": "n/a"}"#),
      Example(
        "Full gigabytes", query: "gb := round(size, how=floor)", events: #"{"size": "7.9"}"#,
        yields: #"{"size": "7.9", "gb": "7"}"#),
    ])

  /// Which whole number to take.
  enum Rule: String, ChoiceArgument { case ceil, floor, round }

  private let field: String
  private let rule: Rule
  let target: String

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    field = arguments[NumberCall.field].text
    rule = arguments[Self.how]
    target = arguments[Self.output]?.text ?? field
  }

  func evaluate(_ batch: Batch, in context: RunContext) throws(ExecutionError) -> Column? {
    switch rule {
    case .ceil: batch[field]?.mapNumber(in: batch.mask) { $0.rounded(.up) }
    case .floor: batch[field]?.mapNumber(in: batch.mask) { $0.rounded(.down) }
    case .round:
      batch[field]?.mapNumber(in: batch.mask) { number in
        let below = number.rounded(.down)
        return number - below >= 0.5 ? below + 1 : below
      }
    }
  }
}
