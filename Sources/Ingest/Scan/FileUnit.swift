import MartletColumns
import MartletNative

/// One file, or a piece of one, read by one worker.
final class FileUnit: ScanUnit {
  private let task: FileScan.Task
  private let scan: FileScan
  private let assembler: BatchAssembler
  private let log = UnitLog()
  private let tools: ReadingTools
  private let reader: RecordReader
  private var cutter: RecordCutter?
  private var csv: CSVColumns?
  private var isFinished = false
  /// A piece that is not finished, or whose window differs from that of the rows before it.
  private var pending: RecordCutter.Piece?
  /// Records of the last piece that are finished.
  private var nextRecord = 0
  private var countedBytes = (stored: 0, all: 0)

  var ordinal: Int { task.ordinal }

  init(_ task: FileScan.Task, of scan: FileScan) {
    self.task = task
    self.scan = scan
    tools = scan.takeTools()
    assembler = BatchAssembler(scan.demand, ordinal: task.ordinal, timeBase: task.timeBase, tools)
    reader = RecordReader(
      assembler, log, format: scan.source.format, limits: scan.source.limits, phases: scan.phases, tools)
  }

  deinit {
    if !isFinished { release() }
  }

  func nextBatch() throws(SourceError) -> Batch? {
    guard !isFinished else { return nil }
    let cutter: RecordCutter
    do throws(StreamError) {
      if let open = self.cutter { cutter = open } else { cutter = try open() }
    } catch {
      log.noteFile(error.message)
      report(nil)
      release()
      return nil
    }
    assembler.begin(cutter.stream.window)
    var isAtEnd = false
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
      guard take(piece, cutter) else {
        isAtEnd = true
        break
      }
    }
    report(cutter)
    guard isAtEnd else { return assembler.finish() }
    let last = assembler.isEmpty ? nil : assembler.finish()
    release()
    return last
  }

  private func open() throws(StreamError) -> RecordCutter {
    let stream = try StreamOpener.open(task.file, range: task.range, limits: scan.source.limits, scan.windows)
    let mode: RecordCutter.Mode =
      switch scan.source.format {
      case .auto: CSVNames.matches(task.path) ? .csv : .mixed
      case .csv: .csv
      case .text: .text
      case .ndjson, .cloudtrail, .azure, .gcp: .json
      }
    let cutter = RecordCutter(stream, mode: mode, limits: scan.source.limits, isFirst: task.piece == 0, tools)
    self.cutter = cutter
    return cutter
  }

  /// Reads one piece; false at the end of the input. A piece that the batch has no room for stays pending.
  private func take(_ piece: RecordCutter.Piece, _ cutter: RecordCutter) -> Bool {
    switch piece {
    case .records:
      nextRecord += reader.read(cutter, from: nextRecord)
      if nextRecord < cutter.recordCount {
        pending = piece
      } else {
        log.finishRecords(nextRecord)
        nextRecord = 0
      }
    case .text(let line):
      let text = unsafe UnsafeBufferPointer(start: cutter.stream.window.text + line.lowerBound, count: line.count)
      switch unsafe reader.readEncodedLine(text) {
      case .some(false):
        pending = piece
        return true
      case .some(true):
        break
      case .none:
        assembler.beginRecord(log.records)
        assembler.addText(line, log)
        log.progress.records += 1
      }
      log.finishRecords(1)
    case .csv(let line):
      takeCSV(line, cutter)
    case .problem(let problem):
      log.note(problem)
      log.progress.records += 1
      log.finishRecords(1)
    case .binary:
      log.noteFile(log.records == 0 ? "a binary file" : "binary data after record \(log.records)")
      return false
    case .end:
      if let failure = cutter.stream.failure { log.noteFile(failure.message) }
      return false
    }
    return true
  }

  private func takeCSV(_ line: Range<Int>, _ cutter: RecordCutter) {
    guard let csv else {
      let bytes = unsafe UnsafeBufferPointer(start: cutter.stream.window.text + line.lowerBound, count: line.count)
      self.csv = unsafe CSVColumns(header: bytes, scan.demand)
      return
    }
    assembler.beginRecord(log.records)
    assembler.addCSV(line, names: csv.names, columns: csv.columns, log)
    log.progress.records += 1
    log.finishRecords(1)
  }

  private func report(_ cutter: RecordCutter?) {
    if let cutter {
      log.progress.bytes += cutter.stream.storedBytes - countedBytes.stored
      log.progress.decompressedBytes += cutter.stream.totalBytes - countedBytes.all
      countedBytes = (cutter.stream.storedBytes, cutter.stream.totalBytes)
    }
    scan.add(log, of: task)
  }

  private func release() {
    isFinished = true
    assembler.end()
    cutter?.close()
    cutter = nil
    scan.endUnit(tools)
  }
}

/// The columns of a CSV file, from its header line.
struct CSVColumns {
  let names: [String]
  /// For each, the column of the batch it goes to.
  let columns: [Int?]

  init(header: UnsafeBufferPointer<UInt8>, _ demand: Demand) {
    var names: [String] = []
    unsafe CSVLine.forEachValue(of: header) { _, name in names.append(unsafe String(decoding: name, as: UTF8.self)) }
    self.names = names
    columns = names.map { demand.flatPaths.firstIndex(of: JSONPath($0)) }
  }
}
