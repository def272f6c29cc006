import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `geohash(lat=…, lon=…)`: the geohash of a place.
struct GeohashOf: ValueFunction {
  static let latitude = Parameter<FieldName>("lat", "Field with the latitude.", default: "ip.lat")
  static let longitude = Parameter<FieldName>("lon", "Field with the longitude.", default: "ip.lon")
  static let precision = Parameter<Int>("precision", "How many letters.", default: 12, bounds: 1...12)
  static let output = Parameter<OutputName>("as", "Field to write.", default: "_geohash")

  static let spec = FunctionSpec(
    "geohash", in: .network, kind: .transform,
    summary: "Computes the geohash of a place.",
    details: ["The standard names are those that ipLocation() writes."],
    parameters: latitude, longitude, precision, output,
    examples: [
      Example(
        "Six letters", query: "geohash(lat=la, lon=lo, precision=6) | select(_geohash)",
        events: #"{"la": "57.64911", "lo": "10.40744"}"#, yields: #"{"_geohash": "u4pruy"}"#)
    ])

  private let latitude: String
  private let longitude: String
  private let precision: Int
  let target: String

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    latitude = arguments[Self.latitude].text
    longitude = arguments[Self.longitude].text
    precision = arguments[Self.precision]
    target = arguments[Self.output].text
  }

  func evaluate(_ batch: Batch, in context: RunContext) -> Column? {
    .text(Geohash.texts(latitude, longitude, length: precision, of: batch))
  }
}

extension Geohash {
  /// The geohash of each living row whose fields are a place.
  static func texts(_ latitude: String, _ longitude: String, length: Int, of batch: Batch) -> TextColumn {
    let (latitudes, longitudes) = (batch.numbers(of: latitude), batch.numbers(of: longitude))
    var builder = TextColumnBuilder(rowCapacity: batch.rowCount)
    for row in 0..<batch.rowCount {
      if batch.mask[row], latitudes.isPresent(row), longitudes.isPresent(row),
        let text = text(latitude: latitudes.values[row], longitude: longitudes.values[row], length: length)
      {
        builder.append(text)
      } else {
        builder.appendMissing()
      }
    }
    return builder.finish()
  }
}
