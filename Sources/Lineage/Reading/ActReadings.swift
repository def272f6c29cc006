/// How the operations of one cloud are read: each from the resource it is about and the values of its fields.
///
/// The table is the one place that names operations: readers may pass over every other one unread.
struct ActReadings: Sendable {
  typealias Reading = @Sendable (_ resource: String, _ value: (String) -> String?) -> Act?

  /// Operations that mean the same.
  struct Row {
    var operations: [String]
    var reading: Reading

    init(_ operations: [String], _ reading: @escaping Reading) {
      self.operations = operations
      self.reading = reading
    }
  }

  private let readings: [String: Reading]

  init(_ rows: [Row]) {
    var readings: [String: Reading] = [:]
    for row in rows {
      for operation in row.operations { readings[operation] = row.reading }
    }
    self.readings = readings
  }

  var operations: [String] { readings.keys.sorted() }

  subscript(operation: String) -> Reading? { readings[operation] }
}
