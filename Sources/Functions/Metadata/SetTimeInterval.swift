import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `setTimeInterval(start=7d)`: the time the query looks at.
struct SetTimeInterval: SettingFunction {
  static let start = Parameter<String>("start", "Start: a span such as 7d, a time, or epoch milliseconds.", unnamed: true)
  static let end = Parameter<String>("end", "End, in the same forms.", default: "now")
  static let timezone = Parameter<TimeZoneName?>("timezone", "Time zone of the query.", default: nil)

  static let spec = FunctionSpec(
    "setTimeInterval", in: .metadata, kind: .metadata,
    summary: "Sets the time that the query looks at, whatever the command line says.",
    details: ["It stands first. The start belongs to the interval, the end does not."],
    parameters: start, end, timezone,
    examples: [
      Example(
        "Two seconds", query: "setTimeInterval(start=1000, end=3000) | count()",
        events: #"{"@timestamp": "500"} {"@timestamp": "1500"} {"@timestamp": "3500"}"#, yields: #"{"_count": "1"}"#)
    ])

  private let start: TimePoint
  private let end: TimePoint
  private let timezone: TimeZoneName?

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    start = try Self.point(arguments.located(Self.start))
    end = try Self.point(arguments.located(Self.end))
    timezone = arguments[Self.timezone]
  }

  private static func point(_ argument: Located<String>) throws(Diagnostic) -> TimePoint {
    guard let point = TimePoint(argument.value) else { throw .badTimePoint(argument.value, at: argument.range) }
    return point
  }

  func apply(to environment: inout QueryEnvironment, _ interval: inout Range<Int64>?) throws(ExecutionError) {
    if let timezone { environment.zone = timezone.rules }
    let first = start.instant(now: environment.now, zone: environment.zone) ?? .min
    let last = max(first, end.instant(now: environment.now, zone: environment.zone) ?? .max)
    environment.start = first
    environment.end = last
    environment.hasStart = true
    interval = first..<last
  }
}

extension Diagnostic {
  fileprivate static func badTimePoint(_ text: String, at range: SourceRange) -> Self {
    Diagnostic(
      "bad-time", "'\(text)' is no point in time", at: range,
      help: "Write a span before now such as 7d, a snapped one such as 1d@d, or epoch milliseconds.")
  }
}
