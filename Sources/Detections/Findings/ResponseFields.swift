import MartletLineage

/// The names that response steps may use: `{finding.resource}` and the like, besides the fields of the row.
///
/// Only what is known has a value. A step is for the thing it names: `finding.snapshot` is a snapshot of AWS and nothing
/// else, `finding.deleted_volume` a volume that was deleted.
struct ResponseFields {
  private(set) var fields: [String: String]

  init(row: [String: String], resource: String, chain: Chain?, account: String?, region: String?) {
    fields = row
    let deleted = Set(chain?.steps.filter { $0.action.lowercased().contains("delete") }.map(\.resource) ?? [])
    func isDeleted(_ id: String) -> Bool { deleted.contains(id) || deleted.contains(Self.last(id)) }
    fields["finding.resource"] = resource
    fields["finding.name"] = Self.last(resource)
    fields["finding.account"] = account
    fields["finding.region"] = region
    fields["finding.new_disk"] = chain?.newDisk
    fields["finding.source"] = chain?.origin?.id
    if let old = chain?.oldDisk {
      fields["finding.old_disk"] = old
      fields["finding.old_disk_name"] = Self.last(old)
      fields[isDeleted(old) ? "finding.deleted_disk" : "finding.kept_disk"] = old
      setPlace(of: old, as: "finding.old_disk")
    }
    for state in chain?.origin?.states ?? [] where fields["finding.snapshot"] == nil {
      guard state.hasPrefix("snap-") else { continue }
      fields[isDeleted(state) ? "finding.deleted_snapshot" : "finding.snapshot"] = state
    }
    if let image = chain?.origin?.states.first(where: { $0.hasPrefix("ami-") }), !isDeleted(image) {
      fields["finding.image"] = image
    }
    if let replacement = chain?.replacement, let chain {
      fields["finding.new_instance"] = chain.isReplaced ? replacement : chain.instance
      if !chain.steps.contains(where: { $0.action == "TerminateInstances" && $0.resource == chain.instance }), chain.isReplaced {
        fields["finding.old_instance"] = chain.instance
      }
    }
    // What runs the older state, and so is to be looked at.
    fields["finding.running"] = fields["finding.new_instance"] ?? (resource.isEmpty ? nil : resource)
    fields["finding.running_name"] = fields["finding.running"].map(Self.last)
    if let running = fields["finding.running"] { setPlace(of: running, as: "finding.running") }
    if let id = row["cloud.resource.id"] { setPlace(of: id, as: "finding.target") }
    if row["ResourceType"] == "AWS::RDS::DBCluster" { fields["finding.cluster"] = chain?.replacement ?? resource }
    if row["ResourceType"] == "AWS::RDS::DBInstance" { fields["finding.database"] = chain?.replacement ?? resource }
  }

  /// Where a path of Azure or Google Cloud says that something lies.
  private mutating func setPlace(of path: String, as prefix: String) {
    let parts = path.split(separator: "/").map(String.init)
    for (part, next) in zip(parts, parts.dropFirst()) {
      switch part {
      case "resourcegroups": fields["\(prefix)_group"] = next
      case "vaults", "backupvaults": fields["\(prefix)_vault"] = next
      case "zones": fields["\(prefix)_zone"] = next
      case "projects": fields["\(prefix)_project"] = next
      default: break
      }
    }
  }

  private static func last(_ path: String) -> String { path.split(separator: "/").last.map(String.init) ?? path }
}
