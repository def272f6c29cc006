public import MartletColumns
import MartletExecution

/// What a run has to tell besides its rows.
public struct RunSummary: Sendable {
  public var rows: Int
  /// Limits that bit and values that were cut, in alphabetical order.
  public var warnings: [String]
  public var scan: ScanReport
  /// What each step has cost, in order; empty unless the query was compiled to tell.
  public var profile: [StepCost] = []
  /// What reading the input has cost, parsing and mapping with it; `nil` unless the query was compiled to tell.
  public var reading: StepCost?

  /// What one step of the query has cost, of all workers together.
  public struct StepCost: Sendable {
    public var step: String
    public var milliseconds: Double
    public var rowsIn: Int
    public var rowsOut: Int

    init(_ step: String, _ cost: Profile.Cost) {
      self.step = step
      milliseconds = Double(cost.nanoseconds) / 1_000_000
      rowsIn = cost.rowsIn
      rowsOut = cost.rowsOut
    }
  }
}

extension [RunSummary.StepCost] {
  /// The rows of `explain:asTable()`.
  var table: Batch {
    Batch(
      [
        ("stepID", .integer(NumberColumn(indices.map { Int64($0 + 1) }))),
        ("step", .text(TextColumn(map { Optional($0.step) }))),
        ("timeMs", .double(NumberColumn(map { ($0.milliseconds * 1000).rounded() / 1000 }))),
        ("eventsIn", .integer(NumberColumn(map { Int64($0.rowsIn) }))),
        ("eventsOut", .integer(NumberColumn(map { Int64($0.rowsOut) }))),
      ], rowCount: count)
  }
}
