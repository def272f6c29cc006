/// What operations of Azure Resource Manager mean for lineage.
enum AzureActs {
  private static let bodies = [
    "Vendor.properties.responseBody", "Vendor.properties.requestbody", "Vendor.properties.requestBody",
    "Vendor.Properties_d.responseBody", "Vendor.Properties_d.requestbody",
  ]

  static let fields = bodies

  private static let compute = "Microsoft.Compute/"

  /// What each operation means, by its name as documented.
  static let readings = ActReadings([
    .init([compute + "snapshots/write"], { .takeSnapshot(snapshot: $0, of: $1("lineage.parent_id") ?? $1("lineage.source_id")) }),
    .init([compute + "restorePointCollections/restorePoints/write"], { resource, value in
      .makeImage(image: resource, snapshots: [], disk: value("lineage.parent_id"), instance: value("lineage.instance_id"))
    }),
    .init([compute + "disks/write"], { .makeDisk(disk: $0, source: LineageReader.source($1)) }),
    .init([compute + "images/write", compute + "galleries/images/versions/write"], { resource, value in
      let source = value("lineage.source_id")
      let isDisk = value("lineage.source_kind") == "disk"
      return .makeImage(
        image: resource, snapshots: isDisk ? [] : source.map { [$0] } ?? [], disk: isDisk ? source : nil,
        instance: value("lineage.instance_id"))
    }),
    .init([compute + "virtualMachines/write"], machine),
    .init([compute + "virtualMachines/attachDetachDataDisks/action"], {
      .setDisks(instance: $0, system: nil, data: dataDisks($1))
    }),
    .init([compute + "virtualMachines/deallocate/action", compute + "virtualMachines/powerOff/action"], { resource, _ in
      .stop(instance: resource, wasRunning: true, isForced: false)
    }),
    .init([compute + "virtualMachines/start/action"], { resource, _ in .start(instance: resource, wasStopped: true) }),
    .init([compute + "virtualMachines/delete"], { resource, _ in .terminate(instance: resource) }),
    .init([compute + "virtualMachines/reimage/action"], { resource, _ in
      .replaceRoot(instance: resource, source: nil, deletesOld: true)
    }),
    .init(["Microsoft.Insights/diagnosticSettings/delete", "Microsoft.Authorization/locks/delete"], { _, _ in
      .touch(instance: nil, .evidenceRemoval)
    }),
    .init([compute + "virtualMachines/runCommand/action"], { resource, _ in .touch(instance: resource, .intrusion) }),
    .init([compute + "virtualMachines/extensions/write"], { resource, _ in
      .touch(instance: resource.split(separator: "/extensions/").first.map(String.init), .intrusion)
    }),
    .init(
      [
        compute + "disks/delete", compute + "snapshots/delete", compute + "restorePointCollections/delete",
        compute + "restorePointCollections/restorePoints/delete",
      ], { resource, _ in .delete(id: resource) }
    ),
  ])

  /// What an event is about: ids are compared in lower case.
  static func resource(_ value: (String) -> String?) -> String {
    (value("cloud.resource.id") ?? value("ResourceName") ?? "unknown").lowercased()
  }

  /// A write of a machine creates it when its body says so, and tells its disks otherwise.
  private static func machine(_ resource: String, _ value: (String) -> String?) -> Act {
    let system = value("lineage.volume_id")?.lowercased()
    let body = body(value)
    let interfaces = all(after: "\"id\":\"", containing: "/networkinterfaces/", in: body)
    if let time = LineageReader.time(value), let created = text(after: "\"timeCreated\":\"", in: body).flatMap(InstantReader.milliseconds),
      abs(time - created) <= 15 * 60_000
    {
      let image = value("lineage.source_id")
      return .launch(
        Act.Launch(
          instance: resource, image: image, systemDisk: system, name: value("ResourceName"), addresses: interfaces))
    }
    return .setDisks(instance: resource, system: system, data: dataDisks(value), links: interfaces)
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
