import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `slidingWindow(sum(v), events=5)` adds to every event aggregates of the last events.
struct SlidingWindow: GroupedSequence {
  static let function = Parameter<Aggregates>("function", "What to aggregate; each gives one row at most.", unnamed: true)
  static let events = Parameter<Int>("events", "How many events a window holds.", bounds: 1...1000)
  static let current = Parameter<CurrentEvent>(
    "current", "Whether the event itself belongs to its window.", default: .include)

  static let spec = FunctionSpec(
    "slidingWindow", in: .sequence, kind: .sequence,
    summary: "Adds to each event aggregates of the last events, itself included.",
    details: [
      "It needs its events in order: put head(), sort() or another aggregate before it.",
      "The first windows are shorter. With current=exclude a window holds the events before.",
      "Each event counts once for every window it is in, so large windows take long.",
    ],
    parameters: function, events, current,
    examples: [
      Example(
        "The sum of two", query: "head() | slidingWindow(sum(v, as=s), events=2) | select([v, s])",
        events: #"{"v": "1"} {"v": "2"} {"v": "3"}"#,
        yields: #"{"v": "1", "s": "1"} {"v": "2", "s": "3"} {"v": "3", "s": "5"}"#, comparison: .exact)
    ],
    alsoAggregates: true,
    givesSeveralRows: true, takesOneRow: true)

  private let aggregates: Aggregates
  private let size: Int
  private let includesCurrent: Bool
  let call: String

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    aggregates = arguments[Self.function]
    size = arguments[Self.events]
    includesCurrent = arguments[Self.current] == .include
    call = "\(arguments.call)"
  }

  static func effects(of arguments: BoundArguments) -> FieldEffects {
    FieldEffects(reads: [], writesUnknownFields: true)
  }

  func makeStage(in context: RunContext) -> any StreamStage {
    let (size, includesCurrent) = (size, includesCurrent)
    return WindowStage(WindowAggregates(aggregates, owner: "slidingWindow", in: context)) { all, known in
      (known..<all.rowCount).map { row in
        let end = includesCurrent ? row + 1 : row
        return max(0, end - size)..<end
      }
    }
  }
}

/// Adds to each row aggregates over a window of the rows up to it.
final class WindowStage: StreamStage {
  /// The window of each row after the first `known`; both ends only grow.
  typealias Windows = (_ rows: Batch, _ known: Int) throws(ExecutionError) -> [Range<Int>]

  private let aggregates: WindowAggregates
  private let windows: Windows
  /// Rows that windows of later rows may hold.
  private var held: Batch?

  init(_ aggregates: WindowAggregates, windows: @escaping Windows) {
    self.aggregates = aggregates
    self.windows = windows
  }

  func process(_ batch: Batch, into next: any BatchReceiver) throws(ExecutionError) -> Demand {
    var rows = batch.compacted()
    if rows.rowCount == 0 { return .more }
    let all = held.map { Batch.concatenating([$0, rows]) } ?? rows
    let windows = try windows(all, held?.rowCount ?? 0)
    rows.assign(try aggregates.values(over: all, windows: windows))
    // The next window starts no earlier than the last one.
    held = all.slice((windows.last?.lowerBound ?? 0)..<all.rowCount)
    return try next.receive(rows)
  }
}
