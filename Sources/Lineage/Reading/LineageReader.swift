/// Reads normalised events of the `resources` view as lineage events.
public enum LineageReader {
  /// The fields it needs of each event.
  public static let fields: [String] =
    [
      "#event_simpleName", "#event.outcome", "@timestamp", "timestamp", "cloud.provider", "cloud.account.id",
      "cloud.region", "cloud.resource.id", "cloud.op.index", "event.id", "event.provider", "ActorUserName", "user.id",
      "actor.is_service", "source.ip", "OperationName", "ResourceType", "ResourceName", "error.code",
      "lineage.source_kind", "lineage.source_id", "lineage.parent_id", "lineage.instance_id", "lineage.volume_id",
      "lineage.device", "lineage.is_root", "lineage.prev_state", "lineage.restore_kind",
    ] + AWSActs.fields + AzureActs.fields + GCPActs.fields

  /// The operations that lineage learns from: others may be passed over unread.
  public static let operations: [String] =
    AWSActs.readings.operations + AzureActs.readings.operations + GCPActs.readings.operations

  /// Whether lineage may learn something from events of the operation.
  public static func learns(from operation: String) -> Bool {
    AWSActs.readings[operation] != nil || AzureActs.readings[operation] != nil
      || GCPActs.readings[operation] != nil
  }

  /// The lineage event of a row, which is given by the values of its fields; `nil` when lineage learns nothing of it.
  public static func event(position: UInt64, _ value: (String) -> String?) -> LineageEvent? {
    guard let operation = value("OperationName"), let provider = value("cloud.provider").flatMap(Provider.init(rawValue:)),
      let time = time(value)
    else { return nil }
    let act: Act? =
      switch provider {
      case .aws: AWSActs.readings[operation].flatMap { $0(value("ResourceName") ?? "unknown", value) }
      case .azure: AzureActs.readings[operation].flatMap { $0(AzureActs.resource(value), value) }
      case .gcp: GCPActs.readings[operation].flatMap { $0(GCPActs.resource(value), value) }
      }
    guard let act else { return nil }
    let name = value("ActorUserName") ?? "unknown"
    return LineageEvent(
      time: time, position: position, provider: provider, account: value("cloud.account.id") ?? "unknown",
      region: value("cloud.region") ?? "unknown", eventID: value("event.id") ?? "\(position)", operation: operation,
      actor: Actor(name: name, family: value("user.id") ?? name, isService: value("actor.is_service") == "true"),
      address: value("source.ip"), succeeded: value("#event.outcome") == "success",
      isDryRun: value("error.code")?.hasSuffix("DryRunOperation") ?? false,
      resource: value("ResourceName") ?? "unknown", act: act)
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
}
