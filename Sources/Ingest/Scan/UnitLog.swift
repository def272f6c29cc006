import MartletColumns
import MartletNative

/// What one unit counts and finds wrong while it is read.
final class UnitLog {
  var progress = ScanReport()
  private(set) var outcome = FileScan.Outcome()

  /// The number of top-level records that were finished.
  var records: Int { outcome.records }

  func finishRecords(_ count: Int) {
    outcome.records += count
  }

  /// Notes a problem of a record, given by its number among those that are not finished.
  func note(_ problem: RecordProblem, after finished: Int = 0) {
    if let known = outcome.problems.firstIndex(where: { $0.problem == problem }) {
      outcome.problems[known].count += 1
    } else {
      outcome.problems.append(.init(problem: problem, record: outcome.records + finished, count: 1))
    }
  }

  /// Notes why a record was not read, which may be that it is of no interest.
  func note(status: Int32, after finished: Int) {
    if UInt32(bitPattern: status) == MARTLET_JSON_PASSED_OVER.rawValue {
      progress.prefiltered += 1
    } else {
      note(RecordProblem(status), after: finished)
    }
  }

  func noteFile(_ problem: String) {
    outcome.fileProblem = problem
  }
}
