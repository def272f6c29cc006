import MartletCatalog
import MartletColumns

/// The arguments of a function of one number: `math:abs(field, as=…)` and its like.
struct NumberCall: Sendable {
  static let field = Parameter<FieldName>("field", "Field that holds the number.", unnamed: true)

  private let field: String
  let target: String

  init(_ arguments: BoundArguments, output: Parameter<OutputName>) {
    field = arguments[Self.field].text
    target = arguments[output].text
  }

  /// The result of `function` for every living row that holds a number; `nil` is no value.
  func map(_ batch: Batch, _ function: (Double) -> Double?) -> Column? {
    batch[field]?.mapNumber(in: batch.mask, function)
  }
}
