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
    return CivilTime.floor(instant + offset, span) * span - offset
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
    // A zone that changes its offset moves the starts: each is found anew.
    while next <= last, starts.count < 100_000 {
      starts.append(next)
      next = max(start(of: next + span), start(of: next + span + span / 2) - span, next + 1)
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
  static let timezone = Parameter<String?>("timezone", "Time zone whose hours and days buckets follow.", default: nil)
  static let unit = Parameter<[String]>("unit", "Accepted for LogScale's sake: units are a matter of its charts.", default: [])
  static let function = Parameter<Aggregates>("function", "What to keep of each bucket.", default: .count)

  static let standardSeries = 10

  private let span: SpanArgument
  private let buckets: Int?
  private let shortest: Int64
  private let timezone: String?

  init(_ arguments: BoundArguments) {
    span = arguments[Self.span]
    buckets = arguments[Self.buckets]
    shortest = arguments[Self.minSpan]?.milliseconds ?? 1
    timezone = arguments[Self.timezone]
  }

  func buckets(by fields: [String], in context: RunContext) throws(ExecutionError) -> TimeBuckets {
    TimeBuckets(span: max(length(in: context.environment), shortest, 1), zone: try context.zone(named: timezone), fields: fields)
  }

  private func length(in environment: QueryEnvironment) -> Int64 {
    if case .span(let span) = span { return span.milliseconds }
    let interval = environment.end - environment.start
    if let buckets { return max(interval / Int64(buckets), 1) }
    // Without a start the interval says nothing.
    guard environment.hasStart else { return 3_600_000 }
    return Self.steps.first { interval / $0 <= 127 } ?? Self.steps[Self.steps.count - 1]
  }

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
    if literal.value.text?.lowercased() == "auto" { self = .auto } else { self = .span(try TimeSpan(literal)) }
  }

  var sourceText: String? { self.isAuto ? "auto" : nil }

  private var isAuto: Bool { if case .auto = self { true } else { false } }
}
