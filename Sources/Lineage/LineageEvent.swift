/// Who writes the log an event stands in.
public enum Provider: String, Sendable, CaseIterable {
  case aws, azure, gcp
}

/// Somebody, or something, that acted.
public struct Actor: Sendable, Hashable {
  /// As findings show it.
  public var name: String
  /// What stays the same when one identity opens another session: the role, the object id, the account's address.
  public var family: String
  /// Whether it is the provider's own service by structure, not by name (telemetry reference §7).
  public var isService: Bool
  /// The ARN of the user or role, in AWS.
  public var arn: String?

  public init(name: String, family: String? = nil, isService: Bool = false, arn: String? = nil) {
    self.name = name
    self.family = family ?? name
    self.isService = isService
    self.arn = arn
  }
}

/// One normalised event as lineage sees it: who did what to which disk, snapshot, image or instance.
///
/// Identifiers are whole: an AWS id, a lower-case ARM id, a `projects/…` path.
public struct LineageEvent: Sendable {
  /// Epoch milliseconds.
  public var time: Int64
  /// Input order, the last resort among events of one time.
  public var position: UInt64
  public var provider: Provider
  public var account: String
  public var region: String
  /// The provider's identifier of the record.
  public var eventID: String
  /// The operation as the provider names it.
  public var operation: String
  public var actor: Actor
  public var address: String?
  /// Whether the change happened: neither refused nor a dry run.
  public var succeeded: Bool
  /// Whether the record of its end is there. A change that was accepted, and of whose end nothing is known, counts.
  public var isFinal = true
  /// Tags the call put on what it made, or that its record shows: `key=value`.
  public var tags: [String] = []
  public var isDryRun: Bool
  /// What the operation was done to, for steps and messages.
  public var resource: String
  public var act: Act

  public init(
    time: Int64, position: UInt64, provider: Provider, account: String, region: String, eventID: String,
    operation: String, actor: Actor, address: String? = nil, succeeded: Bool = true, isDryRun: Bool = false,
    resource: String, act: Act
  ) {
    self.time = time
    self.position = position
    self.provider = provider
    self.account = account
    self.region = region
    self.eventID = eventID
    self.operation = operation
    self.actor = actor
    self.address = address
    self.succeeded = succeeded
    self.isDryRun = isDryRun
    self.resource = resource
    self.act = act
  }

  var step: Step {
    Step(
      time: time, eventID: eventID, action: operation, resource: resource, actor: actor, address: address, account: account,
      region: region, isFinal: isFinal, tags: tags)
  }
}

/// One event of a chain, as a finding lists it.
public struct Step: Sendable, Hashable {
  public var time: Int64
  public var eventID: String
  public var action: String
  public var resource: String
  public var actor: Actor
  public var address: String?
  public var account: String
  public var region: String
  /// Whether the record of its end is there.
  public var isFinal = true
  public var tags: [String] = []
}
