import MartletLineage

/// A row that a detection's query gave.
public struct Match: Sendable {
  public var manifest: Manifest
  public var fields: [String: String]

  public init(manifest: Manifest, fields: [(name: String, value: String)]) {
    self.manifest = manifest
    var byName: [String: String] = [:]
    for field in fields { byName[field.name] = field.value }
    self.fields = byName
  }

  /// What its findings are called.
  var detection: String { manifest.package ?? manifest.name }

  var effect: Manifest.FindingMap.Effect { manifest.finding?.effect ?? .base }

  var severity: Severity {
    manifest.finding?.severityField.flatMap { fields[$0] }.flatMap { Severity(rawValue: $0.lowercased()) }
      ?? manifest.severity
  }

  var chain: String? { fields["lineage.chain"] }

  /// What was reverted: the field the manifest names, else the instance lineage found, else the resource of the event.
  var resource: String {
    manifest.finding?.resource.flatMap { fields[$0] } ?? fields["lineage.instance_id"] ?? fields["ResourceName"]
      ?? fields["cloud.account.id"] ?? fields["ComputerName"] ?? fields["aid"] ?? "unknown"
  }

  /// When it happened, in epoch milliseconds; an aggregated row may not say.
  var time: Int64? { (fields["@timestamp"] ?? fields["timestamp"]).flatMap { Int64($0) } }

  /// The event that completed the row.
  var eventID: String { fields["event.id"] ?? "" }

  var step: Finding.Step? {
    guard let time, let action = fields["OperationName"] else { return nil }
    return Finding.Step(
      time: time, eventID: eventID, action: action, resource: fields["ResourceName"] ?? resource,
      actor: fields["ActorUserName"] ?? "unknown", address: fields["source.ip"])
  }

  /// Who acted, as far as the row says.
  var identity: Actor? {
    fields["ActorUserName"].map { name in
      Actor(
        name: name, family: fields["user.id"] ?? name, isService: fields["actor.is_service"] == "true",
        arn: fields["user.arn"])
    }
  }

  var tags: [String] { LineageReader.lines("cloud.resource.tags") { fields[$0] } }

  var reason: String { manifest.finding?.reason ?? manifest.title }
}
