/// What operations of Azure Resource Manager mean for lineage.
enum AzureActs {
  private static let compute = "Microsoft.Compute/"

  /// What each operation means, by its name as documented.
  static let readings = ActReadings([
    .init([compute + "snapshots/write"], { resource, value in
      // A snapshot of a snapshot is a copy of it.
      if let source = value("lineage.source_id") { return .copySnapshot(snapshot: resource, source: source) }
      return .takeSnapshot(snapshot: resource, of: value("lineage.parent_id"))
    }),
    .init(
      [compute + "restorePointCollections/restorePoints/write", compute + "restorePointCollections/write"],
      { resource, value in
        .makeImage(
          image: resource, snapshots: [], disk: value("lineage.parent_id"), instance: value("lineage.instance_id"),
          extra: .init(disks: LineageReader.pairs("lineage.disks", value)))
      }
    ),
    .init([compute + "disks/write"], { .makeDisk(disk: $0, source: LineageReader.source($1)) }),
    .init([compute + "images/write", compute + "galleries/images/versions/write"], { resource, value in
      let source = value("lineage.source_id")
      let isDisk = value("lineage.source_kind") == "disk"
      return .makeImage(
        image: resource, snapshots: isDisk ? [] : source.map { [$0] } ?? [], disk: isDisk ? source : nil,
        instance: value("lineage.instance_id"), extra: .init(alias: value("lineage.alias")))
    }),
    .init([compute + "virtualMachines/write"], machine),
    .init([compute + "virtualMachines/attachDetachDataDisks/action"], { resource, value in
      if value("lineage.change") == "layout" {
        return .setDisks(instance: resource, system: nil, data: LineageReader.lines("lineage.disks", value))
      }
      return .changeDisks(
        instance: resource, attached: LineageReader.lines("lineage.disks", value),
        detached: LineageReader.lines("lineage.disks_gone", value))
    }),
    .init([compute + "virtualMachines/deallocate/action", compute + "virtualMachines/powerOff/action"], { resource, _ in
      .stop(instance: resource, wasRunning: true, isForced: false)
    }),
    .init([compute + "virtualMachines/start/action"], { resource, _ in .start(instance: resource, wasStopped: true) }),
    .init([compute + "virtualMachines/delete"], { resource, _ in .terminate(instance: resource) }),
    .init([compute + "virtualMachines/reimage/action"], { resource, _ in
      .replaceRoot(instance: resource, source: nil, deletesOld: true)
    }),
    .init([compute + "virtualMachines/runCommand/action"], { resource, _ in .touch(instance: resource, .intrusion) }),
    .init([compute + "virtualMachines/extensions/write"], { resource, _ in
      .touch(instance: resource.split(separator: "/extensions/").first.map(String.init), .intrusion)
    }),
    .init(
      [
        compute + "disks/delete", compute + "snapshots/delete", compute + "restorePointCollections/delete",
        compute + "restorePointCollections/restorePoints/delete", compute + "images/delete",
        compute + "galleries/images/versions/delete",
      ], { resource, _ in .delete(id: resource) }
    ),
    .init(["Microsoft.Authorization/locks/delete", "Microsoft.Insights/diagnosticSettings/delete"], { resource, _ in
      let scope = resource.split(separator: "/providers/microsoft.authorization/").first ?? ""
      return .silence(scope: scope.split(separator: "/providers/microsoft.insights/").first.map(String.init))
    }),
  ])

  /// What an event is about: ids are compared in lower case.
  static func resource(_ value: (String) -> String?) -> String {
    (value("cloud.resource.id") ?? value("ResourceName") ?? "unknown").lowercased()
  }

  /// A write of a machine creates it when its body says so, and tells its disks otherwise.
  private static func machine(_ resource: String, _ value: (String) -> String?) -> Act {
    let system = value("lineage.volume_id")
    let links = LineageReader.lines("lineage.links", value)
    let isEphemeral = value("lineage.ephemeral") == "true"
    let data = value("lineage.disks").map { _ in LineageReader.lines("lineage.disks", value) }
    guard value("lineage.creates") == "true" else {
      return .setDisks(instance: resource, system: system, data: data, links: links, isEphemeral: isEphemeral)
    }
    return .launch(
      Act.Launch(
        instance: resource, image: value("lineage.source_id"), systemDisk: system, links: links,
        disks: Dictionary(uniqueKeysWithValues: Set(data ?? []).map { ($0, $0) }), isEphemeral: isEphemeral))
  }
}
