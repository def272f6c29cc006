import MartletNative

/// Members of a run of CloudTrail records, read without making trees of them.
@safe final class CloudTrailSlots {
  /// How many records are read at once.
  static let capacity = 256

  private let plan: JSONPlan
  private let slots: UnsafeMutablePointer<martlet_json_slot>
  /// Values that had escapes. Not the batch's own buffer, which may move while values are copied into it.
  private var side = unsafe martlet_bytes()

  private var window: UnsafePointer<UInt8>?
  /// Where the records stand that were read last.
  private var index: JSONIndex?
  private var records: UnsafePointer<martlet_json_record>?
  private var blockStart = 0

  /// The columns of the batch that are native members, and the paths that give them.
  let columnPaths: [(column: Int, path: Int)]

  init(_ demand: Demand) {
    var paths = CloudTrailMember.allCases.map(\.path)
    var columnPaths: [(column: Int, path: Int)] = []
    for (column, source) in demand.nativeColumns.enumerated() {
      guard case .path(let path) = source else { continue }
      let name = path.string
      let known = paths.firstIndex(of: name)
      columnPaths.append((column, known ?? paths.count))
      if known == nil { paths.append(name) }
    }
    self.columnPaths = columnPaths
    // A record that can be read here can be read as a flat one too: no path of those is left out.
    for name in demand.flatPaths.map(\.string) where !paths.contains(name) { paths.append(name) }
    plan = JSONPlan(paths: paths, marks: [])
    unsafe slots = .allocate(capacity: paths.count * Self.capacity)
  }

  deinit {
    unsafe slots.deallocate()
    unsafe martlet_bytes_free(&side)
  }

  /// Reads `count` records of the cutter.
  func read(_ cutter: RecordCutter, from first: Int, count: Int) {
    unsafe side.count = 0
    unsafe window = unsafe cutter.stream.window.text
    index = cutter.index
    blockStart = cutter.blockStart
    unsafe records = unsafe UnsafePointer(cutter.records + first)
    let enough = unsafe martlet_json_extract(
      cutter.index.handle, plan.handle, cutter.records + first, UInt32(count), UInt32(cutter.blockStart), slots,
      Self.capacity, &side)
    precondition(enough != 0, "no memory for the values of a batch")
  }

  private func slot(_ member: CloudTrailMember, _ row: Int) -> martlet_json_slot {
    unsafe slots[member.rawValue * Self.capacity + row]
  }

  /// The value of a path in a record.
  func text(_ path: Int, _ row: Int) -> RecordText? {
    unsafe text(slots[path * Self.capacity + row])
  }

  private func text(_ slot: martlet_json_slot) -> RecordText? {
    guard slot.length & MARTLET_SLOT_CONTAINER == 0 else { return nil }
    let area = unsafe slot.length & MARTLET_SLOT_SIDE != 0 ? UnsafePointer(side.data) : window
    guard let area = unsafe area else { return nil }
    return unsafe RecordText(
      UnsafeBufferPointer(start: area + Int(slot.offset), count: Int(slot.length & MARTLET_SLOT_LENGTH)))
  }

  /// Whether a record is one of CloudTrail's, by its members alone.
  func isRecord(_ row: Int) -> Bool {
    guard let source = text(slot(.eventSource, row)), slot(.eventName, row).length != MARTLET_SLOT_MISSING else {
      return false
    }
    return !source.hasPrefix("aws:")
      && (slot(.eventVersion, row).length != MARTLET_SLOT_MISSING || slot(.identity, row).length != MARTLET_SLOT_MISSING
        || slot(.eventID, row).length != MARTLET_SLOT_MISSING)
  }

  /// When a record's call was made.
  func milliseconds(_ row: Int) -> Int64? { text(slot(.eventTime, row))?.milliseconds }

  /// A record by its members.
  func record(_ row: Int) -> CloudTrailRecord {
    CloudTrailRecord(
      text: { member in text(slot(member, row)) },
      part: { member in
        let place = slot(member, row)
        guard place.length != MARTLET_SLOT_MISSING, place.length & MARTLET_SLOT_CONTAINER != 0 else { return .none }
        return .unread(Part(row: row, place: place))
      })
  }

  /// An object or array of a record.
  struct Part {
    fileprivate var row: Int
    fileprivate var place: martlet_json_slot
  }

  /// Makes the tree of a part from the record's tokens; false when the part is damaged.
  func build(_ part: Part, _ tree: JSONTree) -> Bool {
    guard let index, let records = unsafe records, let window = unsafe window else { return false }
    let start = Int(part.place.offset) - blockStart
    let range = start..<start + Int(part.place.length & MARTLET_SLOT_LENGTH)
    return unsafe tree.build(part: range, of: records + part.row, index, text: window + blockStart)
  }
}
