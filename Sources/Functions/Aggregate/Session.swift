import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `session(count(), maxpause=15m)`: aggregates for each run of events without a long pause.
struct Session: AggregateFunction {
  static let function = Parameter<Aggregates>("function", "What to keep of each session.", unnamed: true, default: .count)
  static let maxpause = Parameter<TimeSpan>(
    "maxpause", "The longest pause inside a session.", default: TimeSpan("15m") ?? TimeSpan(milliseconds: 900_000))

  static let spec = FunctionSpec(
    "session", in: .aggregate, kind: .aggregate,
    summary: "Splits events into sessions at long pauses, and aggregates each session.",
    details: [
      "Events are taken in the order of their time; groupBy(user, function=session(…)) has sessions of each user.",
      "Only what the aggregates give is put out.",
    ],
    parameters: function, maxpause,
    examples: [
      Example(
        "Sessions of a user", query: "groupBy(user, function=session(maxpause=15m))",
        events: """
          {"@timestamp": "0", "user": "ida"} {"@timestamp": "300000", "user": "ida"} \
          {"@timestamp": "2400000", "user": "ida"}
          """,
        yields: #"{"user": "ida", "_count": "2"} {"user": "ida", "_count": "1"}"#)
    ],
    givesSeveralRows: true)

  private let aggregates: Aggregates
  private let pause: Double

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    aggregates = arguments[Self.function]
    pause = Double(arguments[Self.maxpause].milliseconds)
  }

  static func effects(of arguments: BoundArguments) -> FieldEffects {
    FieldEffects(reads: ["@timestamp"], survivors: .only([]))
  }

  func makeState(in context: RunContext) throws(ExecutionError) -> any AggregateState {
    let (aggregates, pause) = (aggregates, pause)
    return SortedRowsState(.oldestFirst, owner: "session", in: context) {
      (rows, groups, groupCount) throws(ExecutionError) in
      let times = rows.numbers(of: "@timestamp")
      var sessions: [UInt32] = []
      var owners: [UInt32] = []
      for row in 0..<rows.rowCount {
        let isLate = row > 0 && times.values[row] - times.values[row - 1] > pause
        if row == 0 || groups[row] != groups[row - 1] || isLate { owners.append(groups[row]) }
        sessions.append(UInt32(owners.count - 1))
      }
      let state = try context.makeState(of: aggregates)
      if rows.rowCount > 0 {
        var rows = rows
        rows.positions = (0..<UInt64(rows.rowCount)).map { $0 }
        try state.update(rows, groups: sessions, groupCount: owners.count)
      }
      let output = try state.finish(groupCount: owners.count)
      return GroupedRows(rows: output.rows, groups: output.groups.map { owners[Int($0)] })
    }
  }
}
