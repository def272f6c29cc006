import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// Spans of time that follow each other, aligned to whole spans in a zone.
struct TimeBuckets: GroupKeys {
  static let field = "_bucket"

  let span: Int64
  let zone: TimeZoneRules
  /// The fields that are grouped by as well.
  let fields: [String]

  var names: [String] { [Self.field] + fields }

  /// The start of the bucket an instant lies in, in epoch milliseconds.
  func start(of instant: Int64) -> Int64 {
    let offset = Int64(zone.offsetSeconds(instant)) * 1000
    let local = CivilTime.floor(instant + offset, span) * span
    // Where clocks were changed since, the start shows the time by the offset it had.
    let earlier = local - Int64(zone.offsetSeconds(local - offset)) * 1000
    return earlier <= instant ? earlier : local - offset
  }

  func columns(of batch: Batch) -> [Column]? {
    guard let times = batch["@timestamp"]?.asNumbers(in: batch.mask) else { return nil }
    var starts: [Int64] = []
    starts.reserveCapacity(batch.rowCount)
    for row in 0..<batch.rowCount {
      starts.append(times.isPresent(row) ? start(of: Int64(times.values[row].rounded(.down))) : 0)
    }
    var columns: [Column] = [.integer(NumberColumn(starts, presence: times.presence))]
    for field in fields {
      guard let column = batch[field] else { return nil }
      columns.append(column)
    }
    return columns
  }

  /// Every bucket from the one an instant lies in up to another instant.
  func starts(from first: Int64, through last: Int64) -> [Int64] {
    var starts: [Int64] = []
    var next = start(of: first)
    while next <= last, starts.count < 100_000 {
      starts.append(next)
      // Where clocks go back, a bucket is longer than its span.
      let following = start(of: next + span)
      next = following > next ? following : max(start(of: next + span + max(span / 2, 1)), next + 1)
    }
    return starts
  }
}

extension TimeBuckets {
  /// What windows over these buckets need.
  func steps(in environment: QueryEnvironment) -> BucketSteps {
    BucketSteps(span: span, last: environment.hasStart ? environment.end - 1 : nil) { starts(from: $0, through: $1) }
  }
}

/// The arguments `bucket` and `timeChart` share, and the span they come to.
struct BucketSpan: Sendable {
  static let span = Parameter<SpanArgument>("span", "Length of a bucket, or auto.", default: .auto)
  static let buckets = Parameter<Int?>("buckets", "How many buckets to cut the interval into.", default: nil, bounds: 1...1500)
  static let minSpan = Parameter<TimeSpan?>("minSpan", "The shortest a bucket may be.", default: nil)
  static let limit = Parameter<Int?>("limit", "The most series to keep.", default: nil, bounds: 1...500)
  static let timezone = Parameter<TimeZoneName?>("timezone", "Time zone whose hours and days buckets follow.", default: nil)
  static let unit = Parameter<[UnitConversion]>(
    "unit", "Units to convert to, such as \"bytes/span to Kbytes/day\": one for all aggregates or one for each. A lone unit converts nothing.", default: [])
  static let function = Parameter<Aggregates>("function", "What to keep of each bucket.", default: .count)

  static let standardSeries = 10

  private let span: SpanArgument
  private let buckets: Int?
  private let shortest: Int64?
  private let timezone: TimeZoneName?
  private let aggregates: Aggregates
  private let units: [UnitConversion]

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    aggregates = arguments[Self.function]
    units = arguments[Self.unit]
    if units.count > 1, units.count != aggregates.items?.count ?? 1 {
      throw .unitsDiffer(at: arguments.located(Self.unit).range)
    }
    span = arguments[Self.span]
    buckets = arguments[Self.buckets]
    shortest = arguments[Self.minSpan]?.milliseconds
    timezone = arguments[Self.timezone]
  }

  /// - Parameter owner: the function as the user knows it, for warnings.
  func buckets(by fields: [String], of owner: String, in context: RunContext) -> TimeBuckets {
    TimeBuckets(span: length(of: owner, in: context), zone: context.zone(timezone), fields: fields)
  }

  /// The state of the aggregates of a bucket, in the units asked for.
  func makeState(with buckets: TimeBuckets, in context: RunContext) throws(ExecutionError) -> any AggregateState {
    guard !units.isEmpty, let items = aggregates.items else { return try context.makeState(of: aggregates) }
    var members: [any AggregateState] = []
    for (index, item) in items.enumerated() {
      let unit = units.count == 1 ? units[0] : units[index]
      members.append(UnitState(try context.makeState(of: item), scale: unit.scale(span: buckets.span)))
    }
    return CombinedState(members)
  }

  private func length(of owner: String, in context: RunContext) -> Int64 {
    if case .span(let span) = span {
      if buckets != nil { context.warnings.add("\(owner)() has a span, so buckets changes nothing") }
      if shortest != nil { context.warnings.add("\(owner)() has a span, so minSpan changes nothing") }
      return max(span.milliseconds, 1)
    }
    let environment = context.environment
    guard environment.hasStart else {
      // How long the interval is only the events tell, and the first of them must go into a bucket.
      let length = max(shortest ?? 0, Self.hour)
      context.warnings.add(
        """
        \(owner)() cannot choose its buckets without a start of the search, and took \
        \(length == Self.hour ? "hours" : "those of minSpan"); give a start, or write span=
        """)
      return length
    }
    let (difference, overflow) = environment.end.subtractingReportingOverflow(environment.start)
    let interval = overflow ? Int64.max : max(difference, 1)
    let standard = Self.steps.first { interval / $0 <= 127 } ?? Self.steps[Self.steps.count - 1]
    let length = max(buckets.map { interval / Int64($0) } ?? standard, 1)
    guard let shortest, shortest > length else { return length }
    if shortest > interval {
      context.warnings.add("\(owner)() has a minSpan longer than the interval of the search, and took the interval")
    }
    return min(shortest, interval)
  }

  private static let hour: Int64 = 3_600_000

  /// Lengths people read well, from a second to a week.
  private static let steps: [Int64] = [
    1, 5, 10, 30, 60, 300, 600, 900, 1800, 3600, 3 * 3600, 6 * 3600, 12 * 3600, 86_400, 7 * 86_400,
  ].map { $0 * 1000 }
}

/// A length of time, or `auto`.
enum SpanArgument: ArgumentValue {
  case auto
  case span(TimeSpan)

  static var typeName: String { "duration or auto" }

  init(_ literal: Located<Literal>) throws(Diagnostic) {
    if literal.value.text?.lowercased() == "auto" {
      self = .auto
      return
    }
    let span = try TimeSpan(literal)
    guard span.milliseconds > 0 else { throw .badDuration(literal.value.text ?? "", at: literal.range) }
    self = .span(span)
  }

  var sourceText: String? { self.isAuto ? "auto" : nil }

  private var isAuto: Bool { if case .auto = self { true } else { false } }
}

extension Diagnostic {
  fileprivate static func unitsDiffer(at range: SourceRange) -> Self {
    Diagnostic(
      "bad-unit", "there are neither as many units as aggregates, nor one for all", at: range,
      help: "Write one unit, or one for each aggregate, with none for those that stay as they are.")
  }
}
