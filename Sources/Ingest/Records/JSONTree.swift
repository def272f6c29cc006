import Glibc
import MartletNative

/// The tree of one record, over text that somebody else keeps.
///
/// Reused from record to record; nodes and their texts are good until the next `build`, or until the tree goes.
@safe final class JSONTree {
  @safe fileprivate struct Storage {
    var tree = unsafe martlet_json_tree()
    /// Values that had escapes.
    var side = unsafe martlet_bytes()
    var text: UnsafePointer<UInt8>?
  }

  /// In a place of its own, so that nodes can refer to it without counting references.
  private let storage: UnsafeMutablePointer<Storage>

  init() {
    unsafe storage = .allocate(capacity: 1)
    unsafe storage.initialize(to: Storage())
  }

  deinit {
    unsafe martlet_json_tree_free(&storage.pointee.tree)
    unsafe martlet_bytes_free(&storage.pointee.side)
    unsafe storage.deallocate()
  }

  /// Reads a record of an index that was built over `text`.
  func build(_ record: martlet_json_record, of index: JSONIndex, text: UnsafePointer<UInt8>) -> RecordProblem? {
    unsafe storage.pointee.text = unsafe text
    unsafe storage.pointee.side.count = 0
    let status = unsafe withUnsafePointer(to: record) { record in
      unsafe martlet_json_tree_build(index.handle, record, 0, &storage.pointee.tree, &storage.pointee.side)
    }
    return status == MARTLET_JSON_OK.rawValue ? nil : RecordProblem(status)
  }

  /// Reads an object or array that stands in a record at bytes `range` of the index's text; false when it is damaged.
  func build(
    part range: Range<Int>, of record: UnsafePointer<martlet_json_record>, _ index: JSONIndex, text: UnsafePointer<UInt8>
  ) -> Bool {
    var part = martlet_json_record()
    let isFound = unsafe martlet_json_part(
      index.handle, record, UInt32(range.lowerBound), UInt32(range.upperBound), &part)
    return unsafe isFound != 0 && build(part, of: index, text: text) == nil
  }

  /// Reads the one JSON value that `bytes` hold, which stay in place while the tree is used.
  func build(_ bytes: UnsafeBufferPointer<UInt8>, index: JSONIndex) -> RecordProblem? {
    guard let start = bytes.baseAddress else { return .grammar }
    let status = unsafe index.build(start, count: bytes.count)
    guard status == MARTLET_JSON_OK.rawValue else { return RecordProblem(status) }
    var alone = martlet_json_position(place: Int32(MARTLET_PLACE_ELEMENT.rawValue), is_wrapped: 0)
    var token: UInt32 = 0
    var count: UInt32 = 0
    var offset: UInt32 = 0
    var record = martlet_json_record()
    _ = unsafe martlet_json_cut(index.handle, &alone, &token, &record, 1, &count, &offset)
    guard count == 1 else { return .brackets }
    return unsafe build(record, of: index, text: start)
  }

  var root: JSONNode { unsafe JSONNode(storage: storage, id: 0) }
}

/// A value in a record's tree, which must be kept while the node is used.
@safe struct JSONNode {
  enum Kind {
    case null, text, number, boolean, object, array
  }

  fileprivate let storage: UnsafePointer<JSONTree.Storage>
  fileprivate let id: UInt32

  fileprivate init(storage: UnsafePointer<JSONTree.Storage>, id: UInt32) {
    unsafe self.storage = unsafe storage
    self.id = id
  }

  /// Whether it is a whole record.
  var isRoot: Bool { id == 0 }

  private var node: UnsafeMutablePointer<martlet_json_node> {
    unsafe storage.pointee.tree.nodes + Int(id)
  }

  private func bytes(_ slot: martlet_json_slot) -> UnsafeBufferPointer<UInt8> {
    let count = Int(slot.length & MARTLET_SLOT_LENGTH)
    let isAside = slot.length & MARTLET_SLOT_SIDE != 0
    let area = unsafe isAside ? UnsafePointer(storage.pointee.side.data) : storage.pointee.text
    return unsafe UnsafeBufferPointer(start: area.map { unsafe $0 + Int(slot.offset) }, count: count)
  }

  var kind: Kind {
    switch unsafe UInt32(node.pointee.kind) {
    case MARTLET_NODE_TEXT.rawValue: .text
    case MARTLET_NODE_NUMBER.rawValue: .number
    case MARTLET_NODE_BOOLEAN.rawValue: .boolean
    case MARTLET_NODE_OBJECT.rawValue: .object
    case MARTLET_NODE_ARRAY.rawValue: .array
    default: .null
    }
  }

  var key: UnsafeBufferPointer<UInt8> { unsafe bytes(node.pointee.key) }

  /// The text of a value that is none of null, object and array.
  var scalar: UnsafeBufferPointer<UInt8>? {
    let slot = unsafe node.pointee.value
    guard slot.length & MARTLET_SLOT_CONTAINER == 0 else { return nil }
    return unsafe bytes(slot)
  }

  /// An object or array as it was written.
  var source: UnsafeBufferPointer<UInt8>? {
    var slot = unsafe node.pointee.value
    guard slot.length != MARTLET_SLOT_MISSING, slot.length & MARTLET_SLOT_CONTAINER != 0 else { return nil }
    slot.length &= MARTLET_SLOT_LENGTH
    return unsafe bytes(slot)
  }

  /// The members of an object or the elements of an array, in order; repeated members but the last are left out.
  var children: Children {
    let isContainer = kind == .object || kind == .array
    return unsafe Children(storage: storage, id: id + 1, end: isContainer ? node.pointee.next : id + 1)
  }

  @safe struct Children: Sequence, IteratorProtocol {
    private let storage: UnsafePointer<JSONTree.Storage>
    private var id: UInt32
    private let end: UInt32

    fileprivate init(storage: UnsafePointer<JSONTree.Storage>, id: UInt32, end: UInt32) {
      unsafe self.storage = unsafe storage
      self.id = id
      self.end = end
    }

    mutating func next() -> JSONNode? {
      while id < end {
        let node = unsafe storage.pointee.tree.nodes + Int(id)
        let this = id
        id = unsafe node.pointee.next
        if unsafe UInt32(node.pointee.kind) != MARTLET_NODE_REMOVED.rawValue {
          return unsafe JSONNode(storage: storage, id: this)
        }
      }
      return nil
    }
  }

  /// A member of an object.
  subscript(key: StaticString) -> JSONNode? {
    guard kind == .object else { return nil }
    let wanted = unsafe UnsafeBufferPointer(start: key.utf8Start, count: key.utf8CodeUnitCount)
    for child in children where unsafe equal(child.key, wanted) { return child }
    return nil
  }
}

/// Whether two runs of bytes are the same.
func equal(_ left: UnsafeBufferPointer<UInt8>, _ right: UnsafeBufferPointer<UInt8>) -> Bool {
  guard left.count == right.count else { return false }
  guard let a = left.baseAddress, let b = right.baseAddress else { return true }
  return unsafe memcmp(a, b, left.count) == 0
}
