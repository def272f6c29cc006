import MartletColumns

/// What the bytes of a record must hold for one of its fields to contain a literal.
///
/// A field has one trace for all shapes of records: the weakest, since the shape is not known before parsing. Records
/// with JSON escapes are never filtered, so values count as verbatim although escapes may hide them.
enum FieldTrace {
  /// The record holds the value as it is.
  case verbatim
  /// It holds the value, maybe in another case.
  case folded
  /// It holds the value as it is, unless that is a hash of the record.
  case verbatimOrHash
  /// It holds the parts of the value between these bytes.
  case parts(UInt8)
  /// It need not hold the value: nothing can be said.
  case derived

  static func of(_ field: String) -> FieldTrace {
    guard let normal = NormalField.byName[field] else { return field == "@timestamp" ? .derived : .verbatim }
    switch normal {
    case .simpleName, .kind, .module, .dataset, .outcome, .vendor, .provider, .timestamp, .isService, .resourceType,
      .operationIndex, .operationPhases, .lineageSourceKind, .lineageIsRoot, .lineageLinks, .lineageSources,
      .lineageDisks, .lineageDisksGone, .lineageForced, .lineageDeletesOld, .lineageCreates, .lineageEphemeral,
      .lineageChange, .lineageAlias, .lineageSourceID, .lineageParentID, .lineageInstanceID, .lineageVolumeID,
      .resourceTags:
      return .derived
    case .aid:
      return .parts(UInt8(ascii: ":"))
    case .actorUserName, .userName:
      return .parts(UInt8(ascii: "/"))
    case .operationName, .action, .service, .account, .resourceName, .resourceID:
      return .folded
    case .eventID:
      return .verbatimOrHash
    case .region, .userID, .userARN, .sourceIP, .sourceDomain, .userAgent, .operationGroup, .errorCode, .errorMessage,
      .lineageDevice, .lineagePreviousState, .lineageRestoreKind, .lineageMachineType, .lineageRootDevice,
      .lineageSavedTime:
      return .verbatim
    }
  }

  /// The members one of which gives the field in every shape of record that has it, its own name for flat events among
  /// them; `nil` when there is no telling. All records of one operation agree on such a field.
  static func members(of field: String) -> (keys: [String], textKeyCount: Int)? {
    guard NormalField.byName[field] == .operationName else { return nil }
    // OCSF says `operation`, which is something else, and an object, in Google's records.
    let keys = ["operation", "eventName", "operationName", "operation_name", "OperationNameValue", "methodName", field]
    return (keys, 1)
  }

  /// What a record must hold for a value with this trace to contain the literal; `nil` when nothing can be said.
  func needle(for literal: Prefilter.Literal) -> Prefilter.Literal? {
    if Self.mayBeMadeUp(literal) { return nil }
    switch self {
    case .derived: return nil
    case .verbatim: return literal
    case .verbatimOrHash: return Self.mayBeHash(literal) ? nil : literal
    case .folded: return Prefilter.Literal(literal.bytes, ignoresCase: true)
    case .parts(let separator):
      // The provider in `aid` is made up, and what follows may have changed its case.
      let parts = literal.bytes.split(separator: separator).filter { part in !Self.providers.contains(Array(part)) }
      guard let longest = parts.max(by: { $0.count < $1.count }) else { return nil }
      let part = Prefilter.Literal(Array(longest), ignoresCase: separator == UInt8(ascii: ":") || literal.ignoresCase)
      return Self.mayBeMadeUp(part) ? nil : part
    }
  }

  private static let providers: [[UInt8]] = ["aws", "azure", "gcp"].map { Array($0.utf8) }

  /// Values that a mapping sets without finding them in the record.
  private static let madeUp: [[UInt8]] = [
    "unknown", "root", "aws:unknown", "azure", "gcp", "azure cli", "azure powershell", "azure portal",
    "azure backup management service", "azure site recovery",
  ].map { Array($0.utf8) }

  /// Whether a literal may be part of a hash, or of a number we wrote.
  static func mayBeHash(_ literal: Prefilter.Literal) -> Bool {
    literal.bytes.count <= 32
      && literal.bytes.allSatisfy { byte in
        byte &- 0x30 < 10 || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(lowercased(byte))
      }
  }

  /// Whether a literal may stand in a value that no record holds.
  private static func mayBeMadeUp(_ literal: Prefilter.Literal) -> Bool {
    let bytes = literal.bytes.map { lowercased($0) }
    if bytes.contains(UInt8(ascii: "\n")) { return true }
    return madeUp.contains { $0.containsRun(bytes) }
  }
}

extension [UInt8] {
  fileprivate func containsRun(_ run: [UInt8]) -> Bool {
    guard run.count <= count else { return false }
    return (0...(count - run.count)).contains { self[$0..<($0 + run.count)].elementsEqual(run) }
  }
}
