/// What methods of Compute Engine mean for lineage.
enum GCPActs {
  private static let request = "Vendor.protoPayload.request"

  static let fields = [
    "\(request).name", "\(request).sourceDisk", "\(request).sourceSnapshot", "\(request).sourceInstance",
    "\(request).sourceMachineImage", "\(request).boot", "\(request).source", "\(request).deviceName",
    "\(request).networkInterfaces[0].accessConfigs[0].natIP",
    "\(request).networkInterfaces[0].networkIP", "Vendor.protoPayload.resourceName",
  ] + diskIndices.flatMap { index in
    ["initializeParams.sourceSnapshot", "initializeParams.sourceImage", "source", "boot"].map {
      "\(request).disks[\(index)].\($0)"
    }
  }

  /// The boot disk need not be the first in the list of an instance's disks.
  private static let diskIndices = 0..<8

  /// What each method means, by its name without a version; methods of regional disks mean the same as those of zonal
  /// ones.
  static let readings = ActReadings([
    .init(disk("createSnapshot"), { name, value in
      let resource = path(name)
      let snapshot = value("\(request).name") ?? "unknown"
      return .takeSnapshot(snapshot: "\(project(of: resource))/global/snapshots/\(snapshot)", of: resource)
    }),
    .init(["compute.snapshots.insert", "compute.instantSnapshots.insert"], { name, value in
      let resource = path(name)
      let disk = value("lineage.parent_id").map { path($0) } ?? requested("sourceDisk", resource, value)
      return .takeSnapshot(snapshot: resource, of: disk)
    }),
    .init(disk("insert"), { .makeDisk(disk: path($0), source: source($1)) }),
    .init(["compute.images.insert"], { name, value in
      let resource = path(name)
      return .makeImage(
        image: resource, snapshots: requested("sourceSnapshot", resource, value).map { [$0] } ?? [],
        disk: requested("sourceDisk", resource, value), instance: nil)
    }),
    .init(["compute.machineImages.insert"], { name, value in
      let resource = path(name)
      return .makeImage(image: resource, snapshots: [], disk: nil, instance: requested("sourceInstance", resource, value))
    }),
    .init(["compute.instances.attachDisk"], { name, value in
      let resource = path(name)
      let disk = value("lineage.volume_id").map { path($0, like: resource) } ?? requested("source", resource, value)
      let isRoot: Bool? = value("lineage.is_root") == "true" ? true : nil
      return disk.map { .attach(disk: $0, instance: resource, device: value("lineage.device"), isRoot: isRoot) }
    }),
    .init(["compute.instances.detachDisk"], { name, value in
      let resource = path(name)
      let disk = value("lineage.volume_id").map { path($0, like: resource) }
      return .detach(disk: disk ?? "", instance: resource, device: value("lineage.device"))
    }),
    .init(["compute.instances.stop", "compute.instances.suspend"], { name, _ in
      .stop(instance: path(name), wasRunning: true, isForced: false)
    }),
    .init(["compute.instances.start", "compute.instances.startWithEncryptionKey", "compute.instances.resume"], { name, _ in
      .start(instance: path(name), wasStopped: true)
    }),
    .init(["compute.instances.delete"], { name, _ in .terminate(instance: path(name)) }),
    .init(["compute.instances.insert"], { .launch(launch(path($0), $1)) }),
    // The group of an instance makes it again; the clouds' own records of it have no version.
    .init(["compute.instances.repair.recreateInstance"], { name, _ in .repair(instance: path(name)) }),
    .init(
      ["DeleteSink", "UpdateSink", "CreateExclusion", "UpdateExclusion", "DeleteBucket"].map {
        "google.logging.v2.ConfigServiceV2.\($0)"
      }, { _, _ in .touch(instance: nil, .evidenceRemoval) }
    ),
    .init(["compute.instances.setMetadata"], { name, _ in .touch(instance: path(name), .intrusion) }),
    .init(
      disk("delete") + ["compute.snapshots.delete", "compute.images.delete", "compute.machineImages.delete"],
      { name, _ in .delete(id: path(name)) }
    ),
  ])

  private static func disk(_ method: String) -> [String] { ["compute.disks.\(method)", "compute.regionDisks.\(method)"] }

  /// What an event is about.
  static func resource(_ value: (String) -> String?) -> String {
    value("cloud.resource.id") ?? value("Vendor.protoPayload.resourceName") ?? value("ResourceName") ?? "unknown"
  }

  /// A resource that the request names.
  private static func requested(_ name: String, _ resource: String, _ value: (String) -> String?) -> String? {
    value("\(request).\(name)").map { path($0, like: resource) }
  }

  private static func source(_ value: (String) -> String?) -> Act.Source? {
    LineageReader.source(value).map { Act.Source($0.kind, path($0.id)) }
  }

  private static func launch(_ resource: String, _ value: (String) -> String?) -> Act.Launch {
    func requested(_ name: String) -> String? { Self.requested(name, resource, value) }
    let machineImage = requested("sourceMachineImage").map { Act.Source(.machineImage, $0) }
    let boot = diskIndices.first { value("\(request).disks[\($0)].boot") == "true" } ?? 0
    let disks = [boot] + diskIndices.filter { $0 != boot }
    let snapshot = disks.compactMap { requested("disks[\($0)].initializeParams.sourceSnapshot") }.first
      .map { Act.Source(.snapshot, $0) }
    return Act.Launch(
      instance: resource, image: requested("disks[\(boot)].initializeParams.sourceImage"),
      sources: [machineImage, snapshot].compactMap { $0 }, systemDisk: requested("disks[\(boot)].source"),
      name: value("ResourceName"),
      addresses: [
        value("\(request).networkInterfaces[0].accessConfigs[0].natIP"), value("\(request).networkInterfaces[0].networkIP"),
      ].compactMap { $0 })
  }

  /// A resource from `projects/` on, whatever stands before; a bare name is of the same project and zone as `other`.
  private static func path(_ text: String, like other: String = "") -> String {
    if let start = text.firstRange(of: "projects/") { return String(text[start.lowerBound...]) }
    if text.hasPrefix("zones/") || text.hasPrefix("global/") || text.hasPrefix("regions/") {
      return other.isEmpty ? text : "\(project(of: other))/\(text)"
    }
    return text
  }

  private static func project(of path: String) -> String {
    path.split(separator: "/").prefix(2).joined(separator: "/")
  }
}
