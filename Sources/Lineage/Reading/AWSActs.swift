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
      "Vendor.requestParameters.diskName", "Vendor.requestParameters.diskSnapshotName",
      "Vendor.requestParameters.instanceName", "Vendor.requestParameters.instanceSnapshotName",
      "Vendor.requestParameters.recoveryPointArn", "Vendor.requestParameters.autoScalingGroupName",
      "Vendor.requestParameters.blockDeviceMapping.items[0].ebs.deleteOnTermination",
    ] + AWSNames.fields
    + mappedSnapshots
    + launchIndices.flatMap { index in
      ["imageId", "instanceType", "privateIpAddress"].map { "Vendor.responseElements.instancesSet.items[\(index)].\($0)" }
    }

  /// What each operation means. What is not here is of no interest to lineage.
  static let readings = ActReadings([
    .init(["CreateSnapshot", "CreateSnapshots"], { .takeSnapshot(snapshot: $0, of: $1("lineage.parent_id")) }),
    .init(["CopySnapshot"], { resource, value in
      value("Vendor.requestParameters.sourceSnapshotId").map { .copySnapshot(snapshot: resource, source: $0) }
    }),
    .init(["CreateVolume", "CopyVolumes"], { .makeDisk(disk: $0, source: LineageReader.source($1)) }),
    .init(["AttachVolume"], { resource, value in
      value("lineage.instance_id").map { .attach(disk: resource, instance: $0, device: value("lineage.device"), isRoot: nil) }
    }),
    .init(["DetachVolume"], { .detach(disk: $0, instance: $1("lineage.instance_id"), device: $1("lineage.device")) }),
    .init(["RegisterImage"], { resource, value in
      let snapshot = value("lineage.source_id") ?? mappedSnapshots.compactMap(value).first
      return .makeImage(image: resource, snapshots: snapshot.map { [$0] } ?? [], disk: nil, instance: nil)
    }),
    .init(["CreateImage"], { resource, value in
      let instance = value("lineage.instance_id") ?? value("Vendor.requestParameters.instanceId")
      return .makeImage(image: resource, snapshots: [], disk: nil, instance: instance)
    }),
    .init(["CopyImage"], { resource, value in
      value("Vendor.requestParameters.sourceImageId").map { .copyImage(image: resource, source: $0) }
    }),
    .init(["RunInstances"], { .launch(launch($0, $1)) }),
    .init(["CreateReplaceRootVolumeTask"], { resource, value in
      let deletes = value("Vendor.requestParameters.CreateReplaceRootVolumeTaskRequest.DeleteReplacedRootVolume") == "true"
      let source = LineageReader.source(value).flatMap { $0.kind == .launchState ? nil : $0 }
      return .replaceRoot(instance: resource, source: source, deletesOld: deletes)
    }),
    .init(["StopInstances"], { resource, value in
      let isForced =
        value("Vendor.requestParameters.force") == "true" || value("Vendor.requestParameters.skipOsShutdown") == "true"
      return .stop(instance: resource, wasRunning: value("lineage.prev_state") != "stopped", isForced: isForced)
    }),
    .init(["StartInstances"], { .start(instance: $0, wasStopped: $1("lineage.prev_state") != "running") }),
    // A group that goes back to an older template replaces its members.
    .init(["RollbackInstanceRefresh"], { _, value in
      value("Vendor.requestParameters.autoScalingGroupName").map { .endMember(instance: $0) }
    }),
    .init(["StartRestoreJob"], { _, value in
      recoveryPoint(value).map { .orderRestore(of: $0) }
    }),
    .init(["DeleteRecoveryPoint"], { _, value in recoveryPoint(value).map { .delete(id: $0) } }),
    .init(["TerminateInstanceInAutoScalingGroup", "SetInstanceHealth"], { _, value in
      value("Vendor.requestParameters.instanceId").map { .endMember(instance: $0) }
    }),
    .init(["TerminateInstances"], { resource, _ in .terminate(instance: resource) }),
    .init(
      [
        "RestoreSnapshotFromRecycleBin", "RestoreImageFromRecycleBin", "RestoreVolumeFromRecycleBin", "RestoreSnapshotTier",
      ], { resource, _ in .recover(id: resource) }
    ),
    .init(["DeleteVolume", "DeleteSnapshot", "DeregisterImage"], { resource, _ in .delete(id: resource) }),
    .init(["SendCommand", "GetPasswordData"], { _, value in
      let instance = value("Vendor.requestParameters.instanceIds[0]") ?? value("Vendor.requestParameters.instanceId")
      return .touch(instance: instance, .intrusion)
    }),
    .init(["ModifyInstanceAttribute"], { _, value in
      let vanishes = value("Vendor.requestParameters.blockDeviceMapping.items[0].ebs.deleteOnTermination") == "true"
      let intrudes = value("Vendor.requestParameters.userData") != nil
      return .touch(
        instance: value("Vendor.requestParameters.instanceId"), intrudes ? .intrusion : vanishes ? .evidenceRemoval : .other)
    }),
    // Lightsail, whose names stand for disks and instances alike.
    .init(["CreateDiskFromSnapshot"], { resource, value in
      let source = value("Vendor.requestParameters.diskSnapshotName").map { Act.Source(.snapshot, $0) }
      return .makeDisk(disk: value("Vendor.requestParameters.diskName") ?? resource, source: source)
    }),
    .init(["AttachDisk"], { resource, value in
      guard let instance = value("Vendor.requestParameters.instanceName") else { return nil }
      return .attach(
        disk: value("Vendor.requestParameters.diskName") ?? resource, instance: instance, device: nil, isRoot: nil)
    }),
    .init(["CreateInstancesFromSnapshot"], { resource, value in
      let source = value("Vendor.requestParameters.instanceSnapshotName").map { Act.Source(.snapshot, $0) }
      return .launch(Act.Launch(instance: resource, sources: source.map { [$0] } ?? []))
    }),
  ] + AWSNames.rows)

  /// The snapshot or image that a recovery point of AWS Backup is.
  private static func recoveryPoint(_ value: (String) -> String?) -> String? {
    value("Vendor.requestParameters.recoveryPointArn")?.split(separator: "/").last.map(String.init)
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
}
