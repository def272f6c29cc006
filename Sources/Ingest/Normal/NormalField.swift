/// The fields that every native event has under the same name, whichever cloud it comes from.
enum NormalField: Int, CaseIterable {
  case simpleName, kind, module, dataset, outcome, vendor
  case aid, timestamp, actorUserName, operationName
  case provider, account, region
  case action, service, eventID
  case userID, userARN, userName, sourceIP, sourceDomain, userAgent, isService
  case operationGroup, operationPhases
  case errorCode, errorMessage
  // From here on, fields of one resource.
  case resourceType, resourceName, resourceID, operationIndex
  case lineageSourceKind, lineageSourceID, lineageParentID, lineageInstanceID, lineageVolumeID, lineageDevice
  case lineageIsRoot, lineagePreviousState, lineageRestoreKind
  case lineageLinks, lineageSources, lineageMachineType, lineageRootDevice, lineageDisks, lineageDisksGone
  case lineageForced, lineageDeletesOld, lineageSavedTime, lineageCreates, lineageEphemeral, lineageChange, lineageAlias
  case resourceTags

  var name: StaticString {
    switch self {
    case .simpleName: "#event_simpleName"
    case .kind: "#event.kind"
    case .module: "#event.module"
    case .dataset: "#event.dataset"
    case .outcome: "#event.outcome"
    case .vendor: "#Vendor"
    case .aid: "aid"
    case .timestamp: "timestamp"
    case .actorUserName: "ActorUserName"
    case .operationName: "OperationName"
    case .resourceType: "ResourceType"
    case .resourceName: "ResourceName"
    case .provider: "cloud.provider"
    case .account: "cloud.account.id"
    case .region: "cloud.region"
    case .action: "event.action"
    case .service: "event.provider"
    case .eventID: "event.id"
    case .userID: "user.id"
    case .userARN: "user.arn"
    case .userName: "user.name"
    case .sourceIP: "source.ip"
    case .sourceDomain: "source.domain"
    case .userAgent: "user_agent.original"
    case .isService: "actor.is_service"
    case .operationGroup: "cloud.op.group"
    case .operationIndex: "cloud.op.index"
    case .operationPhases: "operation.phases"
    case .errorCode: "error.code"
    case .errorMessage: "error.message"
    case .lineageSourceKind: "lineage.source_kind"
    case .lineageSourceID: "lineage.source_id"
    case .lineageParentID: "lineage.parent_id"
    case .lineageInstanceID: "lineage.instance_id"
    case .lineageVolumeID: "lineage.volume_id"
    case .lineageDevice: "lineage.device"
    case .lineageIsRoot: "lineage.is_root"
    case .lineagePreviousState: "lineage.prev_state"
    case .lineageRestoreKind: "lineage.restore_kind"
    case .resourceID: "cloud.resource.id"
    case .lineageLinks: "lineage.links"
    case .lineageSources: "lineage.sources"
    case .lineageMachineType: "lineage.machine_type"
    case .lineageRootDevice: "lineage.root_device"
    case .lineageDisks: "lineage.disks"
    case .lineageDisksGone: "lineage.disks_gone"
    case .lineageForced: "lineage.forced"
    case .lineageDeletesOld: "lineage.deletes_old"
    case .lineageSavedTime: "lineage.saved_time"
    case .lineageCreates: "lineage.creates"
    case .lineageEphemeral: "lineage.ephemeral"
    case .lineageChange: "lineage.change"
    case .lineageAlias: "lineage.alias"
    case .resourceTags: "cloud.resource.tags"
    }
  }

  /// Set anew for each resource of an operation; the others are the same for all of them.
  var isOfResource: Bool { rawValue >= NormalField.resourceType.rawValue }

  /// Fields by name.
  static let byName: [String: NormalField] = Dictionary(uniqueKeysWithValues: allCases.map { ("\($0.name)", $0) })
}

/// A set of normal fields.
struct NormalFieldSet: Sendable {
  private var bits: UInt64 = 0

  static var all: NormalFieldSet {
    var set = NormalFieldSet()
    for field in NormalField.allCases { set.insert(field) }
    return set
  }

  var isEmpty: Bool { bits == 0 }

  mutating func insert(_ field: NormalField) { bits |= 1 << UInt64(field.rawValue) }
  func contains(_ field: NormalField) -> Bool { bits & 1 << UInt64(field.rawValue) != 0 }
  func containsAny(of fields: NormalField...) -> Bool { fields.contains { contains($0) } }
}
