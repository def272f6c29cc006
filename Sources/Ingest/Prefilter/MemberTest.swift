import MartletColumns
import MartletNative

/// A condition on the value of one member of a record, however many literals it allows.
///
/// Looking for many literals in all of a record would cost more than parsing it, and would find them in places that do
/// not count. What decides which events are wanted is mostly the operation, whose name stands in one of a few members.
struct MemberCondition: Sendable, Equatable {
  /// The members, those first that count only when they hold a text.
  var keys: [String]
  var textKeyCount: Int
  var literals: [Prefilter.Literal]
}

/// The test of a condition, with what it remembers: for one worker.
@safe final class MemberTest {
  /// Members in which envelopes keep records as text, encoded or not (`RecordContent`).
  private static let hidingKeys = ["CloudTrailEvent", "eventData", "logEvents", "data"]

  private let handle: OpaquePointer

  init(_ condition: MemberCondition) {
    let keys = (condition.keys + Self.hidingKeys).map { Array($0.utf8) }
    let literals = condition.literals.map { $0.ignoresCase ? $0.bytes.map { lowercased($0) } : $0.bytes }
    let storage = (keys + literals).flatMap { $0 }
    let made = unsafe storage.withUnsafeBufferPointer { storage -> OpaquePointer? in
      var needles: [martlet_needle] = unsafe []
      var offset = 0
      let texts = keys + literals
      for number in texts.indices {
        let bytes = texts[number]
        let ignoresCase = number >= keys.count && condition.literals[number - keys.count].ignoresCase
        let start = unsafe storage.baseAddress?.advanced(by: offset)
        let needle = unsafe martlet_needle(bytes: start, length: bytes.count, ignores_case: ignoresCase ? 1 : 0)
        unsafe needles.append(needle)
        offset += bytes.count
      }
      return unsafe needles.withUnsafeBufferPointer { needles in
        let first = unsafe needles.baseAddress?.advanced(by: keys.count)
        return unsafe martlet_member_test_new(
          needles.baseAddress, UInt32(condition.keys.count), UInt32(condition.textKeyCount), UInt32(Self.hidingKeys.count),
          first, UInt32(literals.count))
      }
    }
    guard let made = unsafe made else { preconditionFailure("no memory for a test of members") }
    unsafe handle = made
  }

  deinit {
    unsafe martlet_member_test_free(handle)
  }

  /// Sets `bit` in the hits of the records that may meet the condition.
  func mark(
    _ index: JSONIndex, _ records: UnsafeMutablePointer<martlet_json_record>, count: Int, bit: UInt64,
    _ hits: UnsafeMutablePointer<UInt64>
  ) {
    unsafe martlet_member_test_mark(handle, index.handle, records, UInt32(count), bit, hits)
  }
}
