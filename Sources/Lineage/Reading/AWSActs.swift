/// What CloudTrail operations mean for lineage.
///
/// Read from the fields that the mapping of records gives in every shape, never from members of one.
enum AWSActs {
  /// What each operation means. What is not here is of no interest to lineage.
  static let readings = ActReadings([
    .init(["CreateSnapshot", "CreateSnapshots"], {
      .takeSnapshot(snapshot: $0, of: $1("lineage.parent_id"), instance: $1("lineage.instance_id"))
    }),
    .init(["CopySnapshot", "StartSnapshot"], { resource, value in
      value("lineage.source_id").map { .copySnapshot(snapshot: resource, source: $0) }
    }),
    .init(["CreateVolume", "CopyVolumes"], { .makeDisk(disk: $0, source: LineageReader.source($1)) }),
    .init(["AttachVolume"], { resource, value in
      value("lineage.instance_id").map { .attach(disk: resource, instance: $0, device: value("lineage.device"), isRoot: nil) }
    }),
    .init(["DetachVolume"], { .detach(disk: $0, instance: $1("lineage.instance_id"), device: $1("lineage.device")) }),
    .init(["RegisterImage"], { resource, value in
      .makeImage(image: resource, snapshots: value("lineage.source_id").map { [$0] } ?? [], disk: nil, instance: nil)
    }),
    .init(["CreateImage"], { resource, value in
      .makeImage(image: resource, snapshots: [], disk: nil, instance: value("lineage.instance_id"))
    }),
    .init(["CopyImage", "CreateRestoreImageTask"], { resource, value in
      value("lineage.source_id").map { .copyImage(image: resource, source: $0) }
    }),
    .init(["RunInstances"], { resource, value in
      .launch(
        Act.Launch(
          instance: resource, image: value("lineage.source_id"),
          sources: LineageReader.lines("lineage.sources", value).map { Act.Source(.snapshot, $0) },
          type: value("lineage.machine_type"), links: LineageReader.lines("lineage.links", value),
          rootDevice: value("lineage.root_device"), disks: LineageReader.pairs("lineage.disks", value)))
    }),
    .init(["CreateReplaceRootVolumeTask"], { resource, value in
      let source = LineageReader.source(value).flatMap { $0.kind == .launchState ? nil : $0 }
      return .replaceRoot(instance: resource, source: source, deletesOld: value("lineage.deletes_old") == "true")
    }),
    .init(["StopInstances"], { resource, value in
      .stop(
        instance: resource, wasRunning: value("lineage.prev_state") != "stopped",
        isForced: value("lineage.forced") == "true")
    }),
    .init(["StartInstances"], { .start(instance: $0, wasStopped: $1("lineage.prev_state") != "running") }),
    .init(["TerminateInstanceInAutoScalingGroup", "SetInstanceHealth"], { _, value in
      value("lineage.instance_id").map { .endMember(instance: $0) }
    }),
    .init(["TerminateInstances"], { resource, _ in .terminate(instance: resource) }),
    .init(
      [
        "RestoreSnapshotFromRecycleBin", "RestoreImageFromRecycleBin", "RestoreVolumeFromRecycleBin", "RestoreSnapshotTier",
      ],
      { resource, value in
        .recover(id: resource, of: value("lineage.parent_id"), taken: LineageReader.savedTime(value))
      }
    ),
    .init(["StartRestoreJob"], { resource, _ in .requestRestore(id: resource) }),
    .init(["DeleteVolume", "DeleteSnapshot", "DeregisterImage", "DeleteRecoveryPoint"], { resource, _ in .delete(id: resource) }),
    .init(["SendCommand", "GetPasswordData", "StartSession", "SendSSHPublicKey"], { _, value in
      .touch(instance: value("lineage.instance_id"), .intrusion)
    }),
    .init(["ModifyInstanceAttribute"], { resource, value in
      switch value("lineage.change") {
      case "user_data": .touch(instance: resource, .intrusion)
      case "delete_on_termination":
        .discardDisks(instance: resource, disks: LineageReader.pairs("lineage.disks", value).values.sorted())
      default: value("lineage.machine_type").map { .setType(instance: resource, type: $0) } ?? .touch(instance: resource, .other)
      }
    }),
    .init(["AssociateAddress", "AttachNetworkInterface", "RegisterTargets", "AttachStaticIp"], { _, value in
      .link(instance: value("lineage.instance_id"), links: LineageReader.lines("lineage.links", value))
    }),
    .init(["DeregisterTargets"], { _, value in
      value("lineage.instance_id").map { .unlink(instance: $0, links: LineageReader.lines("lineage.links", value)) }
    }),
    // Databases of RDS.
    .init(["CreateDBSnapshot", "CreateDBClusterSnapshot"], { .takeSnapshot(snapshot: $0, of: $1("lineage.parent_id")) }),
    .init(
      [
        "RestoreDBInstanceFromDBSnapshot", "RestoreDBInstanceToPointInTime", "RestoreDBClusterFromSnapshot",
        "RestoreDBClusterToPointInTime",
      ],
      { resource, value in
        LineageReader.source(value).map {
          .restoreDatabase(
            database: resource, source: $0, of: value("lineage.parent_id"), at: LineageReader.savedTime(value))
        }
      }
    ),
    .init(["ModifyDBInstance", "ModifyDBCluster"], { resource, value in
      value("lineage.alias").map { .renameDatabase(database: resource, to: $0) }
    }),
    .init(["DeleteDBInstance", "DeleteDBCluster"], { resource, _ in .dropDatabase(database: resource) }),
    .init(["BacktrackDBCluster"], { .rewindDatabase(database: $0, to: LineageReader.savedTime($1)) }),
    .init(["ChangeResourceRecordSets"], { _, value in .repoint(targets: LineageReader.lines("lineage.links", value)) }),
    .init(["DeleteDBSnapshot", "DeleteDBClusterSnapshot"], { resource, _ in .delete(id: resource) }),
    // Lightsail, whose names stand for disks and instances alike.
    .init(["CreateDiskFromSnapshot"], { .makeDisk(disk: $0, source: LineageReader.source($1)) }),
    .init(["AttachDisk"], { resource, value in
      value("lineage.instance_id").map { .attach(disk: resource, instance: $0, device: value("lineage.device"), isRoot: nil) }
    }),
    .init(["DetachDisk"], { .detach(disk: $0, instance: $1("lineage.instance_id"), device: nil) }),
    .init(["CreateInstanceSnapshot"], {
      .makeImage(image: $0, snapshots: [], disk: nil, instance: $1("lineage.instance_id"))
    }),
    .init(["CreateDiskSnapshot"], { .takeSnapshot(snapshot: $0, of: $1("lineage.parent_id")) }),
    .init(["CreateInstancesFromSnapshot"], { resource, value in
      .launch(Act.Launch(instance: resource, sources: LineageReader.source(value).map { [$0] } ?? []))
    }),
    .init(["DeleteInstance"], { resource, _ in .terminate(instance: resource) }),
    .init(["DeleteInstanceSnapshot", "DeleteDiskSnapshot", "DeleteDisk"], { resource, _ in .delete(id: resource) }),
  ])
}
