import Glibc

/// Comparing and taking apart the texts of a record without making strings of them.
extension JSONNode {
  func equals(_ text: StaticString) -> Bool {
    guard let value = unsafe scalar else { return false }
    return unsafe equal(value, UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  func equalsIgnoringCase(_ text: StaticString) -> Bool {
    guard let value = unsafe scalar, value.count == text.utf8CodeUnitCount else { return false }
    for index in 0..<value.count where unsafe lowercased(value[index]) != lowercased(text.utf8Start[index]) {
      return false
    }
    return true
  }

  func hasPrefix(_ text: StaticString) -> Bool {
    guard let value = unsafe scalar else { return false }
    return unsafe value.hasPrefix(text)
  }

  func hasSuffix(_ text: StaticString) -> Bool {
    guard let value = unsafe scalar else { return false }
    return unsafe value.hasSuffix(text)
  }

  func contains(_ text: StaticString) -> Bool {
    guard let value = unsafe scalar else { return false }
    return unsafe value.firstRange(of: text) != nil
  }

  /// The value as a `String`, for what is rare.
  var string: String? {
    guard let value = unsafe scalar else { return nil }
    return unsafe String(decoding: value, as: UTF8.self)
  }

  var isEmptyText: Bool {
    guard let value = unsafe scalar else { return false }
    return value.isEmpty
  }

  /// The value, or `nil` for one without any text: logs write missing values as `""` too.
  var filled: JSONNode? { isEmptyText || kind == .null ? nil : self }

  /// The first of some members that has a value.
  func first(_ keys: StaticString...) -> JSONNode? {
    for key in keys {
      if let member = self[key], member.kind != .null { return member }
    }
    return nil
  }

  /// A member whose key starts with either a small or a capital letter: the two EC2 styles differ in it.
  func member(_ key: StaticString) -> JSONNode? {
    guard kind == .object else { return nil }
    let count = key.utf8CodeUnitCount
    for child in children {
      let own = unsafe child.key
      guard own.count == count, count > 0, unsafe lowercased(own[0]) == lowercased(key.utf8Start[0]) else { continue }
      let isSame = unsafe memcmp(own.baseAddress! + 1, key.utf8Start + 1, count - 1) == 0
      if isSame { return child }
    }
    return nil
  }
}

func lowercased(_ byte: UInt8) -> UInt8 { byte &- 0x41 < 26 ? byte | 0x20 : byte }

extension UnsafeBufferPointer<UInt8> {
  func equals(_ text: StaticString) -> Bool {
    unsafe count == text.utf8CodeUnitCount && hasPrefix(text)
  }

  func hasPrefix(_ text: StaticString) -> Bool {
    let count = text.utf8CodeUnitCount
    guard self.count >= count, let start = baseAddress else { return count == 0 }
    return unsafe memcmp(start, text.utf8Start, count) == 0
  }

  func hasSuffix(_ text: StaticString) -> Bool {
    let count = text.utf8CodeUnitCount
    guard self.count >= count, let start = baseAddress else { return count == 0 }
    return unsafe memcmp(start + (self.count - count), text.utf8Start, count) == 0
  }

  func firstRange(of text: StaticString) -> Int? {
    let length = text.utf8CodeUnitCount
    var at = 0
    while at + length <= count {
      let rest = unsafe UnsafeBufferPointer(rebasing: self[at...])
      if unsafe rest.hasPrefix(text) { return at }
      guard let next = unsafe firstPlace(of: text.utf8Start[0], in: rest.baseAddress! + 1, count: rest.count - 1) else {
        return nil
      }
      at += next + 1
    }
    return nil
  }

  /// The part after the last `byte`, or all of it.
  func suffix(afterLast byte: UInt8) -> UnsafeBufferPointer<UInt8> {
    guard let start = baseAddress, let index = unsafe lastPlace(of: byte, in: start, count: count) else {
      return unsafe self
    }
    return unsafe UnsafeBufferPointer(rebasing: self[(index + 1)...])
  }

  /// The part before the first `byte`, or all of it.
  func prefix(beforeFirst byte: UInt8) -> UnsafeBufferPointer<UInt8> {
    guard let start = baseAddress, let index = unsafe firstPlace(of: byte, in: start, count: count) else {
      return unsafe self
    }
    return unsafe UnsafeBufferPointer(rebasing: self[..<index])
  }

  /// The part after the first `byte`; `nil` when there is none.
  func suffix(afterFirst byte: UInt8) -> UnsafeBufferPointer<UInt8>? {
    guard let start = baseAddress, let index = unsafe firstPlace(of: byte, in: start, count: count) else { return nil }
    return unsafe UnsafeBufferPointer(rebasing: self[(index + 1)...])
  }
}
