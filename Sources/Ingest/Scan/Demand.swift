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
  /// The same for records that stand in trees.
  let flatPaths: [JSONPath]
  /// The slots of `timePaths`; empty when no time is wanted.
  let timeSlots: [Int]
  /// The column of identities, after all others.
  let identity: Int?
  /// Where each field of a native event comes from.
  let nativeColumns: [NativeColumn]
  /// Those of them that are paths, in groups.
  let nativePaths: [JSONPathGroup]
  let normalFields: NormalFieldSet
  /// The columns that are normal fields.
  let normalColumns: [(column: Int, field: NormalField)]
  /// Whether members of native records are all that is wanted of them.
  let needsOnlyMembers: Bool
  /// What records must hold to be parsed.
  let filter: RecordFilter?

  /// Where flat events keep their time, in order of preference.
  static let timePaths = ["@timestamp", "timestamp", "time", "eventTime"]

  init(_ request: ScanRequest) {
    var seen: Set<String> = []
    let fields = request.fields.filter { seen.insert($0).inserted }
    self.fields = fields
    self.request = request
    timestamp = fields.firstIndex(of: "@timestamp")
    rawString = fields.firstIndex(of: "@rawstring")
    let times = timestamp == nil ? [] : Self.timePaths
    // A path is read once: a time that is also a field has that field's slot.
    let paths = fields + times.filter { !seen.contains($0) }
    flatPlan = JSONPlan(paths: paths, marks: RecordKeys.marks)
    flatPaths = paths.map { JSONPath($0) }
    timeSlots = times.compactMap { paths.firstIndex(of: $0) }
    identity = request.needsIdentity ? paths.count : nil
    nativeColumns = fields.map { NativeColumn($0) }
    nativePaths = JSONPathGroup.groups(
      nativeColumns.enumerated().compactMap { column, source in
        if case .path(let path) = source { (column, path) } else { nil }
      })
    normalColumns = nativeColumns.enumerated().compactMap { column, source in
      if case .normal(let field) = source { (column, field) } else { nil }
    }
    var normal = NormalFieldSet()
    for (_, field) in normalColumns { normal.insert(field) }
    if request.needsIdentity { normal.insert(.eventID) }
    normalFields = normal
    filter = request.prefilter.flatMap { RecordFilter($0, view: request.view) }
    needsOnlyMembers = normal.isEmpty && request.view != .resources
  }

  var columnCount: Int { flatPlan.pathCount + (identity == nil ? 0 : 1) }
}
