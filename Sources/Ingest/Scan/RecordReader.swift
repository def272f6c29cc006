import MartletColumns
import MartletNative

/// Turns the JSON records of one input into rows: flat ones in bulk, native ones and those in envelopes one by one.
final class RecordReader {
  private let assembler: BatchAssembler
  private let log: UnitLog
  private let demand: Demand
  private let format: InputFormat
  /// The shape that the user said all records have.
  private let forced: NativeRecord.Shape?
  private let limits: ReadLimits
  private let phases: PhaseStore
  private let tools: ReadingTools
  /// Records of a kind come in runs: after a native one the next is taken for another, and the more flat ones came in
  /// a row, the more are read at once.
  private var expected = Expectation.unknown
  private var flatRun = 1
  private var filterYield = FilterYield()
  private enum Expectation {
    /// Anything.
    case unknown
    case flat
    case cloudTrail
    /// A native record of another cloud, or an envelope.
    case other
  }

  /// Outputs of the current record that earlier batches hold already.
  private var resumeAt = 0
  private var outputs = 0
  private var isStopped = false

  private static let maximalDepth = 6

  init(
    _ assembler: BatchAssembler, _ log: UnitLog, format: InputFormat, limits: ReadLimits, phases: PhaseStore,
    _ tools: ReadingTools
  ) {
    self.assembler = assembler
    self.log = log
    demand = assembler.demand
    self.format = format
    forced = Self.forcedShape(format)
    self.limits = limits
    self.phases = phases
    self.tools = tools
  }

  private static func forcedShape(_ format: InputFormat) -> NativeRecord.Shape? {
    switch format {
    case .cloudtrail: .cloudTrail
    case .azure: .azure
    case .gcp: .gcp
    case .auto, .ndjson, .csv, .text: nil
    }
  }

  /// Reads the cutter's records from `first` on until they or the room in the batch end; returns how many are finished.
  ///
  /// What a record is does not depend on those before it: runs of a kind are only a faster way to the same answer as
  /// `readOne`.
  func read(_ cutter: RecordCutter, from first: Int) -> Int {
    var next = first
    if first == 0, let filter = demand.filter, filterYield.searchesNext() {
      unsafe filter.passOver(
        cutter.records, count: cutter.recordCount, of: cutter.stream.window.text + cutter.blockStart, cutter.index,
        tools.memberTests)
      let passedOver = (0..<cutter.recordCount).count {
        unsafe cutter.records[$0].status == Int32(bitPattern: MARTLET_JSON_PASSED_OVER.rawValue)
      }
      filterYield.note(searched: cutter.recordCount, passedOver: passedOver)
    }
    while next < cutter.recordCount, !assembler.isFull {
      switch expected {
      case .unknown, .other:
        guard readOne(cutter, next) else { return next - first }
        next += 1
      case .cloudTrail:
        next += readCloudTrail(cutter, next, atMost: CloudTrailSlots.capacity)
        if isStopped { return next - first }
      case .flat:
        next += readFlat(cutter, next, atMost: flatRun)
        flatRun = expected == .flat ? min(flatRun * 4, 4096) : 1
      }
    }
    return next - first
  }

  /// Reads a run of flat records; returns how many are finished. The first that may be something else ends it.
  private func readFlat(_ cutter: RecordCutter, _ first: Int, atMost limit: Int) -> Int {
    var isOther = false
    let finished = assembler.addFlat(cutter, from: first, atMost: limit, log) { _ in
      isOther = true
      return true
    }
    expected = isOther ? .unknown : .flat
    log.progress.records += finished
    return finished
  }

  /// Reads a run of CloudTrail records by their members; returns how many are finished. The first that is none, or that
  /// is damaged, ends it.
  private func readCloudTrail(_ cutter: RecordCutter, _ first: Int, atMost limit: Int) -> Int {
    let count = min(cutter.recordCount - first, limit)
    let members = tools.cloudTrail
    // Records that were passed over or are badly framed stay as they are, others may fail here only.
    let wasReadable = (0..<count).map { unsafe cutter.records[first + $0].status == MARTLET_JSON_OK.rawValue }
    members.read(cutter, from: first, count: count)
    isStopped = false
    for row in 0..<count {
      begin(first + row)
      let record = unsafe cutter.records[first + row]
      if !wasReadable[row] {
        log.progress.records += 1
        log.note(status: record.status, after: first + row)
        continue
      }
      guard record.status == MARTLET_JSON_OK.rawValue, members.isRecord(row) else {
        for other in row..<count where wasReadable[other] {
          unsafe cutter.records[first + other].status = Int32(MARTLET_JSON_OK.rawValue)
        }
        expected = .unknown
        return row
      }
      self.count()
      let source = cutter.blockStart + Int(record.start)..<cutter.blockStart + Int(record.end)
      if demand.needsOnlyMembers {
        let time = demand.timestamp == nil ? nil : members.milliseconds(row)
        let event = NativeMapper.Event(time: time, phases: [], number: 0)
        if beginOutput() { assembler.addCloudTrail(event, tools.mapper.values, members, row, source, log) }
      } else {
        tools.mapper.forEachEvent(members, row, demand.request.view) { event in
          if beginOutput() { assembler.addCloudTrail(event, tools.mapper.values, members, row, source, log) }
        }
      }
      resumeAt = isStopped ? outputs : 0
      if isStopped || assembler.isFull {
        for other in row..<count where wasReadable[other] {
          unsafe cutter.records[first + other].status = Int32(MARTLET_JSON_OK.rawValue)
        }
        return isStopped ? row : row + 1
      }
    }
    return count
  }

