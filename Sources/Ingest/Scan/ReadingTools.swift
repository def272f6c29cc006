import MartletColumns
import MartletNative
import Synchronization

/// What a unit reads with, handed on from unit to unit: getting it anew for each of many small files would cost more
/// than reading them.
///
/// Used by one unit at a time, which is why it can pass between threads.
@safe final class ReadingTools: @unchecked Sendable {
  let index = JSONIndex()
  let records: UnsafeMutablePointer<martlet_json_record>
  let recordCapacity = 1024
  let table: SlotTable
  let mapper: NativeMapper
  let cloudTrail: CloudTrailSlots
  let memberTests: [MemberTest]
  let windows: WindowPool
  /// Trees of records inside records, by depth.
  private var trees: [(tree: JSONTree, index: JSONIndex)] = []

  init(_ demand: Demand, _ windows: WindowPool) {
    unsafe records = .allocate(capacity: recordCapacity)
    table = SlotTable(columnCount: demand.columnCount, capacity: max(1, demand.request.batchSize))
    mapper = NativeMapper(wanted: demand.normalFields)
    cloudTrail = CloudTrailSlots(demand)
    memberTests = demand.filter?.members.map { MemberTest($0) } ?? []
    self.windows = windows
  }

  deinit {
    unsafe records.deallocate()
  }

  func tree(_ depth: Int) -> (tree: JSONTree, index: JSONIndex) {
    while trees.count <= depth { trees.append((JSONTree(), JSONIndex())) }
    return trees[depth]
  }
}

/// Windows that are out of use, for those who need one.
final class WindowPool: Sendable {
  /// Pages that were touched once stay in memory, so the pool keeps few.
  private static let keptBytes = 32 << 20

  private struct Spare {
    var windows: [Window] = []
    var bytes = 0
  }

  private let spare = Mutex(Spare())

  /// An empty window of at least the given capacity.
  func window(_ capacity: Int) -> Window {
    let rounded = Self.rounded(capacity)
    let known = spare.withLock { spare -> Window? in
      guard let index = spare.windows.lastIndex(where: { $0.capacity == rounded }) else { return nil }
      spare.bytes -= rounded
      return spare.windows.remove(at: index)
    }
    guard let known else { return Window(capacity: rounded) }
    known.removeAll()
    return known
  }

  /// Takes a window back, unless somebody still refers to it.
  func recycle(_ window: inout Window) {
    let capacity = window.capacity
    guard capacity > 0, capacity == Self.rounded(capacity), isKnownUniquelyReferenced(&window) else { return }
    let retired = window
    window = Window(capacity: 0)
    spare.withLock { spare in
      guard spare.bytes + capacity <= Self.keptBytes else { return }
      spare.bytes += capacity
      spare.windows.append(retired)
    }
  }

  /// Capacities are powers of two, so that windows fit again.
  private static func rounded(_ capacity: Int) -> Int {
    var rounded = 256
    while rounded < capacity { rounded *= 2 }
    return rounded
  }
}
