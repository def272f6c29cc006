import Glibc
import MartletColumns

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
    var rows: [UInt32] = []
    var starts: [UInt32] = []
    var lengths: [UInt32] = []
  }

  private var nodes: [Node] = [Node(name: [])]
  private var fields: [Field] = []
  private var fieldsByName: [[UInt8]: Int] = [:]
  private var storage: [UInt8] = []

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

  /// Sets the field of a place. Rows come in order; a second value for a row replaces the first.
  mutating func set(_ path: Path, row: Int, _ value: UnsafeBufferPointer<UInt8>) {
    let field = field(of: path)
    if let last = fields[field].rows.last, last == UInt32(row) {
      fields[field].starts[fields[field].starts.count - 1] = UInt32(storage.count)
      fields[field].lengths[fields[field].lengths.count - 1] = UInt32(value.count)
    } else {
      fields[field].rows.append(UInt32(row))
      fields[field].starts.append(UInt32(storage.count))
      fields[field].lengths.append(UInt32(value.count))
    }
    unsafe storage.append(contentsOf: value)
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
      fields.append(Field(name: name))
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

  /// Calls `body` with the value of a field in the row that was last written to it.
  mutating func withValue<Result>(
    _ name: String, row: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Result?
  ) -> Result? {
    guard let field = fieldsByName[Array(name.utf8)], fields[field].rows.last == UInt32(row),
      let start = fields[field].starts.last, let length = fields[field].lengths.last
    else { return nil }
    return unsafe storage.withUnsafeBufferPointer { bytes in
      unsafe body(UnsafeBufferPointer(rebasing: bytes[Int(start)..<Int(start + length)]))
    }
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
  consuming func finish(rowCount: Int) -> [(name: String, column: Column)] {
    let storage = storage
    return fields.map { field in
      var builder = TextColumnBuilder(rowCapacity: rowCount)
      for (row, (start, length)) in zip(field.rows, zip(field.starts, field.lengths)) {
        while builder.rowCount < Int(row) { builder.appendMissing() }
        builder.append(storage[Int(start)..<Int(start + length)])
      }
      while builder.rowCount < rowCount { builder.appendMissing() }
      return (String(decoding: field.name, as: UTF8.self), .text(builder.finish()))
    }
  }
}