  /// Reads one record, whatever it is; false when the batch was full before its last event.
  private func readOne(_ cutter: RecordCutter, _ index: Int) -> Bool {
    isStopped = false
    let original = unsafe cutter.records[index]
    // A record of another kind was expected and is one: its tree tells all.
    if expected == .other, original.status == MARTLET_JSON_OK.rawValue, isOther(original, cutter) {
      return readTree(original, cutter, index)
    }
    if forced == nil {
      // What has no member that tells otherwise is flat.
      if resumeAt == 0, readFlat(cutter, index, atMost: 1) == 1 { return true }
      if readCloudTrail(cutter, index, atMost: 1) == 1 {
        expected = .cloudTrail
        return true
      }
      if isStopped { return false }
    }
    return readTree(original, cutter, index)
  }

  private func isOther(_ record: martlet_json_record, _ cutter: RecordCutter) -> Bool {
    guard forced == nil else { return true }
    let text = unsafe cutter.stream.window.text + cutter.blockStart
    let tree = tools.tree(0).tree
    guard unsafe tree.build(record, of: cutter.index, text: text) == nil else { return false }
    switch RecordContent(tree.root) {
    case .flat: return false
    case .native(.cloudTrail, let inner): return !inner.isRoot
    default: return true
    }
  }

  private func readTree(_ record: martlet_json_record, _ cutter: RecordCutter, _ index: Int) -> Bool {
    begin(index)
    isStopped = false
    expected = .other
    let text = unsafe cutter.stream.window.text + cutter.blockStart
    let tree = tools.tree(0).tree
    if record.status != MARTLET_JSON_OK.rawValue {
      log.progress.records += 1
      log.note(status: record.status, after: index)
    } else if let problem = unsafe tree.build(record, of: cutter.index, text: text) {
      log.progress.records += 1
      log.note(problem, after: index)
    } else if tree.root.kind != .object {
      log.progress.records += 1
      log.note(.notAnObject, after: index)
    } else {
      take(tree.root, depth: 0, number: index)
    }
    resumeAt = isStopped ? outputs : 0
    return !isStopped
  }

  /// Gives out one event, or whatever else a record amounts to, unless an earlier batch did.
  private func output(_ body: () -> Void) {
    if beginOutput() { body() }
  }

  /// Whether the next event of the record is to be given out now.
  private func beginOutput() -> Bool {
    if isStopped { return false }
    let isNew = outputs >= resumeAt
    if isNew, assembler.isFull {
      isStopped = true
      return false
    }
    if !isNew { assembler.skipPart() }
    outputs += 1
    return isNew
  }

  private func begin(_ number: Int) {
    outputs = 0
    assembler.beginRecord(log.records + number)
  }

  // MARK: What a record is

  /// Counts a record when its first event is given out.
  private func count() {
    if !isStopped, outputs >= resumeAt, !assembler.isFull { log.progress.records += 1 }
  }

  private func take(_ node: JSONNode, depth: Int, number: Int) {
    switch RecordContent(node) {
    case .flat:
      takeFlat(node, depth: depth, number: number)
    case .native(let shape, let inner):
      takeNative(shape, inner, number: number)
    case .ignored:
      count()
    case .list(let list):
      for child in list.children {
        if child.kind == .object {
          descend(child, depth: depth, number: number)
        } else {
          output { log.note(.notAnObject, after: number) }
        }
      }
    case .embedded(let text):
      guard let bytes = unsafe text.scalar else { return }
      unsafe takeText(bytes, depth: depth, number: number) { problem in
        output { log.note(problem, after: number) }
      }
    case .messages(let events):
      for event in events.children {
        guard let message = unsafe event["message"]?.scalar else { continue }
        unsafe takeText(message, depth: depth, number: number) { _ in
          output { unsafe assembler.addText(message, log) }
        }
      }
    case .encoded(let text):
      takeEncoded(text, depth: depth, number: number)
    }
  }

