import Glibc
import MartletNative

/// The tree of one record, over text that somebody else keeps.
///
/// Reused from record to record; nodes and their texts are good until the next `build` or `removeAll`.
@safe final class JSONTree {
  private var tree = unsafe martlet_json_tree()
  /// Values that had escapes.
  private var side = unsafe martlet_bytes()
  private var text: UnsafePointer<UInt8>?

  deinit {
    unsafe martlet_json_tree_free(&tree)
    unsafe martlet_bytes_free(&side)
  }

  /// Reads a record of an index that was built over `text`.
  func build(_ record: martlet_json_record, of index: JSONIndex, text: UnsafePointer<UInt8>) -> RecordProblem? {
    unsafe self.text = text
    unsafe side.count = 0
    let status = unsafe withUnsafePointer(to: record) { record in
      unsafe martlet_json_tree_build(index.handle, record, 0, &tree, &side)
    }
    return status == MARTLET_JSON_OK.rawValue ? nil : RecordProblem(status)
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

  var root: JSONNode { JSONNode(tree: self, id: 0) }

  fileprivate func node(_ id: UInt32) -> martlet_json_node { unsafe tree.nodes[Int(id)] }

  fileprivate func bytes(_ slot: martlet_json_slot) -> UnsafeBufferPointer<UInt8> {
    let count = Int(slot.length & MARTLET_SLOT_LENGTH)
    let area = unsafe slot.length & MARTLET_SLOT_SIDE != 0 ? UnsafePointer(side.data) : text
    return unsafe UnsafeBufferPointer(start: area.map { unsafe $0 + Int(slot.offset) }, count: count)
  }
}

/// A value in a record's tree.
struct JSONNode {
  enum Kind {
    case null, text, number, boolean, object, array
  }

  fileprivate let tree: JSONTree
  fileprivate let id: UInt32

  var kind: Kind {
    switch UInt32(tree.node(id).kind) {
    case MARTLET_NODE_TEXT.rawValue: .text
    case MARTLET_NODE_NUMBER.rawValue: .number
    case MARTLET_NODE_BOOLEAN.rawValue: .boolean
    case MARTLET_NODE_OBJECT.rawValue: .object
    case MARTLET_NODE_ARRAY.rawValue: .array
    default: .null
    }
  }

  var key: UnsafeBufferPointer<UInt8> { unsafe tree.bytes(tree.node(id).key) }

  /// The text of a value that is none of null, object and array.
  var scalar: UnsafeBufferPointer<UInt8>? {
    let slot = tree.node(id).value
    guard slot.length & MARTLET_SLOT_CONTAINER == 0 else { return nil }
    return unsafe tree.bytes(slot)
  }

  /// An object or array as it was written.
  var source: UnsafeBufferPointer<UInt8>? {
    var slot = tree.node(id).value
    guard slot.length != MARTLET_SLOT_MISSING, slot.length & MARTLET_SLOT_CONTAINER != 0 else { return nil }
    slot.length &= MARTLET_SLOT_LENGTH
    return unsafe tree.bytes(slot)
  }

  /// The members of an object or the elements of an array, in order; repeated members but the last are left out.
  var children: Children {
    let isContainer = kind == .object || kind == .array
    return Children(tree: tree, id: id + 1, end: isContainer ? tree.node(id).next : id + 1)
  }

  struct Children: Sequence, IteratorProtocol {
    fileprivate let tree: JSONTree
    fileprivate var id: UInt32
    fileprivate let end: UInt32

    mutating func next() -> JSONNode? {
      while id < end {
        let node = tree.node(id)
        let this = id
        id = node.next
        if UInt32(node.kind) != MARTLET_NODE_REMOVED.rawValue { return JSONNode(tree: tree, id: this) }
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
