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

  static let operations = ["disks.", "Disks.", "snapshots.", "instances.", "images.", "machineImages.", "instantSnapshots."]

  static func act(_ operation: String, _ value: (String) -> String?) -> Act? {
    let resource = path(value("cloud.resource.id") ?? value("Vendor.protoPayload.resourceName") ?? value("ResourceName") ?? "unknown")
    func requested(_ name: String) -> String? { value("\(request).\(name)").map { path($0, like: resource) } }
    switch operation.replacing("compute.regionDisks.", with: "compute.disks.") {
    case "compute.disks.createSnapshot":
      let name = value("\(request).name") ?? "unknown"
      return .takeSnapshot(snapshot: "\(project(of: resource))/global/snapshots/\(name)", of: resource)
    case "compute.snapshots.insert", "compute.instantSnapshots.insert":
      return .takeSnapshot(snapshot: resource, of: value("lineage.parent_id").map { path($0) } ?? requested("sourceDisk"))
    case "compute.disks.insert": return .makeDisk(disk: resource, source: source(value))
    case "compute.images.insert":
      return .makeImage(
        image: resource, snapshots: requested("sourceSnapshot").map { [$0] } ?? [], disk: requested("sourceDisk"),
        instance: nil)
    case "compute.machineImages.insert":
      return .makeImage(image: resource, snapshots: [], disk: nil, instance: requested("sourceInstance"))
    case "compute.instances.attachDisk":
      guard let disk = value("lineage.volume_id").map({ path($0, like: resource) }) ?? requested("source") else { return nil }
      let isRoot = value("lineage.is_root").map { $0 == "true" }
      return .attach(disk: disk, instance: resource, device: value("lineage.device"), isRoot: isRoot == true ? true : nil)
    case "compute.instances.detachDisk":
      let disk = value("lineage.volume_id").map { path($0, like: resource) }
      return .detach(disk: disk ?? "", instance: resource, device: value("lineage.device"))
    case "compute.instances.stop", "compute.instances.suspend":
      return .stop(instance: resource, wasRunning: true, isForced: false)
    case "compute.instances.start", "compute.instances.startWithEncryptionKey", "compute.instances.resume":
      return .start(instance: resource, wasStopped: true)
    case "compute.instances.delete": return .terminate(instance: resource)
    case "compute.instances.insert": return .launch(launch(resource, value))
    case "compute.instances.setMetadata": return .touch(instance: resource, .intrusion)
    case "compute.disks.delete", "compute.snapshots.delete", "compute.images.delete", "compute.machineImages.delete":
      return .delete(id: resource)
    default: return nil
    }
  }

  private static func source(_ value: (String) -> String?) -> Act.Source? {
    LineageReader.source(value).map { Act.Source($0.kind, path($0.id)) }
  }

  private static func launch(_ resource: String, _ value: (String) -> String?) -> Act.Launch {
    func requested(_ name: String) -> String? { value("\(request).\(name)").map { path($0, like: resource) } }
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
