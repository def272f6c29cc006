import MartletColumns

/// What a run wants of the input, worked out once.
struct Demand: Sendable {
  /// The columns of every batch, without repetition.
  let fields: [String]
  let request: ScanRequest
  /// Where `@timestamp` and `@rawstring` stand in `fields`.
  let timestamp: Int?
  let rawString: Int?
  /// The paths to read from flat records: the fields, then those that may hold a time.
  let flatPlan: JSONPlan

  /// Where flat events keep their time, in order of preference.
  static let timePaths = ["@timestamp", "timestamp", "time", "eventTime"]

  init(_ request: ScanRequest) {
    var seen: Set<String> = []
    fields = request.fields.filter { seen.insert($0).inserted }
    self.request = request
    timestamp = fields.firstIndex(of: "@timestamp")
    rawString = fields.firstIndex(of: "@rawstring")
    let times = timestamp == nil ? [] : Self.timePaths
    // A path is read once: a time that is also a field has that field's slot.
    let others = times.filter { !seen.contains($0) }
    let paths = fields + others
    flatPlan = JSONPlan(paths: paths, marks: [])
    timeSlots = times.compactMap { paths.firstIndex(of: $0) }
  }

  /// The slots of `timePaths`; empty when no time is wanted.
  let timeSlots: [Int]
}
