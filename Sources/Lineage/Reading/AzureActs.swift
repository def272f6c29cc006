/// What operations of Azure Resource Manager mean for lineage.
enum AzureActs {
  private static let bodies = [
    "Vendor.properties.responseBody", "Vendor.properties.requestbody", "Vendor.properties.requestBody",
    "Vendor.Properties_d.responseBody", "Vendor.Properties_d.requestbody",
  ]

  static let fields = bodies

  static let operations = ["disks", "snapshots", "restorePoint", "virtualMachine", "images"]

  static func act(_ operation: String, time: Int64, _ value: (String) -> String?) -> Act? {
    let resource = (value("cloud.resource.id") ?? value("ResourceName") ?? "unknown").lowercased()
    switch operation.lowercased() {
    case "microsoft.compute/snapshots/write":
      return .takeSnapshot(snapshot: resource, of: value("lineage.parent_id") ?? value("lineage.source_id"))
    case "microsoft.compute/restorepointcollections/restorepoints/write":
      return .makeImage(image: resource, snapshots: [], disk: value("lineage.parent_id"), instance: value("lineage.instance_id"))
    case "microsoft.compute/disks/write": return .makeDisk(disk: resource, source: LineageReader.source(value))
    case "microsoft.compute/images/write", "microsoft.compute/galleries/images/versions/write":
      let source = value("lineage.source_id")
      let isDisk = value("lineage.source_kind") == "disk"
      return .makeImage(
        image: resource, snapshots: isDisk ? [] : source.map { [$0] } ?? [], disk: isDisk ? source : nil,
        instance: value("lineage.instance_id"))
    case "microsoft.compute/virtualmachines/write": return machine(resource, time, value)
    case "microsoft.compute/virtualmachines/attachdetachdatadisks/action":
      return .setDisks(instance: resource, system: nil, data: dataDisks(value))
    case "microsoft.compute/virtualmachines/deallocate/action", "microsoft.compute/virtualmachines/poweroff/action":
      return .stop(instance: resource, wasRunning: true, isForced: false)
    case "microsoft.compute/virtualmachines/start/action": return .start(instance: resource, wasStopped: true)
    case "microsoft.compute/virtualmachines/delete": return .terminate(instance: resource)
    case "microsoft.compute/virtualmachines/reimage/action":
      return .replaceRoot(instance: resource, source: nil, deletesOld: true)
    case "microsoft.compute/virtualmachines/runcommand/action": return .touch(instance: resource, .intrusion)
    case "microsoft.compute/virtualmachines/extensions/write":
      let machine = resource.split(separator: "/extensions/").first.map(String.init)
      return .touch(instance: machine, .intrusion)
    case "microsoft.compute/disks/delete", "microsoft.compute/snapshots/delete",
      "microsoft.compute/restorepointcollections/delete", "microsoft.compute/restorepointcollections/restorepoints/delete":
      return .delete(id: resource)
    default: return nil
    }
  }

  /// A write of a machine creates it when its body says so, and tells its disks otherwise.
  private static func machine(_ resource: String, _ time: Int64, _ value: (String) -> String?) -> Act {
    let system = value("lineage.volume_id")?.lowercased()
    let body = body(value)
    if let created = text(after: "\"timeCreated\":\"", in: body).flatMap(InstantReader.milliseconds),
      abs(time - created) <= 15 * 60_000
    {
      let image = value("lineage.source_id")
      return .launch(
        Act.Launch(
          instance: resource, image: image, systemDisk: system, name: value("ResourceName"),
          addresses: all(after: "\"id\":\"", containing: "/networkinterfaces/", in: body)))
    }
    return .setDisks(instance: resource, system: system, data: dataDisks(value))
  }

  private static func dataDisks(_ value: (String) -> String?) -> [String] {
    let body = body(value)
    guard let start = body.firstRange(of: "\"dataDisks\":[") else { return [] }
    return all(after: "\"id\":\"", containing: "/disks/", in: String(body[start.upperBound...]))
  }

  /// A body may have been cut by the provider, so it is searched as text.
  private static func body(_ value: (String) -> String?) -> String {
    let body = bodies.lazy.compactMap(value).first ?? ""
    // Some exports lay the text out, with spaces after colons and brackets.
    return body.contains("\": ") ? body.replacing("\": ", with: "\":") : body
  }

  private static func text(after key: String, in body: String) -> String? {
    guard let start = body.firstRange(of: key) else { return nil }
    return String(body[start.upperBound...].prefix { $0 != "\"" })
  }

  private static func all(after key: String, containing part: String, in body: String) -> [String] {
    body.ranges(of: key).compactMap { range in
      let text = String(body[range.upperBound...].prefix { $0 != "\"" }).lowercased()
      return text.contains(part) ? text : nil
    }
  }
}
