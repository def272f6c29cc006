import MartletColumns

/// Operations whose phases were put aside, in the order of their first records.
struct PhaseOperations: Sendable {
  /// What the ranges of the records refer to.
  let bytes: [UInt8]
  let operations: [[PhaseStore.Record]]

  init(_ store: PhaseStore, shards: [Int]) {
    let (bytes, records) = store.take(shards)
    self.bytes = bytes
    var operations: [[PhaseStore.Record]] = []
    var numbers: [PhaseKey: Int] = [:]
    for record in records.sorted(by: { $0.position < $1.position }) {
      if let number = numbers[record.key] {
        operations[number].append(record)
      } else {
        numbers[record.key] = operations.count
        operations.append([record])
      }
    }
    self.operations = operations
  }
}

/// Some operations whose phases were put aside, each as the event its records come to.
final class PhaseUnit: ScanUnit {
  let ordinal: Int
  private let scan: FileScan
  private let assembler: BatchAssembler
  private let mapper: NativeMapper
  private let tree = JSONTree()
  private let index = JSONIndex()
  private let log = UnitLog()
  private let source: PhaseOperations
  private var next: Int
  private let end: Int

  init(ordinal: Int, _ range: Range<Int>, of source: PhaseOperations, _ scan: FileScan) {
    self.ordinal = ordinal
    self.scan = scan
    self.source = source
    next = range.lowerBound
    end = range.upperBound
    let tools = ReadingTools(scan.demand, scan.windows)
    assembler = BatchAssembler(scan.demand, ordinal: ordinal, timeBase: 0, tools)
    mapper = tools.mapper
  }

  func nextBatch() throws(SourceError) -> Batch? {
    guard next < end else { return nil }
    // The phases of each operation, written together as an array, stand in a window of the batch's own.
    let room = source.operations[next..<min(next + scan.demand.request.batchSize, end)]
    let size = room.reduce(0) { total, phases in total + phases.reduce(2) { $0 + $1.range.count + 1 } }
    let window = Window(capacity: size)
    assembler.begin(window)
    var texts: [Range<Int>] = []
    for phases in room { texts.append(write(phases, to: window)) }
    for (phases, text) in zip(room, texts) { add(phases, text, of: window) }
    next += room.count
    scan.add(log, of: nil)
    return assembler.finish()
  }

  private func write(_ phases: [PhaseStore.Record], to window: Window) -> Range<Int> {
    let start = window.count
    func append(_ text: StaticString) {
      _ = unsafe window.append(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }
    append("[")
    unsafe source.bytes.withUnsafeBufferPointer { bytes in
      for (number, phase) in phases.enumerated() {
        if number > 0 { append(",") }
        _ = unsafe window.append(UnsafeBufferPointer(rebasing: bytes[phase.range]))
      }
    }
    append("]")
    return start..<window.count
  }

  private func add(_ records: [PhaseStore.Record], _ range: Range<Int>, of window: Window) {
    let text = unsafe UnsafeBufferPointer(start: window.text + range.lowerBound, count: range.count)
    if let filter = scan.demand.filter, unsafe !filter.holds(text) {
      log.progress.prefiltered += records.count
      return
    }
    guard let first = records.first, unsafe tree.build(text, index: index) == nil else { return }
    let phases = Array(tree.root.children).withoutRepeats
    mapper.forEachEvent(first.shape, phases, scan.demand.request.view) { event in
      unsafe assembler.addNative(event, first.shape, mapper.values, log, group: text, position: first.position)
    }
  }
}
