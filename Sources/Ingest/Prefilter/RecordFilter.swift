import MartletColumns
import MartletNative

/// A condition on the bytes of a record, for passing over records without parsing them.
///
/// It holds for every record whose events meet the `Prefilter` it was made from, and for those that cannot be judged by
/// their bytes: records with escapes, with encoded records inside, and phases of operations, which are judged together.
@safe final class RecordFilter: @unchecked Sendable {
  private indirect enum Condition {
    case anyOf(UInt64)
    case all([Condition])
    case any([Condition])

    func holds(_ hits: UInt64) -> Bool {
      switch self {
      case .anyOf(let needles): hits & needles != 0
      case .all(let conditions): conditions.allSatisfy { $0.holds(hits) }
      case .any(let conditions): conditions.contains { $0.holds(hits) }
      }
    }
  }

  /// More than that take longer to look for than the records to parse: about 0.1 s for each in a gigabyte.
  private static let maximalNeedles = 4

  private let condition: Condition
  private let literals: [Prefilter.Literal]
  /// Conditions on members, whose hits come after those of the needles.
  let members: [MemberCondition]
  /// The bytes of all needles, in a place of their own.
  private let storage: UnsafeMutablePointer<UInt8>
  private let needles: UnsafeMutablePointer<martlet_needle>
  /// Whether records may be phases of operations, which are judged together.
  private let hasPhases: Bool
  /// Whether a needle holds `k` or `s` and ignores case: the Kelvin sign and the long s are the same letters then.
  private let foldsLetters: Bool

  /// `nil` when the condition says nothing about the bytes of records.
  init?(_ prefilter: Prefilter, view: ScanRequest.View) {
    var parts = Parts()
    guard let condition = Self.condition(prefilter, &parts), parts.literals.count <= Self.maximalNeedles else {
      return nil
    }
    self.condition = condition
    let literals = parts.literals
    self.literals = literals
    members = parts.members
    hasPhases = view != .native
    foldsLetters = literals.contains { $0.ignoresCase && $0.bytes.contains { [0x6B, 0x73].contains(lowercased($0)) } }
    unsafe storage = .allocate(capacity: max(1, literals.reduce(0) { $0 + $1.bytes.count }))
    unsafe needles = .allocate(capacity: max(1, literals.count))
    var offset = 0
    for (number, literal) in literals.enumerated() {
      let start = unsafe storage + offset
      for byte in literal.bytes {
        unsafe storage[offset] = literal.ignoresCase ? lowercased(byte) : byte
        offset += 1
      }
      unsafe needles[number] = unsafe martlet_needle(
        bytes: start, length: literal.bytes.count, ignores_case: literal.ignoresCase ? 1 : 0)
    }
  }

  deinit {
    unsafe storage.deallocate()
    unsafe needles.deallocate()
  }

  /// What conditions are made of.
  private struct Parts {
    var literals: [Prefilter.Literal] = []
    var members: [MemberCondition] = []
  }

  private static func condition(_ prefilter: Prefilter, _ parts: inout Parts) -> Condition? {
    switch prefilter {
    case .field(let field, let wanted):
      let trace = FieldTrace.of(field)
      let needles = wanted.map { trace.needle(for: $0) }
      if let members = FieldTrace.members(of: field) { return member(members, needles, &parts) }
      return anyOf(needles, &parts)
    case .anyField(let wanted):
      return anyOf(wanted.map { FreeText.needle(for: $0) }, &parts)
    case .all(let all):
      let conditions = all.compactMap { condition($0, &parts) }
      return conditions.isEmpty ? nil : .all(conditions)
    case .any(let any):
      var conditions: [Condition] = []
      for part in any {
        guard let condition = condition(part, &parts) else { return nil }
        conditions.append(condition)
      }
      return conditions.isEmpty ? nil : .any(conditions)
    }
  }

  private static func anyOf(_ wanted: [Prefilter.Literal?], _ parts: inout Parts) -> Condition? {
    var needles: UInt64 = 0
    for literal in wanted {
      guard let literal, !literal.bytes.isEmpty else { return nil }
      let number: Int
      if let known = parts.literals.firstIndex(of: literal) {
        number = known
      } else {
        number = parts.literals.count
        parts.literals.append(literal)
      }
      guard number < firstMemberBit else { return nil }
      needles |= 1 << UInt64(number)
    }
    return wanted.isEmpty ? nil : .anyOf(needles)
  }

  /// The hits of needles take the lower bits, those of members the upper ones.
  private static let firstMemberBit = 48
  private static let allNeedles: UInt64 = 1 << UInt64(firstMemberBit) - 1
  private static let allMembers: UInt64 = ~allNeedles

