import MartletColumns
import Synchronization

/// One pass over a list of files: hands out files and pieces of large ones, and keeps the books.
final class FileScan: Scan {
  let source: FileSource
  let request: ScanRequest
  let demand: Demand
  /// Records that wait for the other phases of their operations.
  let phases: PhaseStore
  private let state: Mutex<State>
  private let reading = Gate()
  let windows = WindowPool()
  private let spareTools = Mutex<[ReadingTools]>([])

  /// A file or a piece of one, before it is read.
  struct Task: Sendable {
    var ordinal: Int
    var fileIndex: Int
    /// Its place among the pieces of its file.
    var piece: Int
    var path: String
    var file: OpenFile
    /// The bytes of a piece; `nil` for a whole file.
    var range: Range<Int>?
    /// What is added to `now` for the first event without a time.
    var timeBase: Int64
  }

  /// What became of one task so far.
  struct Outcome: Sendable {
    var records = 0
    var problems: [ProblemCount] = []
    /// Set when nothing more of the file can be read.
    var fileProblem: String?
  }

  struct ProblemCount: Sendable {
    var problem: RecordProblem
    /// The first record that had it, from 0 within the task.
    var record: Int
    var count: Int
  }

  private struct State {
    var entries: [InputFiles.Entry]?
    var nextEntry = 0
    var nextOrdinal = 0
    var nextTimeBase: Int64 = 0
    /// A large file that is being handed out piece by piece.
    var split: (file: OpenFile, fileIndex: Int, piece: Int, offset: Int)?
    /// Shards of operations still to be handed out; `nil` while files are read.
    var phases: [[Int]]?
    /// Operations that are being handed out part by part.
    var operations: (source: PhaseOperations, next: Int)?
    var report = ScanReport()
    /// By file, then by piece.
    var outcomes: [Int: [Int: Outcome]] = [:]
  }

  init(_ source: FileSource, _ request: ScanRequest) {
    self.source = source
    self.request = request
    demand = Demand(request)
    phases = PhaseStore(budget: source.limits.phases)
    state = Mutex(State())
  }

  func nextUnit() throws(SourceError) -> (any ScanUnit)? {
    // Entered before the task is taken, so that nobody believes that all have finished.
    reading.enter()
    if let task = state.withLock({ state in nextTask(&state) }) { return FileUnit(task, of: self) }
    reading.leave()
    if request.view == .native { return nil }
    // What was put aside can only be put together when nothing more can come.
    reading.waitUntilEmpty()
    return state.withLock { state in nextPhases(&state) }
  }

  /// A unit of this scan was read to its end, or given up.
  func endUnit(_ tools: ReadingTools) {
    spareTools.withLock { $0.append(tools) }
    reading.leave()
  }

  /// Tools that no unit uses.
  func takeTools() -> ReadingTools {
    spareTools.withLock { $0.popLast() } ?? ReadingTools(demand, windows)
  }

  /// So many operations are a unit.
  private static let operationsPerUnit = 8192

  private func nextPhases(_ state: inout State) -> PhaseUnit? {
    if state.phases == nil { state.phases = phases.batches.reversed() }
    while true {
      if let (source, next) = state.operations, next < source.operations.count {
        let range = next..<min(next + Self.operationsPerUnit, source.operations.count)
        state.operations = (source, range.upperBound)
        defer { state.nextOrdinal += 1 }
        return PhaseUnit(ordinal: state.nextOrdinal, range, of: source, self)
      }
      state.operations = nil
      guard let shards = state.phases?.popLast() else { return nil }
      state.operations = (PhaseOperations(phases, shards: shards), 0)
    }
  }

