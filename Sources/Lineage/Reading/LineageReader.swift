/// Reads normalised events of the `resources` view as lineage events.
public enum LineageReader {
  /// The fields it needs of each event: those that the mapping of records gives in every shape of a cloud's records.
  public static let fields: [String] = [
    "#event_simpleName", "#event.outcome", "@timestamp", "timestamp", "cloud.provider", "cloud.account.id",
    "cloud.region", "cloud.resource.id", "cloud.resource.tags", "event.id", "event.provider", "ActorUserName", "user.id", "user.arn",
    "actor.is_service", "source.ip", "OperationName", "operation.phases", "ResourceType", "ResourceName", "error.code",
    "lineage.source_kind", "lineage.source_id", "lineage.parent_id", "lineage.instance_id", "lineage.volume_id",
    "lineage.device", "lineage.is_root", "lineage.prev_state", "lineage.restore_kind", "lineage.links",
    "lineage.sources", "lineage.machine_type", "lineage.root_device", "lineage.disks", "lineage.disks_gone",
    "lineage.forced", "lineage.deletes_old", "lineage.saved_time", "lineage.creates", "lineage.ephemeral",
    "lineage.change", "lineage.alias",
  ]

  /// The operations that lineage learns from: others may be passed over unread.
  public static let operations: [String] =
    AWSActs.readings.operations + AzureActs.readings.operations + GCPActs.readings.operations

  /// Whether lineage may learn something from events of the operation.
  public static func learns(from operation: String) -> Bool { reading(of: operation) != nil }

  private static func reading(of operation: String) -> ActReadings.Reading? {
    AWSActs.readings[operation] ?? AzureActs.readings[operation] ?? GCPActs.readings[operation]
      ?? lowercased[operation.lowercased()]
  }

  /// Operations of Azure whose documented spelling the mapping does not know come in capitals.
  private static let lowercased: [String: ActReadings.Reading] = Dictionary(
    uniqueKeysWithValues: AzureActs.readings.operations.compactMap { name in
      AzureActs.readings[name].map { (name.lowercased(), $0) }
    })

  /// The lineage event of a row, which is given by the values of its fields; `nil` when lineage learns nothing of it.
  public static func event(position: UInt64, _ value: (String) -> String?) -> LineageEvent? {
    guard let operation = value("OperationName"), let provider = value("cloud.provider").flatMap(Provider.init(rawValue:)),
      let time = time(value)
    else { return nil }
    let act: Act? =
      switch provider {
      case .aws: AWSActs.readings[operation].flatMap { $0(value("ResourceName") ?? "unknown", value) }
      case .azure:
        (AzureActs.readings[operation] ?? lowercased[operation.lowercased()]).flatMap { $0(AzureActs.resource(value), value) }
      case .gcp: GCPActs.readings[operation].flatMap { $0(GCPActs.resource(value), value) }
      }
    guard let act else { return nil }
    let name = value("ActorUserName") ?? "unknown"
    let outcome = value("#event.outcome")
    var event = LineageEvent(
      time: time, position: position, provider: provider, account: value("cloud.account.id") ?? "unknown",
      region: value("cloud.region") ?? "unknown", eventID: value("event.id") ?? "\(position)", operation: operation,
      actor: Actor(
        name: name, family: value("user.id") ?? name, isService: value("actor.is_service") == "true",
        arn: value("user.arn")),
      address: value("source.ip"), succeeded: outcome == "success" || isAccepted(provider, outcome, value),
      isDryRun: value("error.code")?.hasSuffix("DryRunOperation") ?? false,
      resource: value("ResourceName") ?? "unknown", act: act)
    event.isFinal = outcome == "success"
    event.tags = lines("cloud.resource.tags", value)
    return event
  }

  /// An operation that was accepted goes on by itself; the record of its end may come later, or never.
  private static func isAccepted(_ provider: Provider, _ outcome: String?, _ value: (String) -> String?) -> Bool {
    guard outcome == "unknown", let phases = value("operation.phases") else { return false }
    return phases.contains(provider == .gcp ? "first" : "Accept")
  }

  /// When the event happened, in epoch milliseconds.
  public static func time(_ value: (String) -> String?) -> Int64? {
    (value("@timestamp") ?? value("timestamp")).flatMap { Int64($0) }
  }

  /// What a disk was made from, when the record says so.
  static func source(_ value: (String) -> String?) -> Act.Source? {
    guard let kind = value("lineage.source_kind").flatMap(Act.Source.Kind.init(rawValue:)) else { return nil }
    return Act.Source(kind, value("lineage.source_id") ?? "")
  }

  /// When a state was saved, as a record of something else tells it.
  static func savedTime(_ value: (String) -> String?) -> Int64? {
    value("lineage.saved_time").flatMap { Int64($0) ?? InstantReader.milliseconds($0) }
  }

  /// The values of a list, which stand one on a line.
  public static func lines(_ field: String, _ value: (String) -> String?) -> [String] {
    value(field)?.split(separator: "\n").map(String.init) ?? []
  }

  /// The values of a list of `name=value`.
  static func pairs(_ field: String, _ value: (String) -> String?) -> [String: String] {
    var pairs: [String: String] = [:]
    for line in lines(field, value) {
      let parts = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      if parts.count == 2 { pairs[parts[0]] = parts[1] }
    }
    return pairs
  }
}
