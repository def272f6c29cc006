import MartletCatalog
import MartletColumns
import MartletExecution

/// Asks the database of addresses: what `ipLocation` and `asn` share.
struct PlaceCall: Sendable {
  static let field = Parameter<FieldName>("field", "Field that holds the address.", unnamed: true, default: "ip")
  static let output = Parameter<OutputName?>("as", "Stands before the names of the fields; the field when left out.", default: nil)

  let field: String
  let prefix: String

  init(_ arguments: BoundArguments) {
    field = arguments[Self.field].text
    prefix = arguments[Self.output]?.text ?? field
  }

  static func effects(of arguments: BoundArguments, writing names: [String]) -> FieldEffects {
    let call = PlaceCall(arguments)
    return FieldEffects(reads: [call.field], writes: names.map { "\(call.prefix).\($0)" })
  }

  /// Writes what `values` makes of each address that is known. Addresses are asked once per distinct value.
  func write(
    to batch: inout Batch, of owner: String, in context: RunContext, _ values: (AddressPlace) -> [(name: String, value: String?)]
  ) {
    guard let column = batch[field] else { return }
    let texts = column.asText()
    var known: [String: AddressPlace?] = [:]
    var fields = RowFields(rowCount: batch.rowCount)
    let locate = context.places(for: owner)
    batch.mask.forEach { row in
      guard let text = texts.string(at: row), !text.isEmpty else { return }
      let place = known[text] ?? locate(text)
      known[text] = .some(place)
      guard let place else { return }
      for (name, value) in values(place) {
        if let value { fields.set("\(prefix).\(name)", at: row, value.utf8) }
      }
    }
    fields.assign(to: &batch)
  }
}
