/// What CloudTrail operations mean for lineage.
enum AWSActs {
  /// One call may launch several instances; each is an event of its own, and this many can be told apart.
  private static let launchIndices = 0..<8

  /// The disk with the older state may stand anywhere in a list of disks.
  private static let mappedSnapshots = (0..<8).map {
    "Vendor.requestParameters.blockDeviceMapping.items[\($0)].ebs.snapshotId"
  }

  static let fields: [String] =
    [
      "Vendor.requestParameters.sourceSnapshotId", "Vendor.requestParameters.sourceImageId",
      "Vendor.requestParameters.instanceId", "Vendor.requestParameters.instanceIds[0]",
      "Vendor.requestParameters.userData", "Vendor.requestParameters.force", "Vendor.requestParameters.skipOsShutdown",
      "Vendor.requestParameters.CreateReplaceRootVolumeTaskRequest.DeleteReplacedRootVolume",
      "Vendor.requestParameters.tagSpecificationSet.items[0].tags[0].key",
      "Vendor.requestParameters.tagSpecificationSet.items[0].tags[0].value",
      "Vendor.requestParameters.networkInterfaceSet.items[0].networkInterfaceId",
      "Vendor.requestParameters.dBInstanceIdentifier", "Vendor.requestParameters.newDBInstanceIdentifier",
      "Vendor.requestParameters.diskName", "Vendor.requestParameters.diskSnapshotName",
      "Vendor.requestParameters.instanceName", "Vendor.requestParameters.instanceSnapshotName",
    ]
    + mappedSnapshots
    + launchIndices.flatMap { index in
      ["imageId", "instanceType", "privateIpAddress"].map { "Vendor.responseElements.instancesSet.items[\(index)].\($0)" }
    }

  static let operations = [
    "Snapshot", "Volume", "Image", "Instance", "SendCommand", "GetPasswordData", "AttachDisk", "DetachDisk",
    "DeleteRecoveryPoint",
  ]

  static func act(_ operation: String, _ value: (String) -> String?) -> Act? {
    let resource = value("ResourceName") ?? "unknown"
    switch operation {
    case "CreateSnapshot", "CreateSnapshots": return .takeSnapshot(snapshot: resource, of: value("lineage.parent_id"))
    case "CopySnapshot":
      return value("Vendor.requestParameters.sourceSnapshotId").map { .copySnapshot(snapshot: resource, source: $0) }
    case "CreateVolume", "CopyVolumes": return .makeDisk(disk: resource, source: LineageReader.source(value))
    case "AttachVolume":
      guard let instance = value("lineage.instance_id") else { return nil }
      return .attach(disk: resource, instance: instance, device: value("lineage.device"), isRoot: nil)
    case "DetachVolume":
      return .detach(disk: resource, instance: value("lineage.instance_id"), device: value("lineage.device"))
    case "RegisterImage":
      let snapshot = value("lineage.source_id") ?? mappedSnapshots.compactMap(value).first
      return .makeImage(image: resource, snapshots: snapshot.map { [$0] } ?? [], disk: nil, instance: nil)
    case "CreateImage":
      let instance = value("lineage.instance_id") ?? value("Vendor.requestParameters.instanceId")
      return .makeImage(image: resource, snapshots: [], disk: nil, instance: instance)
    case "CopyImage":
      return value("Vendor.requestParameters.sourceImageId").map { .copyImage(image: resource, source: $0) }
    case "RunInstances": return .launch(launch(resource, value))
    case "CreateReplaceRootVolumeTask":
      let deletes = value("Vendor.requestParameters.CreateReplaceRootVolumeTaskRequest.DeleteReplacedRootVolume") == "true"
      let source = LineageReader.source(value).flatMap { $0.kind == .launchState ? nil : $0 }
      return .replaceRoot(instance: resource, source: source, deletesOld: deletes)
    case "StopInstances":
      let isForced =
        value("Vendor.requestParameters.force") == "true" || value("Vendor.requestParameters.skipOsShutdown") == "true"
      return .stop(instance: resource, wasRunning: value("lineage.prev_state") != "stopped", isForced: isForced)
    case "StartInstances": return .start(instance: resource, wasStopped: value("lineage.prev_state") != "running")
    case "TerminateInstanceInAutoScalingGroup", "SetInstanceHealth":
      return value("Vendor.requestParameters.instanceId").map { .endMember(instance: $0) }
    case "TerminateInstances": return .terminate(instance: resource)
    case "RestoreSnapshotFromRecycleBin", "RestoreImageFromRecycleBin", "RestoreVolumeFromRecycleBin",
      "RestoreSnapshotTier":
      return .recover(id: resource)
    case "DeleteVolume", "DeleteSnapshot", "DeregisterImage": return .delete(id: resource)
    case "SendCommand", "GetPasswordData":
      let instance = value("Vendor.requestParameters.instanceIds[0]") ?? value("Vendor.requestParameters.instanceId")
      return .touch(instance: instance, .intrusion)
    case "ModifyInstanceAttribute":
      let intrudes = value("Vendor.requestParameters.userData") != nil
      return .touch(instance: value("Vendor.requestParameters.instanceId"), intrudes ? .intrusion : .other)
    default:
      return restore(operation, resource, value) ?? (value("error.code") == nil ? nil : .touch(instance: nil, .other))
    }
  }

  private static func launch(_ instance: String, _ value: (String) -> String?) -> Act.Launch {
    let index = value("cloud.op.index") ?? "0"
    let item = "Vendor.responseElements.instancesSet.items[\(index)]"
    let mapped = mappedSnapshots.compactMap(value)
    let isNamed = value("Vendor.requestParameters.tagSpecificationSet.items[0].tags[0].key") == "Name"
    return Act.Launch(
      instance: instance, image: value("\(item).imageId"), sources: mapped.map { Act.Source(.snapshot, $0) },
      type: value("\(item).instanceType"),
      name: isNamed ? value("Vendor.requestParameters.tagSpecificationSet.items[0].tags[0].value") : nil,
      addresses: [
        value("\(item).privateIpAddress"), value("Vendor.requestParameters.networkInterfaceSet.items[0].networkInterfaceId"),
      ].compactMap { $0 })
  }

  /// Databases and Lightsail, whose names stand for disks and instances alike.
  private static func restore(_ operation: String, _ resource: String, _ value: (String) -> String?) -> Act? {
    switch operation {
    case "CreateDiskFromSnapshot":
      let source = value("Vendor.requestParameters.diskSnapshotName").map { Act.Source(.snapshot, $0) }
      return .makeDisk(disk: value("Vendor.requestParameters.diskName") ?? resource, source: source)
    case "AttachDisk":
      guard let instance = value("Vendor.requestParameters.instanceName") else { return nil }
      return .attach(
        disk: value("Vendor.requestParameters.diskName") ?? resource, instance: instance, device: nil, isRoot: nil)
    case "CreateInstancesFromSnapshot":
      let source = value("Vendor.requestParameters.instanceSnapshotName").map { Act.Source(.snapshot, $0) }
      return .launch(Act.Launch(instance: resource, sources: source.map { [$0] } ?? []))
    default: return nil
    }
  }
}
