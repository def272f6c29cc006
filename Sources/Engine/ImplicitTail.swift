import MartletColumns
import MartletExecution

/// The `tail(200)` that LogScale appends to a search without an aggregate, where its limits apply.
enum ImplicitTail {
  private static let limit = 200
  /// The time of an event, whatever the steps do to its fields.
  private static let time = "\0implicitTime"

  /// The program with the newest events alone; programs with an aggregate stay as they are.
  static func appended(to program: Program) -> Program {
    guard program.folds.isEmpty else { return program }
    var program = program
    program.stages.insert({ _ in TimeNote() }, at: 0)
    program.folds = [
      Program.Fold(
        state: { context in
          OrderedRowsState(
            RowOrder(by: [RowOrder.Key(time, isDescending: true)], putsLaterFirst: true), limit: limit,
            limitWarning:
              "the search kept its newest \(limit) events, LogScale's implicit tail(\(limit)); end it with tail(max) for more",
            owner: "tail", in: context)
        }, owner: "tail")
    ]
    return program
  }

  private final class TimeNote: StreamStage {
    func process(_ batch: Batch, into next: any BatchReceiver) throws(ExecutionError) -> Demand {
      var batch = batch
      if let times = batch["@timestamp"] { batch.set(ImplicitTail.time, to: times) }
      return try next.receive(batch)
    }
  }
}
