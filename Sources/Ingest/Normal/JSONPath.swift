import MartletColumns

/// A flattened name, `a.b[0].c`, looked up in trees.
///
/// Keys may hold dots and brackets themselves, so the name is not taken apart beforehand: it is matched against the
/// keys that are there.
struct JSONPath: Sendable, Equatable {
  private let name: [UInt8]

  init(_ name: String) {
    self.name = Array(name.utf8)
  }

  /// The name up to its first dot or bracket: every key that may begin it starts like that.
  fileprivate var head: [UInt8] {
    Array(name.prefix { $0 != UInt8(ascii: ".") && $0 != UInt8(ascii: "[") })
  }

  var string: String { String(decoding: name, as: UTF8.self) }

  /// The scalar of that name in a record.
  func find(in node: JSONNode) -> JSONNode? {
    unsafe name.withUnsafeBufferPointer { name in unsafe Self.member(node, name) }
  }

  private static func member(_ node: JSONNode, _ name: UnsafeBufferPointer<UInt8>) -> JSONNode? {
    for child in node.children {
      let key = unsafe child.key
      guard key.count <= name.count else { continue }
      guard unsafe equal(key, UnsafeBufferPointer(rebasing: name[..<key.count])) else { continue }
      if let found = unsafe rest(child, UnsafeBufferPointer(rebasing: name[key.count...])) { return found }
    }
    return nil
  }

  /// The value that `rest` leads to from a node that was reached.
  private static func rest(_ node: JSONNode, _ rest: UnsafeBufferPointer<UInt8>) -> JSONNode? {
    guard let first = unsafe rest.first else { return unsafe node.scalar == nil ? nil : node }
    switch node.kind {
    case .object where first == UInt8(ascii: "."):
      return unsafe member(node, UnsafeBufferPointer(rebasing: rest[1...]))
    case .array where first == UInt8(ascii: "["):
      var number = 0
      var index = 1
      while index < rest.count, unsafe rest[index] &- 0x30 < 10, index < 10 {
        unsafe number = number * 10 + Int(rest[index] &- 0x30)
        index += 1
      }
      guard index > 1, index < rest.count, unsafe rest[index] == UInt8(ascii: "]") else { return nil }
      for (position, child) in node.children.enumerated() where position == number {
        return unsafe Self.rest(child, UnsafeBufferPointer(rebasing: rest[(index + 1)...]))
      }
      return nil
    default:
      return nil
    }
  }
}

/// Paths that begin with the same member, so that a record without it is asked once and not for each of them.
struct JSONPathGroup: Sendable {
  /// What the first member's key starts with.
  private let head: [UInt8]
  private(set) var paths: [(column: Int, path: JSONPath)]

  /// The paths in groups, in the order of their first ones.
  static func groups(_ paths: [(column: Int, path: JSONPath)]) -> [JSONPathGroup] {
    var groups: [JSONPathGroup] = []
    for entry in paths {
      let head = entry.path.head
      if let known = groups.firstIndex(where: { $0.head == head }) {
        groups[known].paths.append(entry)
      } else {
        groups.append(JSONPathGroup(head: head, paths: [entry]))
      }
    }
    return groups
  }

  /// Whether a record may have any of the paths.
  func mayStand(in node: JSONNode) -> Bool {
    node.children.contains { child in
      let key = unsafe child.key
      guard key.count >= head.count else { return false }
      return unsafe head.withUnsafeBufferPointer { unsafe equal($0, UnsafeBufferPointer(rebasing: key[..<head.count])) }
    }
  }
}

/// Where a demanded field of a native event comes from.
enum NativeColumn: Sendable {
  case normal(NormalField)
  case path(JSONPath)
  case time
  case rawString

  init(_ field: String) {
    if field == "@timestamp" {
      self = .time
    } else if field == "@rawstring" {
      self = .rawString
    } else if let normal = NormalField.byName[field] {
      self = .normal(normal)
    } else {
      // A bare native name means the native record's own member.
      self = .path(JSONPath(field.hasPrefix("Vendor.") ? String(field.dropFirst(7)) : field))
    }
  }
}
