/// What methods of Compute Engine mean for lineage.
enum GCPActs {
  /// What each method means, by its name without a version; methods of regional disks mean the same as those of zonal
  /// ones.
  static let readings = ActReadings([
    .init(disk("createSnapshot"), { resource, value in
      .takeSnapshot(snapshot: value("lineage.alias") ?? "unknown", of: value("lineage.parent_id") ?? resource)
    }),
    .init(
      ["compute.snapshots.insert", "compute.instantSnapshots.insert", "compute.regionInstantSnapshots.insert"],
      { resource, value in
        if value("lineage.source_kind") == "snapshot", let source = value("lineage.source_id") {
          return .copySnapshot(snapshot: resource, source: source)
        }
        return .takeSnapshot(snapshot: resource, of: value("lineage.parent_id"))
      }
    ),
    .init(disk("insert"), { .makeDisk(disk: $0, source: LineageReader.source($1)) }),
    .init(["compute.images.insert"], { resource, value in
      let source = LineageReader.source(value)
      if let source, source.kind == .image { return .copyImage(image: resource, source: source.id) }
      return .makeImage(
        image: resource, snapshots: source?.kind == .snapshot ? source.map { [$0.id] } ?? [] : [],
        disk: source?.kind == .disk ? source?.id : nil, instance: nil, extra: .init(alias: value("lineage.alias")))
    }),
    .init(["compute.machineImages.insert"], { resource, value in
      .makeImage(image: resource, snapshots: [], disk: nil, instance: value("lineage.instance_id"))
    }),
    .init(["compute.instances.attachDisk"], { resource, value in
      let isRoot: Bool? = value("lineage.is_root") == "true" ? true : nil
      return value("lineage.volume_id").map {
        .attach(disk: $0, instance: resource, device: value("lineage.device"), isRoot: isRoot)
      }
    }),
    .init(["compute.instances.detachDisk"], { .detach(disk: "", instance: $0, device: $1("lineage.device")) }),
    .init(["compute.instances.stop", "compute.instances.suspend"], { resource, _ in
      .stop(instance: resource, wasRunning: true, isForced: false)
    }),
    .init(
      ["compute.instances.start", "compute.instances.startWithEncryptionKey", "compute.instances.resume"],
      { resource, _ in .start(instance: resource, wasStopped: true) }
    ),
    .init(["compute.instances.delete"], { resource, _ in .terminate(instance: resource) }),
    .init(["compute.instances.insert", "compute.instances.bulkInsert"], { resource, value in
      let source = LineageReader.source(value)
      return .launch(
        Act.Launch(
          instance: resource, image: source?.kind == .image ? source?.id : nil,
          sources: source.map { $0.kind == .image ? [] : [$0] } ?? [], systemDisk: value("lineage.volume_id"),
          links: LineageReader.lines("lineage.links", value), rootDevice: value("lineage.root_device"),
          disks: LineageReader.pairs("lineage.disks", value), makesSystemDisk: source != nil))
    }),
    .init(["compute.instances.repair.recreateInstance"], { resource, _ in .repair(instance: resource) }),
    .init(["compute.instances.setMetadata"], { resource, _ in .touch(instance: resource, .intrusion) }),
    .init(
      disk("delete") + [
        "compute.snapshots.delete", "compute.images.delete", "compute.machineImages.delete",
        "compute.instantSnapshots.delete", "compute.regionInstantSnapshots.delete",
      ], { resource, _ in .delete(id: resource) }
    ),
    .init(
      ["DeleteSink", "UpdateSink", "CreateExclusion", "UpdateExclusion", "DeleteBucket", "UpdateBucket"].map {
        "google.logging.v2.ConfigServiceV2.\($0)"
      }, { _, _ in .silence(scope: nil) }
    ),
  ])

  private static func disk(_ method: String) -> [String] { ["compute.disks.\(method)", "compute.regionDisks.\(method)"] }

  /// What an event is about.
  static func resource(_ value: (String) -> String?) -> String {
    value("cloud.resource.id") ?? value("ResourceName") ?? "unknown"
  }
}
