import MartletColumns
import MartletNative

/// The normal fields of the event that is being mapped.
///
/// A value is either bytes that somebody else keeps until the event is finished, the record's own text as a rule, or
/// composed here. Fields that nobody wants are not kept.
@safe final class NormalValues {
  @safe private struct Value {
    /// `nil` for composed values, which are found by their offset since they may move.
    var start: UnsafePointer<UInt8>?
    var offset = 0
    /// Negative when there is no value.
    var count = -1
  }

  let wanted: NormalFieldSet
  private let values: UnsafeMutablePointer<Value>
  private static let fieldCount = NormalField.allCases.count
  private let composed: UnsafeMutablePointer<martlet_bytes>
  private var composedOfRecord = 0
  /// What is being composed.
  private var draft: [UInt8] = []

  init(wanted: NormalFieldSet) {
    self.wanted = wanted
    wantsResources = NormalField.allCases.contains { $0.isOfResource && wanted.contains($0) }
    wantsLineage = NormalField.allCases.contains { "\($0.name)".hasPrefix("lineage.") && wanted.contains($0) }
    unsafe values = .allocate(capacity: Self.fieldCount)
    unsafe values.initialize(repeating: Value(), count: Self.fieldCount)
    unsafe composed = .allocate(capacity: 1)
    unsafe composed.initialize(to: martlet_bytes())
  }

  deinit {
    unsafe values.deallocate()
    unsafe martlet_bytes_free(composed)
    unsafe composed.deallocate()
  }

  /// Whether anything is wanted that belongs to a resource.
  let wantsResources: Bool
  let wantsLineage: Bool

  func wants(_ field: NormalField) -> Bool { wanted.contains(field) }

  /// Forgets everything: the next record begins.
  func beginRecord() {
    for index in 0..<Self.fieldCount { unsafe values[index].count = -1 }
    unsafe composed.pointee.count = 0
    composedOfRecord = 0
  }

  /// The fields set so far hold for every resource of the record.
  func endRecord() {
    composedOfRecord = unsafe composed.pointee.count
  }

  /// Forgets what belongs to one resource only.
  func beginResource() {
    for index in NormalField.resourceType.rawValue..<Self.fieldCount { unsafe values[index].count = -1 }
    unsafe composed.pointee.count = composedOfRecord
  }

  func set(_ field: NormalField, _ bytes: UnsafeBufferPointer<UInt8>?) {
    guard wanted.contains(field), let bytes = unsafe bytes, let start = bytes.baseAddress else { return }
    unsafe values[field.rawValue] = Value(start: start, count: bytes.count)
  }

  func set(_ field: NormalField, _ node: JSONNode?) {
    unsafe set(field, node?.scalar)
  }

  func set(_ field: NormalField, _ text: StaticString) {
    unsafe set(field, UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  func set(_ field: NormalField, _ truth: Bool) {
    set(field, truth ? "true" as StaticString : "false")
  }

  func set(_ field: NormalField, number: Int64) {
    compose(field) { NumberText.append(number, to: &$0) }
  }

  /// Sets a field to bytes that `body` appends.
  func compose(_ field: NormalField, _ body: (inout [UInt8]) -> Void) {
    guard wanted.contains(field) else { return }
    // Taken out meanwhile: access to a member that others might have is checked every time.
    var text: [UInt8] = []
    swap(&text, &draft)
    body(&text)
    let offset = unsafe composed.pointee.count
    let enough = unsafe martlet_bytes_reserve(composed, max(1, text.count))
    precondition(enough != 0, "no memory for the values of a record")
    unsafe text.withUnsafeBufferPointer { bytes in
      guard let start = bytes.baseAddress, let data = unsafe composed.pointee.data else { return }
      unsafe (data + offset).update(from: start, count: bytes.count)
    }
    unsafe composed.pointee.count += text.count
    unsafe values[field.rawValue] = unsafe Value(start: nil, offset: offset, count: text.count)
    text.removeAll(keepingCapacity: true)
    swap(&text, &draft)
  }

  /// Sets a field to several values, one on a line: the lists of `lineage.*` and of tags.
  func set(_ field: NormalField, lines: [String]) {
    if !lines.isEmpty { set(field, string: lines.joined(separator: "\n")) }
  }

  func set(_ field: NormalField, string text: String?) {
    guard let text else { return }
    compose(field) { $0.append(contentsOf: text.utf8) }
  }

  /// Sets a field if it has no value yet.
  func setDefault(_ field: NormalField, _ text: StaticString) {
    if !isSet(field) { set(field, text) }
  }

  func isSet(_ field: NormalField) -> Bool { unsafe values[field.rawValue].count >= 0 }

  /// The value of a field, if there is one; good until another field is set.
  subscript(field: NormalField) -> UnsafeBufferPointer<UInt8>? {
    let value = unsafe values[field.rawValue]
    guard value.count >= 0 else { return nil }
    if let start = unsafe value.start { return unsafe UnsafeBufferPointer(start: start, count: value.count) }
    return unsafe UnsafeBufferPointer(start: composed.pointee.data + value.offset, count: value.count)
  }
}

extension NormalValues {
  func set(_ field: NormalField, _ text: RecordText?) {
    unsafe set(field, text?.bytes)
  }
}

extension [UInt8] {
  mutating func append(_ text: RecordText) {
    unsafe append(contentsOf: text.bytes)
  }

  mutating func append(_ text: StaticString) {
    unsafe append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  mutating func append(_ node: JSONNode) {
    if let bytes = unsafe node.scalar { unsafe append(contentsOf: bytes) }
  }

  /// Appends bytes with ASCII letters in lower case.
  mutating func appendLowercased(_ bytes: UnsafeBufferPointer<UInt8>) {
    for index in bytes.indices { unsafe append(lowercased(bytes[index])) }
  }
}
