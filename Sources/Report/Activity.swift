/// What the actors of a finding did inside the interval that was wiped.
public struct Activity: Sendable {
  public struct Entry: Sendable {
    /// Epoch milliseconds.
    public var time: Int64
    public var actor: String
    public var action: String
    public var resource: String
    public var address: String
    public var outcome: String
    public var eventID: String

    public init(
      time: Int64, actor: String, action: String, resource: String, address: String, outcome: String, eventID: String
    ) {
      self.time = time
      self.actor = actor
      self.action = action
      self.resource = resource
      self.address = address
      self.outcome = outcome
      self.eventID = eventID
    }
  }

  /// In order of time.
  public var entries: [Entry]
  /// How many more there were.
  public var left: Int

  public init(entries: [Entry], left: Int = 0) {
    self.entries = entries
    self.left = left
  }
}
