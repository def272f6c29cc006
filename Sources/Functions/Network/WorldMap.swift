import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `worldMap(…)`: how much happens where.
struct WorldMap: AggregateFunction {
  static let ip = Parameter<FieldName?>("ip", "Field with addresses, which are placed as ipLocation() does.", default: nil)
  static let latitude = Parameter<FieldName?>("lat", "Field with the latitude.", default: nil)
  static let longitude = Parameter<FieldName?>("lon", "Field with the longitude.", default: nil)
  static let magnitude = Parameter<Aggregates>("magnitude", "The size of a point.", default: .count)
  static let precision = Parameter<Int>("precision", "How many letters of the geohash make a cell.", default: 4, bounds: 1...12)

  static let spec = FunctionSpec(
    "worldMap", in: .network, kind: .aggregate,
    summary: "Groups events by the cell of the earth they come from.",
    details: [
      "Rows have geohash, lat and lon of the middle of the cell, and magnitude.",
      "Give ip, or lat and lon. Events without a place are left out.",
      "Addresses need the MaxMind database that --mmdb names; a warning says so where there is none.",
    ],
    parameters: ip, latitude, longitude, magnitude, precision,
    examples: [
      Example(
        "Two events in one place", query: "worldMap(lat=la, lon=lo) | select([geohash, magnitude])",
        events: #"{"la": "57.64911", "lo": "10.40744"} {"la": "57.649", "lo": "10.407"} {"x": "1"}"#,
        yields: #"{"geohash": "u4pr", "magnitude": "2"}"#)
    ])

  private let cells: Cells
  private let aggregates: Aggregates

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    let (latitude, longitude) = (arguments[Self.latitude]?.text, arguments[Self.longitude]?.text)
    if arguments[Self.ip] == nil, latitude == nil || longitude == nil { throw .noPlace(at: arguments.call) }
    cells = Cells(
      ip: arguments[Self.ip]?.text, latitude: latitude ?? "", longitude: longitude ?? "",
      length: arguments[Self.precision], locate: nil)
    aggregates = arguments[Self.magnitude]
  }

  static func effects(of arguments: BoundArguments) -> FieldEffects {
    let fields = [arguments[ip], arguments[latitude], arguments[longitude]].compactMap { $0?.text }
    return FieldEffects(reads: fields, writes: ["geohash", "lat", "lon", "magnitude"], survivors: .only([]))
  }

  func makeState(in context: RunContext) throws(ExecutionError) -> any AggregateState {
    var cells = cells
    cells.locate = context.places(for: Self.spec.name)
    let grouping = GroupingState(
      Grouping(by: cells, owner: "worldMap"), inner: try context.makeState(of: aggregates), in: context)
    return WorldMapState(grouping)
  }

  /// The geohash of each event as the key of its group.
  fileprivate struct Cells: GroupKeys {
    var ip: String?
    var latitude: String
    var longitude: String
    var length: Int
    var locate: (@Sendable (String) -> AddressPlace?)?

    var names: [String] { ["geohash"] }

    func columns(of batch: Batch) -> [Column]? {
      guard let ip else { return [.text(Geohash.texts(latitude, longitude, length: length, of: batch))] }
      let texts = batch.text(of: ip)
      var builder = TextColumnBuilder(rowCapacity: batch.rowCount)
      for row in 0..<batch.rowCount {
        if let place = texts.string(at: row).flatMap({ locate?($0) }), let latitude = place.latitude,
          let longitude = place.longitude,
          let text = Geohash.text(latitude: latitude, longitude: longitude, length: length)
        {
          builder.append(text)
        } else {
          builder.appendMissing()
        }
      }
      return [.text(builder.finish())]
    }
  }
}

/// A grouping by cells whose rows get the middle of their cell.
private final class WorldMapState: AggregateState {
  private let grouping: GroupingState

  init(_ grouping: GroupingState) {
    self.grouping = grouping
  }

  func update(_ batch: Batch, groups: [UInt32], groupCount: Int) throws(ExecutionError) {
    try grouping.update(batch, groups: groups, groupCount: groupCount)
  }

  var heldBytes: Int { 0 }

  func exportPartial(groupCount: Int) throws(ExecutionError) -> PartialState {
    try grouping.exportPartial(groupCount: groupCount)
  }

  func merge(_ partial: PartialState, groups: [UInt32], groupCount: Int) throws(ExecutionError) {
    try grouping.merge(partial, groups: groups, groupCount: groupCount)
  }

  func finish(groupCount: Int) throws(ExecutionError) -> GroupedRows {
    let output = try grouping.finish(groupCount: groupCount)
    let cells = output.rows.text(of: "geohash")
    let places = (0..<cells.rowCount).map { Geohash.middle(of: cells.storage[cells.range(of: $0)]) }
    var rows = Batch(rowCount: output.rows.rowCount)
    rows.set("geohash", to: .text(cells))
    rows.set("lat", to: .double(NumberColumn(places.map(\.latitude))))
    rows.set("lon", to: .double(NumberColumn(places.map(\.longitude))))
    if let name = output.rows.names.first(where: { $0 != "geohash" }), let column = output.rows[name] {
      rows.set("magnitude", to: column)
    }
    return GroupedRows(rows: rows, groups: output.groups)
  }
}

extension Diagnostic {
  fileprivate static func noPlace(at range: SourceRange) -> Self {
    Diagnostic(
      "missing-argument", "'worldMap' needs ip, or lat and lon", at: range,
      help: "Name the field with addresses, worldMap(ip=src), or those with coordinates, worldMap(lat=a, lon=b).")
  }
}
