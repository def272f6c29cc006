import MartletCatalog
import MartletDiagnostics
import MartletExecution

/// The `start` and `end` of a search of its own: epoch milliseconds, or a span before the end of the query.
struct SearchInterval: Sendable {
  static let start = Parameter<String?>(
    "start", "Start of its search: epoch milliseconds, or a span such as 7d before the end of the query.", default: nil)
  static let end = Parameter<String?>("end", "End of its search, in the same forms.", default: nil)

  private let start: TimePoint?
  private let end: TimePoint?

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    start = try Self.point(arguments.located(Self.start))
    end = try Self.point(arguments.located(Self.end))
  }

  private static func point(_ argument: Located<String?>) throws(Diagnostic) -> TimePoint? {
    guard let text = argument.value else { return nil }
    guard let point = TimePoint(text) else { throw .badSearchTime(text, at: argument.range) }
    return point
  }

  /// The events to look at; `nil` for those of the query.
  func range(in environment: QueryEnvironment) -> Range<Int64>? {
    if start == nil, end == nil { return nil }
    let low = start?.instant(now: environment.end, zone: environment.zone)
    let high = end?.instant(now: environment.end, zone: environment.zone)
    let first = low ?? (environment.hasStart ? environment.start : .min)
    return first..<max(first, high ?? environment.end)
  }
}

extension Diagnostic {
  fileprivate static func badSearchTime(_ text: String, at range: SourceRange) -> Self {
    Diagnostic(
      "bad-time", "'\(text)' is no time that a search can start or end at", at: range,
      help: "Write a span before the end of the query, such as 7d or 24h, or epoch milliseconds.")
  }
}
