import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `series([fields])`: the values of fields strung together in the order of time.
struct Series: AggregateFunction {
  static let collect = Parameter<[FieldName]>("collect", "Fields whose values are strung together.", unnamed: true)
  static let separator = Parameter<String>("separator", "Text between values.", default: "\n")
  static let maxpause = Parameter<TimeSpan?>("maxpause", "A longer pause ends a series.", default: nil)
  static let maxduration = Parameter<TimeSpan?>("maxduration", "The longest series.", default: nil)
  static let startmatch = Parameter<Condition?>("startmatch", "Events that begin a series; others outside one are left out.", default: nil)
  static let endmatch = Parameter<Condition?>("endmatch", "Events that end a series, as its last.", default: nil)
  static let memlimit = Parameter<String>("memlimit", "The most text of a field in a series, at most 1024KB; a number alone is bytes.", default: "1KB")

  static let spec = FunctionSpec(
    "series", in: .aggregate, kind: .aggregate,
    summary: "Strings the values of fields together in the order of time, repeats included.",
    details: [
      "Each series has the @timestamp of its first event and its _duration in milliseconds.",
      "A series that no event has ended is put out too; events without a field add nothing to it.",
    ],
    parameters: collect, separator, maxpause, maxduration, startmatch, endmatch, memlimit,
    examples: [
      Example(
        "What a session did", query: #"groupBy(id, function=series(action, separator=", ")) | select([id, action, _duration])"#,
        events: #"{"@timestamp": "1000", "id": "s1", "action": "get"} {"@timestamp": "3000", "id": "s1", "action": "get"}"#,
        yields: #"{"id": "s1", "action": "get, get", "_duration": "2000"}"#)
    ])

  private let fields: [String]
  private let rules: Rules
  private let separator: [UInt8]
  private let limit: Int

  /// What begins and ends a series.
  fileprivate struct Rules: Sendable {
    var pause: Double
    var duration: Double
    var start: Condition?
    var end: Condition?
  }

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    fields = arguments[Self.collect].map(\.text)
    separator = Array(arguments[Self.separator].utf8)
    rules = Rules(
      pause: arguments[Self.maxpause].map { Double($0.milliseconds) } ?? .infinity,
      duration: arguments[Self.maxduration].map { Double($0.milliseconds) } ?? .infinity,
      start: arguments[Self.startmatch], end: arguments[Self.endmatch])
    guard let limit = Self.bytes(arguments[Self.memlimit]) else {
      throw .badMemoryLimit(arguments[Self.memlimit], at: arguments.located(Self.memlimit).range)
    }
    self.limit = limit
  }

  private static func bytes(_ text: String) -> Int? {
    let digits = text.prefix { $0.isNumber }
    guard let count = Int(digits), count > 0 else { return nil }
    let factors = ["": 1, "b": 1, "k": 1024, "kb": 1024, "kib": 1024, "m": 1 << 20, "mb": 1 << 20, "mib": 1 << 20]
    let unit = text.dropFirst(digits.count).lowercased()
    guard let factor = factors[unit], count <= 1 << 20, count * factor <= 1 << 20 else { return nil }
    return count * factor
  }

  static func effects(of arguments: BoundArguments) -> FieldEffects {
    let fields = arguments[collect].map(\.text)
    return FieldEffects(
      reads: fields + ["@timestamp"], writes: ["@timestamp", "_duration"] + fields, survivors: .only([]))
  }

  func makeState(in context: RunContext) throws(ExecutionError) -> any AggregateState {
    let (fields, rules, separator, limit) = (fields, rules, separator, limit)
    return SortedRowsState(.oldestFirst, owner: "series", in: context) {
      (rows, groups, groupCount) throws(ExecutionError) in
      let series = try Self.series(in: rows, groups, by: rules, context)
      let times = rows.numbers(of: "@timestamp")
      let starts = series.map { times.values[Int($0[0])] }
      let durations = series.map { times.values[Int($0[$0.count - 1])] - times.values[Int($0[0])] }
      var output = Batch(rowCount: series.count)
      output.set("@timestamp", to: .double(NumberColumn(starts)))
      output.set("_duration", to: .double(NumberColumn(durations)))
      for field in fields {
        let (column, isCut) = Self.strung(rows.text(of: field), series, separator, limit)
        output.set(field, to: column)
        if isCut { context.warnings.add("series() cut values of '\(field)' off at \(limit) bytes; write memlimit= for more") }
      }
      return GroupedRows(rows: output, groups: series.map { groups[Int($0[0])] })
    }
  }

  /// The rows of each series, in order.
  private static func series(in rows: Batch, _ groups: [UInt32], by rules: Rules, _ context: RunContext)
    throws(ExecutionError) -> [[UInt32]]
  {
    let times = rows.numbers(of: "@timestamp")
    var starting = rows
    if let start = rules.start { try context.narrow(&starting, by: start.pipeline) }
    var ending = rows
    if let end = rules.end { try context.narrow(&ending, by: end.pipeline) }
    var series: [[UInt32]] = []
    var open: [UInt32] = []
    for row in 0..<rows.rowCount {
      if let first = open.first, let last = open.last {
        let isOther = groups[row] != groups[Int(first)]
        let isLate = times.values[row] - times.values[Int(last)] > rules.pause
        let isLong = times.values[row] - times.values[Int(first)] > rules.duration
        if isOther || isLate || isLong || (rules.start != nil && starting.mask[row]) {
          series.append(open)
          open = []
        }
      }
      if open.isEmpty, rules.start != nil, !starting.mask[row] { continue }
      open.append(UInt32(row))
      if rules.end != nil, ending.mask[row] {
        series.append(open)
        open = []
      }
    }
    if !open.isEmpty { series.append(open) }
    return series
  }

  /// The values of each series in one text, and whether one was cut.
  private static func strung(_ texts: TextColumn, _ series: [[UInt32]], _ separator: [UInt8], _ limit: Int)
    -> (Column, isCut: Bool)
  {
    var builder = TextColumnBuilder(rowCapacity: series.count)
    var isCut = false
    for rows in series {
      let start = builder.storage.count
      var count = 0
      for row in rows where texts.isPresent(Int(row)) {
        let range = texts.range(of: Int(row))
        let needed = range.count + (count > 0 ? separator.count : 0)
        if builder.storage.count - start + needed > limit {
          isCut = true
          break
        }
        if count > 0 { builder.storage += separator }
        builder.storage += texts.storage[range]
        count += 1
      }
      if count > 0 { builder.endValue() } else { builder.appendMissing() }
    }
    return (.text(builder.finish()), isCut)
  }
}

extension Diagnostic {
  fileprivate static func badMemoryLimit(_ text: String, at range: SourceRange) -> Self {
    Diagnostic(
      "argument-type", "'\(text)' is no limit that 'series' can have", at: range,
      help: "Write up to 1024KB, such as 64KB or 64KiB; a number alone is bytes.")
  }
}
