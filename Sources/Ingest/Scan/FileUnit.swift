import MartletColumns
import MartletNative

/// One file, or a piece of one, read by one worker.
final class FileUnit: ScanUnit {
  private let task: FileScan.Task
  private let scan: FileScan
  private var cutter: RecordCutter?
  private let assembler: BatchAssembler
  private var outcome = FileScan.Outcome()
  private var progress = ScanReport()
  private var isFinished = false
  /// A piece whose window differs from that of the rows before it waits for the next batch.
  private var pending: RecordCutter.Piece?
  /// Records of the last piece that are still to be read.
  private var nextRecord = 0
  private var countedBytes = (stored: 0, all: 0)

  var ordinal: Int { task.ordinal }

  init(_ task: FileScan.Task, of scan: FileScan) {
    self.task = task
    self.scan = scan
    assembler = BatchAssembler(scan.demand, ordinal: task.ordinal, timeBase: task.timeBase)
  }

  func nextBatch() throws(SourceError) -> Batch? {
    guard !isFinished else { return nil }
    let cutter: RecordCutter
    if let open = self.cutter {
      cutter = open
    } else {
      do throws(StreamError) {
        cutter = try open()
      } catch {
        outcome.fileProblem = error.message
        finish()
        return nil
      }
    }
    assembler.begin(cutter.stream.window)
    while !assembler.isFull {
      let piece = pending ?? cutter.next()
      pending = nil
      if cutter.stream.window !== assembler.window {
        if !assembler.isEmpty {
          pending = piece
          break
        }
        assembler.begin(cutter.stream.window)
      }
      guard take(piece, cutter) else { break }
    }
    report(cutter)
    if isFinished {
      finish()
      if assembler.isEmpty { return nil }
    }
    return assembler.finish(&progress)
  }

  private func open() throws(StreamError) -> RecordCutter {
    let stream = try StreamOpener.open(task.file, range: task.range)
    let mode: RecordCutter.Mode =
      switch scan.source.format {
      case .auto, .csv: .mixed
      case .text: .text
      case .ndjson, .cloudtrail, .azure, .gcp: .json
      }
    let cutter = RecordCutter(stream, mode: mode, limits: scan.source.limits)
    self.cutter = cutter
    return cutter
  }

  /// Reads one piece; false at the end of the input.
  private func take(_ piece: RecordCutter.Piece, _ cutter: RecordCutter) -> Bool {
    switch piece {
    case .records:
      nextRecord += assembler.addFlat(cutter, from: nextRecord, &progress) { [self] record, problem in
        note(problem, record: outcome.records + record)
      }
      if nextRecord < cutter.recordCount {
        pending = piece
      } else {
        outcome.records += nextRecord
        progress.records += nextRecord
        nextRecord = 0
      }
    case .text(let line):
      assembler.addText(line, &progress)
      outcome.records += 1
      progress.records += 1
    case .problem(let problem):
      note(problem, record: outcome.records)
      outcome.records += 1
      progress.records += 1
    case .binary:
      outcome.fileProblem = outcome.records == 0 ? "a binary file" : "binary data after record \(outcome.records)"
      isFinished = true
      return false
    case .end:
      if let failure = cutter.stream.failure { outcome.fileProblem = failure.message }
      isFinished = true
      return false
    }
    return true
  }

  private func note(_ problem: RecordProblem, record: Int) {
    if let known = outcome.problems.firstIndex(where: { $0.problem == problem }) {
      outcome.problems[known].count += 1
    } else {
      outcome.problems.append(.init(problem: problem, record: record, count: 1))
    }
  }

  private func report(_ cutter: RecordCutter) {
    progress.bytes += cutter.stream.storedBytes - countedBytes.stored
    progress.decompressedBytes += cutter.stream.totalBytes - countedBytes.all
    countedBytes = (cutter.stream.storedBytes, cutter.stream.totalBytes)
    scan.add(progress, outcome, of: task)
    progress = ScanReport()
  }

  private func finish() {
    isFinished = true
    cutter = nil
    scan.add(progress, outcome, of: task)
    progress = ScanReport()
  }
}
