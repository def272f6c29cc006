import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `slidingTimeWindow(count(), span=5m)` adds to every event aggregates of the events of the last time.
struct SlidingTimeWindow: GroupedSequence {
  static let function = Parameter<Aggregates>("function", "What to aggregate; each gives one row at most.", unnamed: true)
  static let span = Parameter<TimeSpan>("span", "How far a window reaches back.")
  static let current = Parameter<CurrentEvent>(
    "current", "Whether the event itself belongs to its window.", default: .include)
  static let timestampfield = Parameter<FieldName>(
    "timestampfield", "Field with the time in epoch milliseconds.", default: "@timestamp")

  static let spec = FunctionSpec(
    "slidingTimeWindow", in: .sequence, kind: .sequence,
    summary: "Adds to each event aggregates of the events up to a span before it, itself included.",
    details: [
      "It needs its events in the order of their time: put head() or sort(@timestamp, order=asc) before it.",
      "An event exactly one span older lies outside the window.",
      "Each event counts once for every window it is in, so large windows take long.",
    ],
    parameters: function, span, current, timestampfield,
    examples: [
      Example(
        "The sum of three seconds", query: "head() | slidingTimeWindow(sum(v, as=s), span=3s) | select([v, s])",
        events: """
          {"@timestamp": "0", "v": "1"} {"@timestamp": "1000", "v": "2"} {"@timestamp": "5000", "v": "4"}
          """,
        yields: #"{"v": "1", "s": "1"} {"v": "2", "s": "3"} {"v": "4", "s": "4"}"#, comparison: .exact)
    ],
    alsoAggregates: true,
    givesSeveralRows: true, takesOneRow: true)

  private let aggregates: Aggregates
  private let span: Int64
  private let includesCurrent: Bool
  private let field: String
  let call: String

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    aggregates = arguments[Self.function]
    span = arguments[Self.span].milliseconds
    includesCurrent = arguments[Self.current] == .include
    field = arguments[Self.timestampfield].text
    call = "\(arguments.call)"
  }

  static func effects(of arguments: BoundArguments) -> FieldEffects {
    FieldEffects(reads: [arguments[timestampfield].text], writesUnknownFields: true)
  }

  /// LogScale's limit on the events of a window.
  static let mostEvents = 10_000

  func makeStage(in context: RunContext) -> any StreamStage {
    let (span, field, includesCurrent) = (Double(span), field, includesCurrent)
    let most = context.environment.appliesLimits ? Self.mostEvents : Int.max
    return WindowStage(WindowAggregates(aggregates, owner: "slidingTimeWindow", in: context)) {
      (all, known) throws(ExecutionError) in
      let times = all.numbers(of: field)
      var windows: [Range<Int>] = []
      var start = 0
      for row in 0..<all.rowCount {
        guard times.isPresent(row) else {
          throw .limitExceeded("slidingTimeWindow() needs a time in every event, and one has none in '\(field)'")
        }
        let time = times.values[row]
        if row > 0, time < times.values[row - 1] {
          throw .limitExceeded(
            "slidingTimeWindow() needs its events in the order of '\(field)': put head() or sort(\(field), order=asc) before it")
        }
        while start < row, times.values[start] <= time - span { start += 1 }
        if row - start >= most {
          throw .limitExceeded("slidingTimeWindow() takes at most \(most) events in a window, LogScale's limit")
        }
        if row >= known { windows.append(start..<(includesCurrent ? row + 1 : row)) }
      }
      return windows
    }
  }
}