  private func takeFlat(_ node: JSONNode, depth: Int, number: Int) {
    if let shape = forced {
      let isPlausible =
        switch shape {
        case .cloudTrail, .ocsf: node["eventName"] != nil
        case .azure: node.first("operationName", "operation_name", "OperationName") != nil
        case .gcp: false
        }
      guard isPlausible else { return output { log.note(.notOfFormat(format), after: number) } }
      return takeNative(shape, node, number: number)
    }
    count()
    output { assembler.addFlat(node, log) }
  }

  private func descend(_ node: JSONNode, depth: Int, number: Int) {
    guard depth < Self.maximalDepth else { return output { log.note(.tooDeep, after: number) } }
    take(node, depth: depth + 1, number: number)
  }

  /// Takes a record that stands as JSON text inside another.
  private func takeText(
    _ text: UnsafeBufferPointer<UInt8>, depth: Int, number: Int, otherwise: (RecordProblem) -> Void
  ) {
    guard depth < Self.maximalDepth else { return otherwise(.tooDeep) }
    guard let first = unsafe text.first, first == UInt8(ascii: "{") else { return otherwise(.notAnObject) }
    let (tree, index) = tools.tree(depth + 1)
    if let problem = unsafe tree.build(text, index: index) { return otherwise(problem) }
    take(tree.root, depth: depth + 1, number: number)
  }

  /// Takes the records in base64 text, as queues and subscriptions deliver them.
  private func takeEncoded(_ text: JSONNode, depth: Int, number: Int) {
    guard depth < Self.maximalDepth else { return output { log.note(.tooDeep, after: number) } }
    guard let encoded = unsafe text.scalar,
      let decoded = unsafe EncodedBytes.decode(encoded, limit: limits.inflated, tools.windows)
    else {
      return output { log.note(.notEncoded, after: number) }
    }
    takeRecords(of: HeldBytes(decoded.content, storedBytes: 0), depth: depth, number: number)
    if !decoded.isWhole { output { log.note(.notEncoded, after: number) } }
  }

  /// Takes every record of a stream that stands inside a record.
  func takeRecords(of stream: any ByteStream, depth: Int, number: Int) {
    let cutter = RecordCutter(stream, mode: .mixed, limits: limits, ReadingTools(demand, tools.windows))
    defer { cutter.close() }
    let tree = tools.tree(depth + 1).tree
    while !isStopped {
      switch cutter.next() {
      case .records:
        let text = unsafe cutter.stream.window.text + cutter.blockStart
        for index in 0..<cutter.recordCount where !isStopped {
          if let problem = unsafe tree.build(cutter.records[index], of: cutter.index, text: text) {
            output { log.note(problem, after: number) }
          } else {
            descend(tree.root, depth: depth, number: number)
          }
        }
      case .text(let line):
        let text = unsafe UnsafeBufferPointer(start: cutter.stream.window.text + line.lowerBound, count: line.count)
        output { unsafe assembler.addText(text, log) }
      case .problem(let problem):
        output { log.note(problem, after: number) }
      case .binary:
        return output { log.note(.notEncoded, after: number) }
      case .csv:
        continue
      case .end:
        return
      }
    }
  }

  /// Takes a line of base64 text that may hold records; false when it does not.
  func readEncodedLine(_ line: UnsafeBufferPointer<UInt8>) -> Bool? {
    // What gzip data starts with, in base64. What only looks like it, or is damaged, is text.
    guard unsafe line.hasPrefix("H4sI"),
      let decoded = unsafe EncodedBytes.decode(line, limit: limits.inflated, tools.windows), decoded.isWhole
    else { return nil }
    begin(0)
    isStopped = false
    takeRecords(of: HeldBytes(decoded.content, storedBytes: 0), depth: 0, number: 0)
    resumeAt = isStopped ? outputs : 0
    return !isStopped
  }

  private func takeNative(_ shape: NativeRecord.Shape, _ node: JSONNode, number: Int) {
    count()
    if demand.request.view != .native, let key = PhaseKey(shape, node), let source = unsafe node.source {
      return output { unsafe phases.add(shape, key, assembler.nextPosition(), source) }
    }
    let mapper = tools.mapper
    mapper.forEachEvent(shape, [node], demand.request.view) { event in
      output { unsafe assembler.addNative(event, shape, mapper.values, log) }
    }
  }
}
