import Glibc
import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `geography:distance(lat1=…, lon1=…, lat2=…, lon2=…)`: how far two places are apart.
struct GeographyDistance: ValueFunction {
  static let lat1 = Parameter<FieldName>("lat1", "Field with the latitude of the first place.")
  static let lon1 = Parameter<FieldName>("lon1", "Field with the longitude of the first place.")
  static let lat2 = Parameter<FieldName>("lat2", "Field with the latitude of the second place.")
  static let lon2 = Parameter<FieldName>("lon2", "Field with the longitude of the second place.")
  static let output = Parameter<OutputName>("as", "Field to write.", default: "_distance")

  static let spec = FunctionSpec(
    "geography:distance", in: .network, kind: .transform,
    summary: "Computes the distance of two places in metres, on a sphere.",
    details: ["The radius is 6,371,009 m. What is no place has no distance."],
    parameters: lat1, lon1, lat2, lon2, output,
    examples: [
      Example(
        "One degree of the equator", query: "geography:distance(lat1=a, lon1=b, lat2=c, lon2=d) | select(_distance)",
        events: #"{"a": "0", "b": "0", "c": "0", "d": "1"}"#, yields: #"{"_distance": "111195.08372419141"}"#,
        comparison: .approximate)
    ])

  private let fields: [String]
  let target: String

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    fields = [Self.lat1, Self.lon1, Self.lat2, Self.lon2].map { arguments[$0].text }
    target = arguments[Self.output].text
  }

  private static let radius = 6_371_009.0

  func evaluate(_ batch: Batch, in context: RunContext) -> Column? {
    let numbers = fields.map { batch.numbers(of: $0) }
    var values = [Double](repeating: 0, count: batch.rowCount)
    var presence = RowMask(noneOf: batch.rowCount)
    batch.mask.forEach { row in
      guard numbers.allSatisfy({ $0.isPresent(row) }) else { return }
      let place = numbers.map { $0.values[row] }
      guard abs(place[0]) <= 90, abs(place[2]) <= 90, abs(place[1]) <= 180, abs(place[3]) <= 180 else { return }
      let (first, second) = (place[0] * .pi / 180, place[2] * .pi / 180)
      let across = sin((second - first) / 2)
      let along = sin((place[3] - place[1]) * .pi / 360)
      let share = across * across + cos(first) * cos(second) * along * along
      values[row] = 2 * Self.radius * asin(share.squareRoot())
      presence[row] = true
    }
    return .double(NumberColumn(values, presence: presence))
  }
}
