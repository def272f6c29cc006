import Glibc
import MartletColumns
import MartletNative

/// Gathers whole events into columns when their fields are not known beforehand.
///
/// Field names are built from the path of a value in its record and remembered as a tree, so that a name is written
/// out once per field and not once per value.
struct FieldCollector: ~Copyable {
  /// A place in a record from which named values descend.
  struct Path: Hashable {
    fileprivate var id: Int
  }

  private struct Child {
    var key: [UInt8]
    var path: Int
  }

  private struct Node {
    var name: [UInt8]
    var children: [Child] = []
    /// Which child the next look-up probably wants: the one after the last.
    var hint = 0
    var field: Int?
  }

  private struct Field {
    var name: [UInt8]
    var slots: [martlet_json_slot]
  }

  private let rowCount: Int
  /// What most values stand in; others are copied to `side`.
  private let window: Window
  private var side: [UInt8] = []
  private var nodes: [Node] = [Node(name: [])]
  private var fields: [Field] = []
  private var fieldsByName: [[UInt8]: Int] = [:]

  init(rowCount: Int, window: Window) {
    self.rowCount = rowCount
    self.window = window
  }

  /// The root: members of it are fields of their own name.
  static var top: Path { Path(id: 0) }

  /// The place below `path`; `separator` stands before the key except at the root.
  mutating func path(_ parent: Path, _ key: UnsafeBufferPointer<UInt8>, separator: StaticString = ".") -> Path {
    let children = nodes[parent.id].children
    let hint = nodes[parent.id].hint
    for step in 0..<children.count {
      let index = hint + step < children.count ? hint + step : hint + step - children.count
      let isSame = unsafe children[index].key.withUnsafeBufferPointer { unsafe equal($0, key) }
      if isSame {
        nodes[parent.id].hint = index + 1 < children.count ? index + 1 : 0
        return Path(id: children[index].path)
      }
    }
    var name = nodes[parent.id].name
    if parent.id != 0 {
      unsafe name.append(
        contentsOf: UnsafeBufferPointer(start: separator.utf8Start, count: separator.utf8CodeUnitCount))
    }
    unsafe name.append(contentsOf: key)
    nodes[parent.id].children.append(Child(key: unsafe Array(key), path: nodes.count))
    nodes.append(Node(name: name))
    return Path(id: nodes.count - 1)
  }

  /// The place of an element of an array.
  mutating func path(_ parent: Path, element: Int) -> Path {
    var key: [UInt8] = [UInt8(ascii: "[")]
    NumberText.append(Int64(element), to: &key)
    key.append(UInt8(ascii: "]"))
    return unsafe key.withUnsafeBufferPointer { unsafe path(parent, $0, separator: "") }
  }

  /// Sets the field of a place; a second value for a row replaces the first.
  mutating func set(_ path: Path, row: Int, _ value: UnsafeBufferPointer<UInt8>) {
    let field = field(of: path)
    if let place = unsafe window.place(of: value) {
      fields[field].slots[row] = .window(place)
    } else {
      fields[field].slots[row] = martlet_json_slot(
        offset: UInt32(side.count), length: UInt32(value.count) | MARTLET_SLOT_SIDE)
      unsafe side.append(contentsOf: value)
    }
  }

  private mutating func field(of path: Path) -> Int {
    if let field = nodes[path.id].field { return field }
    let name = nodes[path.id].name
    let field: Int
    if let known = fieldsByName[name] {
      field = known
    } else {
      field = fields.count
      fieldsByName[name] = field
      fields.append(Field(name: name, slots: Array(repeating: .missing, count: rowCount)))
    }
    nodes[path.id].field = field
    return field
  }

  mutating func set(_ name: String, row: Int, _ value: UnsafeBufferPointer<UInt8>) {
    var name = name
    let place = name.withUTF8 { unsafe path(Self.top, $0) }
    unsafe set(place, row: row, value)
  }

  mutating func set(_ name: String, row: Int, _ value: String) {
    var value = value
    value.withUTF8 { unsafe set(name, row: row, $0) }
  }

  /// Calls `body` with the value of a field in a row.
  mutating func withValue<Result>(
    _ name: String, row: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Result?
  ) -> Result? {
    guard let field = fieldsByName[Array(name.utf8)] else { return nil }
    let slot = fields[field].slots[row]
    guard slot.length & MARTLET_SLOT_CONTAINER == 0 else { return nil }
    let range = Int(slot.offset)..<Int(slot.offset) + Int(slot.length & MARTLET_SLOT_LENGTH)
    if slot.length & MARTLET_SLOT_SIDE == 0 {
      return unsafe body(UnsafeBufferPointer(start: window.text + range.lowerBound, count: range.count))
    }
    return unsafe side.withUnsafeBufferPointer { unsafe body(UnsafeBufferPointer(rebasing: $0[range])) }
  }

  /// Sets every value of a record, flattened: `a.b`, `a[0].c`. Null is no value.
  mutating func flatten(_ node: JSONNode, at path: Path, row: Int) {
    switch node.kind {
    case .null: return
    case .object:
      for child in node.children {
        unsafe flatten(child, at: self.path(path, child.key), row: row)
      }
    case .array:
      for (number, child) in node.children.enumerated() where child.kind != .null {
        flatten(child, at: self.path(path, element: number), row: row)
      }
    case .text, .number, .boolean:
      if let value = unsafe node.scalar { unsafe set(path, row: row, value) }
    }
  }

  /// The columns of all fields, in the order in which they were first seen.
  consuming func finish() -> [(name: String, column: Column)] {
    let window = window
    let rowCount = rowCount
    let fields = fields
    return unsafe side.withUnsafeBufferPointer { side in
      fields.map { field in
        let column = unsafe field.slots.withUnsafeBufferPointer { slots in
          var source = unsafe martlet_slot_column(
            slots: slots.baseAddress, rows: UInt32(rowCount), block: window.text, side: side.baseAddress)
          return unsafe SlotColumn.dictionary(&source).map { .dictionary($0) } ?? Column.text(SlotColumn.text(&source))
        }
        return (String(decoding: field.name, as: UTF8.self), column)
      }
    }
  }
}