  private func nextTask(_ state: inout State) -> Task? {
    if state.entries == nil { state.entries = InputFiles.list(source.paths) }
    while true {
      if let task = nextPiece(&state) { return task }
      guard let entries = state.entries, state.nextEntry < entries.count else { return nil }
      let fileIndex = state.nextEntry
      let entry = entries[fileIndex]
      state.nextEntry += 1
      if ArchivePath.isIgnored(entry.path) { continue }
      if let interval = request.interval, ArchivePath.isOutside(entry.path, interval) { continue }
      if let problem = entry.problem {
        state.outcomes[fileIndex, default: [:]][0] = Outcome(fileProblem: problem)
        continue
      }
      do throws(StreamError) {
        let file = try entry.path == "-" ? source.standardInput.open() : OpenFile(path: entry.path)
        state.report.files += 1
        if let size = file.size, size > source.limits.piece, Pieces.canSplit(file, path: entry.path, source.format) {
          state.split = (file, fileIndex, 0, 0)
          continue
        }
        return task(&state, path: entry.path, file: file, fileIndex: fileIndex, piece: 0, range: nil)
      } catch {
        state.outcomes[fileIndex, default: [:]][0] = Outcome(fileProblem: error.message)
      }
    }
  }

  private func nextPiece(_ state: inout State) -> Task? {
    guard let split = state.split, let path = state.entries?[split.fileIndex].path, let size = split.file.size else {
      return nil
    }
    guard split.offset < size else {
      state.split = nil
      return nil
    }
    let end = Pieces.boundary(in: split.file, atOrAfter: split.offset + source.limits.piece, size: size)
    state.split = (split.file, split.fileIndex, split.piece + 1, end)
    return task(
      &state, path: path, file: split.file, fileIndex: split.fileIndex, piece: split.piece, range: split.offset..<end)
  }

  private func task(
    _ state: inout State, path: String, file: OpenFile, fileIndex: Int, piece: Int, range: Range<Int>?
  ) -> Task {
    let task = Task(
      ordinal: state.nextOrdinal, fileIndex: fileIndex, piece: piece, path: path, file: file, range: range,
      timeBase: state.nextTimeBase)
    state.nextOrdinal += 1
    // A compressed byte can stand for several records, so the bases of files leave room for that.
    state.nextTimeBase += Int64(range?.count ?? file.size ?? 0) * 8
    return task
  }

  /// Takes over what a unit counted since it last reported.
  func add(_ log: UnitLog, of task: Task?) {
    let progress = log.progress
    let outcome = log.outcome
    log.progress = ScanReport()
    state.withLock { state in
      state.report.bytes += progress.bytes
      state.report.decompressedBytes += progress.decompressedBytes
      state.report.records += progress.records
      state.report.events += progress.events
      state.report.prefiltered += progress.prefiltered
      state.report.withoutTime += progress.withoutTime
      if let task { state.outcomes[task.fileIndex, default: [:]][task.piece] = outcome }
    }
  }

  var report: ScanReport {
    state.withLock { state in
      var report = state.report
      for fileIndex in state.outcomes.keys.sorted() {
        guard let pieces = state.outcomes[fileIndex], let path = state.entries?[fileIndex].path else { continue }
        Self.add(pieces.sorted { $0.key < $1.key }.map(\.value), path: path, to: &report)
      }
      return report
    }
  }

  /// Adds the problems of one file, with record numbers counted through all of its pieces.
  private static func add(_ pieces: [Outcome], path: String, to report: inout ScanReport) {
    var found: [ProblemCount] = []
    var firstRecord = 0
    for piece in pieces {
      if let problem = piece.fileProblem { report.problems.append(.init(file: path, message: problem)) }
      for entry in piece.problems {
        if entry.problem.skips { report.skippedRecords += entry.count }
        if let known = found.firstIndex(where: { $0.problem == entry.problem }) {
          found[known].count += entry.count
        } else {
          found.append(ProblemCount(problem: entry.problem, record: firstRecord + entry.record, count: entry.count))
        }
      }
      firstRecord += piece.records
    }
    for entry in found.sorted(by: { $0.record < $1.record }) {
      report.problems.append(
        .init(file: path, record: entry.record + 1, message: entry.problem.message, count: entry.count))
    }
  }
}