  private static func member(
    _ members: (keys: [String], textKeyCount: Int), _ wanted: [Prefilter.Literal?], _ parts: inout Parts
  ) -> Condition? {
    let literals = wanted.compactMap { $0 }.filter { !$0.bytes.isEmpty }
    guard !literals.isEmpty, literals.count == wanted.count else { return nil }
    let condition = MemberCondition(keys: members.keys, textKeyCount: members.textKeyCount, literals: literals)
    let number = parts.members.firstIndex(of: condition) ?? parts.members.count
    guard firstMemberBit + number < 64 else { return nil }
    if number == parts.members.count { parts.members.append(condition) }
    return .anyOf(1 << UInt64(firstMemberBit + number))
  }

  /// Whether the condition holds for the hits, and whether it could if the record hid values.
  private func judge(_ hits: UInt64) -> (hits: UInt64, holds: Bool, mayHold: Bool) {
    (hits, condition.holds(hits), condition.holds(hits | Self.allNeedles))
  }

  /// Marks the records that are of no interest. `tests` are those of `members`.
  func passOver(
    _ records: UnsafeMutablePointer<martlet_json_record>, count: Int, of text: UnsafePointer<UInt8>, _ index: JSONIndex,
    _ tests: [MemberTest]
  ) {
    unsafe withUnsafeTemporaryAllocation(of: UInt64.self, capacity: max(1, count)) { buffer in
      guard let hits = buffer.baseAddress else { return }
      unsafe martlet_needles_mark(text, records, UInt32(count), needles, UInt32(literals.count), hits)
      for (number, test) in tests.enumerated() {
        unsafe test.mark(index, records, count: count, bit: 1 << UInt64(Self.firstMemberBit + number), hits)
      }
      // Most records have the same hits as one of the last two kinds.
      var known = judge(.max)
      var other = known
      for number in 0..<count where unsafe records[number].status == MARTLET_JSON_OK.rawValue {
        let found = unsafe hits[number]
        if found != known.hits {
          swap(&known, &other)
          if found != known.hits { known = judge(found) }
        }
        if known.holds { continue }
        // What members rule out is out, whatever else the record or others of its operation hold.
        if known.mayHold {
          let length = unsafe Int(records[number].end - records[number].start)
          let start = unsafe text + Int(records[number].start)
          if unsafe martlet_json_hides_values(start, length, hasPhases ? 1 : 0, foldsLetters ? 1 : 0) != 0 { continue }
        }
        unsafe records[number].status = Int32(MARTLET_JSON_PASSED_OVER.rawValue)
      }
    }
  }

  /// Whether an operation is of interest, given the bytes of all of its records. What its name decides was decided with
  /// each of them.
  func holds(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    var hits = Self.allMembers
    for number in 0..<literals.count {
      let occurs = unsafe martlet_needle_occurs(text.baseAddress, text.count, needles + number) != 0
      if occurs { hits |= 1 << UInt64(number) }
    }
    if condition.holds(hits) { return true }
    return unsafe martlet_json_hides_values(text.baseAddress, text.count, 0, foldsLetters ? 1 : 0) != 0
  }
}

/// What a record must hold for any of its events' fields to contain a text.
private enum FreeText {
  /// Fields of native events are partly made up and partly changed in case; those which are composed of several values
  /// have a `:`, `/` or `,` between them, and times are written anew.
  static func needle(for literal: Prefilter.Literal) -> Prefilter.Literal? {
    let joints = Array(":/,".utf8)
    if FieldTrace.mayBeHash(literal) || literal.bytes.contains(where: { joints.contains($0) }) { return nil }
    let text = literal.bytes.map { lowercased($0) }
    if words.contains(where: { word in word.count >= text.count && contains(word, text) }) { return nil }
    return FieldTrace.folded.needle(for: literal)
  }

  private static func contains(_ word: [UInt8], _ text: [UInt8]) -> Bool {
    (0...(word.count - text.count)).contains { word[$0..<($0 + text.count)].elementsEqual(text) }
  }

  /// What mappings write without finding it in the record.
  private static let words: [[UInt8]] = {
    var words = [
      "success", "failure", "unknown", "true", "false", "event", "aws", "azure", "gcp", "start", "accept", "other",
      "first",
      "last", "snapshot", "disk", "image", "restore_point", "recovery_point", "machine_image", "launch_state", "root",
      "cloudresourcemodification", "cloudresourceread", "aws.cloudtrail", "azure.activitylogs", "gcp.audit",
      "microsoft",
      "google", "azure cli", "azure powershell", "azure portal", "azure backup management service",
      "azure site recovery",
    ]
    words += ResourceRule.types + GenericResources.types
    return words.map { Array($0.lowercased().utf8) }
  }()
}
