/// A text of a record, in bytes that somebody else keeps while it is used.
@safe struct RecordText {
  let bytes: UnsafeBufferPointer<UInt8>

  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    unsafe self.bytes = unsafe bytes
  }

  /// `nil` for an empty text: logs write missing values as `""` too.
  init?(filled bytes: UnsafeBufferPointer<UInt8>?) {
    guard let bytes = unsafe bytes, !bytes.isEmpty else { return nil }
    unsafe self.bytes = unsafe bytes
  }

  var count: Int { unsafe bytes.count }
  var isEmpty: Bool { unsafe bytes.isEmpty }
  var string: String { unsafe String(decoding: bytes, as: UTF8.self) }

  func equals(_ text: StaticString) -> Bool { unsafe bytes.equals(text) }
  func hasPrefix(_ text: StaticString) -> Bool { unsafe bytes.hasPrefix(text) }
  func hasSuffix(_ text: StaticString) -> Bool { unsafe bytes.hasSuffix(text) }
  func contains(_ text: StaticString) -> Bool { unsafe bytes.firstRange(of: text) != nil }
  func isSame(as other: RecordText) -> Bool { unsafe equal(bytes, other.bytes) }

  func prefix(beforeFirst byte: UInt8) -> RecordText { unsafe RecordText(bytes.prefix(beforeFirst: byte)) }
  func suffix(afterLast byte: UInt8) -> RecordText { unsafe RecordText(bytes.suffix(afterLast: byte)) }

  func suffix(afterFirst byte: UInt8) -> RecordText? {
    unsafe bytes.suffix(afterFirst: byte).map { unsafe RecordText($0) }
  }

  /// The part after the first `text`; `nil` when there is none.
  func suffix(afterFirst text: StaticString) -> RecordText? {
    guard let start = unsafe bytes.firstRange(of: text) else { return nil }
    return unsafe RecordText(UnsafeBufferPointer(rebasing: bytes[(start + text.utf8CodeUnitCount)...]))
  }

  func dropLast(_ count: Int) -> RecordText {
    unsafe RecordText(UnsafeBufferPointer(rebasing: bytes[..<(bytes.count - count)]))
  }

  var milliseconds: Int64? { unsafe EventTime.parse(bytes) }
  var isAddress: Bool { unsafe NetworkAddress.isAddress(bytes) }
}

extension JSONNode {
  /// The text of a value that is none of null, object and array, unless it is empty.
  var filledText: RecordText? { unsafe RecordText(filled: scalar) }
}
