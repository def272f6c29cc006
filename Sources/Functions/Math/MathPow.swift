import Glibc
import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `math:pow(field, exponent=…)` is a number raised to a power.
struct MathPow: ValueFunction {
  static let exponent = Parameter<NumberOrField>("exponent", "Power to raise to, or the field that holds it.")
  static let output = Parameter<OutputName>("as", "Field to write.", default: "_pow")

  static let spec = FunctionSpec(
    "math:pow", in: .math, kind: .transform,
    summary: "Raises a number to a power.",
    details: ["Powers may be fractions and negative.", "A value that is no number has no result."],
    parameters: NumberCall.field, exponent, output,
    examples: [
      Example(
        "A square", query: "area := math:pow(side, exponent=2)", events: #"{"side": "1.5"} {"side": "wide"}"#,
        yields: #"{"side": "1.5", "area": "2.25"} {"side": "wide"}"#),
      Example(
        "A power from another field", query: "n := math:pow(base, exponent=digits)",
        events: #"{"base": "10", "digits": "3"}"#, yields: #"{"base": "10", "digits": "3", "n": "1000"}"#),
    ])

  private let field: String
  private let exponent: NumberOrField
  let target: String

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    field = arguments[NumberCall.field].text
    exponent = arguments[Self.exponent]
    target = arguments[Self.output].text
  }

  static func effects(of arguments: BoundArguments) -> FieldEffects {
    FieldEffects(
      reads: [arguments[NumberCall.field].text] + arguments[exponent].fieldsRead, writes: [arguments[output].text])
  }

  func evaluate(_ batch: Batch, in context: RunContext) throws(ExecutionError) -> Column? {
    switch exponent {
    case .number(let exponent):
      return batch[field]?.mapNumber(in: batch.mask) { pow($0, exponent) }
    case .field(let name):
      let bases = batch.numbers(of: field)
      let exponents = batch.numbers(of: name)
      return .numbers(in: batch.mask) { row in
        bases.isPresent(row) && exponents.isPresent(row) ? pow(bases.values[row], exponents.values[row]) : nil
      }
    }
  }
}
