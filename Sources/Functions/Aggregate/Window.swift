import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `window(sum(v), buckets=3)`: aggregates over a bucket and those before it.
struct Window: AggregateFunction {
  static let function = Parameter<Aggregates>("function", "What to aggregate over the window.", unnamed: true, default: .count)
  static let buckets = Parameter<Int?>("buckets", "How many buckets a window has.", default: nil, bounds: 1...10_000)
  static let span = Parameter<TimeSpan?>("span", "How long a window is; rounded to whole buckets.", default: nil)

  static let spec = FunctionSpec(
    "window", in: .aggregate, kind: .aggregate,
    summary: "Aggregates over each bucket and the buckets before it.",
    details: [
      "It stands only in the function of timeChart() or bucket(). Give buckets or span.",
      "The first windows hold what buckets there are; a window wider than all buckets gives nothing.",
    ],
    parameters: function, buckets, span,
    examples: [
      Example(
        "The last two seconds", query: "timeChart(span=1s, function=window(sum(v, as=s), buckets=2)) | select(s)",
        events: #"{"@timestamp": "1000", "v": "4"} {"@timestamp": "2000", "v": "3"} {"@timestamp": "3000", "v": "1"}"#,
        yields: #"{"s": "4"} {"s": "7"} {"s": "4"}"#, comparison: .exact)
    ],
    buckets: .needs)

  private let aggregates: Aggregates
  private let width: Width

  fileprivate enum Width: Sendable { case buckets(Int), span(Int64) }

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    aggregates = arguments[Self.function]
    switch (arguments[Self.buckets], arguments[Self.span]) {
    case (let count?, nil): width = .buckets(count)
    case (nil, let span?): width = .span(span.milliseconds)
    default: throw .oneWidth(at: arguments.call)
    }
  }

  static func effects(of arguments: BoundArguments) -> FieldEffects {
    FieldEffects(reads: [], survivors: .only([]), writesUnknownFields: true)
  }

  func makeState(in context: RunContext) throws(ExecutionError) -> any AggregateState {
    let aggregates = aggregates
    return try WindowState(width) { () throws(ExecutionError) in try context.makeState(of: aggregates) }
  }
}

/// Keeps the aggregates of each bucket; at the end those of a bucket go into every window that it is in.
private final class WindowState: BucketWindow {
  private let width: Window.Width
  private let make: () throws(ExecutionError) -> any AggregateState
  private var state: any AggregateState
  private var spreadCount: Int?
  private var isTooWide = false
  /// In buckets; known once the length of a bucket was.
  private var resolvedWidth = 1

  init(_ width: Window.Width, make: @escaping () throws(ExecutionError) -> any AggregateState) throws(ExecutionError) {
    self.width = width
    self.make = make
    state = try make()
  }

  func width(bucketSpan: Int64) -> Int {
    switch width {
    case .buckets(let count): resolvedWidth = count
    case .span(let span): resolvedWidth = max(1, Int((Double(span) / Double(bucketSpan)).rounded()))
    }
    return resolvedWidth
  }

  func update(_ batch: Batch, groups: [UInt32], groupCount: Int) throws(ExecutionError) {
    try state.update(batch, groups: groups, groupCount: groupCount)
  }

  var heldBytes: Int { state.heldBytes }

  func exportPartial(groupCount: Int) throws(ExecutionError) -> PartialState {
    try state.exportPartial(groupCount: groupCount)
  }

  func merge(_ partial: PartialState, groups: [UInt32], groupCount: Int) throws(ExecutionError) {
    try state.merge(partial, groups: groups, groupCount: groupCount)
  }

  func spread(groupCount: Int, later: (Int) -> [UInt32], isTooWide: Bool) throws(ExecutionError) {
    self.isTooWide = isTooWide
    spreadCount = groupCount
    if isTooWide { return }
    let first = later(0)
    let own = try state.exportPartial(groupCount: first.count)
    state = try make()
    for step in 0..<resolvedWidth {
      try state.merge(own, groups: later(step), groupCount: groupCount + 2)
    }
  }

  func finish(groupCount: Int) throws(ExecutionError) -> GroupedRows {
    guard let spreadCount else { return try state.finish(groupCount: groupCount) }
    if isTooWide { return GroupedRows(rows: Batch(rowCount: 0), groups: []) }
    let output = try state.finish(groupCount: max(groupCount, spreadCount + 2))
    let kept = output.groups.indices.filter { Int(output.groups[$0]) < groupCount }.map { UInt32($0) }
    return GroupedRows(rows: output.rows.gather(kept), groups: kept.map { output.groups[Int($0)] })
  }
}

extension Diagnostic {
  fileprivate static func oneWidth(at range: SourceRange) -> Self {
    Diagnostic(
      "missing-argument", "'window' needs either buckets or span", at: range,
      help: "Say how wide a window is: window(count(), buckets=3) or window(count(), span=1h).")
  }
}
