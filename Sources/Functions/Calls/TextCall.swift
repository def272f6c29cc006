import MartletCatalog
import MartletColumns

/// The arguments of a function of one text: `lower(field, as=…)` and its like.
struct TextCall: Sendable {
  static let field = Parameter<FieldName>("field", "Field that holds the text.", unnamed: true)

  let field: String
  let target: String

  init(_ arguments: BoundArguments, field: Parameter<FieldName> = Self.field, output: Parameter<OutputName>) {
    self.field = arguments[field].text
    target = arguments[output].text
  }

  /// For functions that write back to their input unless told otherwise.
  init(_ arguments: BoundArguments, field: Parameter<FieldName> = Self.field, output: Parameter<OutputName?>) {
    self.field = arguments[field].text
    target = arguments[output]?.text ?? self.field
  }

  /// The result of `function` for every living row that has the field. It appends to the buffer and returns true, or
  /// returns false for no value; it must depend on the text alone.
  func map(_ batch: Batch, _ function: (Span<UInt8>, inout [UInt8]) -> Bool) -> Column? {
    batch[field]?.mapText(in: batch.mask, function)
  }
}
