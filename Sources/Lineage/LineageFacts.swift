/// What lineage knows about an event beyond its record: the fields `lineage.*` that a rule may ask for.
///
/// Names and values are part of the contract with rules; `Sources/Lineage/README.md` lists them.
public struct LineageFacts: Sendable, Equatable {
  /// One of them.
  public enum Name: String, Sendable, CaseIterable {
    case chain
    case role
    case slot
    case replacedDisk = "replaced_disk"
    case returning
    case away
    case foreign
    case own
    case madeFrom = "made_from"
    case originKind = "origin_kind"
    case originID = "origin_id"
    case originTime = "origin_time"
    case originActor = "origin_actor"
    case originInstance = "origin_instance"
    case recovered
    case ownRestorePoint = "own_restore_point"
    case diskMade = "disk_made"
    case deletesOld = "deletes_old"
    case replacedInstance = "replaced_instance"
    case replacementLink = "replacement_link"
    case replacement
    case stoppedAt = "stopped_at"
    case stoppedBy = "stopped_by"
    case stopEvent = "stop_event"
    case stoppedSeconds = "stopped_seconds"
    case stopForced = "stop_forced"
    case unseenStop = "unseen_stop"
    case imageFrom = "image_from"
    case groupReplacementOf = "group_replacement_of"
    case instanceID = "instance_id"
    case instanceType = "instance_type"
    case hasInstanceStore = "has_instance_store"
    case newActor = "new_actor"
    case newAddress = "new_address"
    case intrusion
    case reconnaissance

    /// The field's name.
    public var field: String { "lineage.\(rawValue)" }
  }

  /// The fields that no single record tells: only events that lineage learns from have them.
  public static let ownFields = Set(Name.allCases.filter { $0 != .instanceID && $0 != .deletesOld }.map(\.field))

  public private(set) var fields: [(name: Name, value: String)] = []

  public init() {}

  public static func == (left: Self, right: Self) -> Bool {
    left.fields.elementsEqual(right.fields) { $0.name == $1.name && $0.value == $1.value }
  }

  public subscript(name: Name) -> String? { fields.first { $0.name == name }?.value }

  mutating func set(_ name: Name, _ value: String?) {
    guard let value else { return }
    fields.append((name: name, value: value))
  }

  mutating func set(_ name: Name, _ value: Int64?) {
    set(name, value.map { String($0) })
  }

  /// Only truths are written: a fact that is not so is a missing field.
  mutating func set(_ name: Name, if condition: Bool) {
    if condition { set(name, "true") }
  }

  mutating func describe(_ origin: Origin?) {
    guard let origin else { return }
    set(.madeFrom, origin.madeFrom.rawValue)
    set(.originKind, origin.kind.rawValue)
    set(.originID, origin.id)
    set(.originTime, origin.time)
    set(.originActor, origin.actor?.name)
    set(.recovered, if: origin.wasRecovered)
  }
}
