/// `tuning.yaml`: what is known to be normal here, as structural facts and never as part of a name.
public struct Tuning: Sendable, Codable {
  public var entries: [Entry]

  public init(entries: [Entry] = []) {
    self.entries = entries
  }

  /// One exception. All its conditions must hold for a finding to be suppressed.
  public struct Entry: Sendable, Codable {
    public var name: String
    public var owner: String
    public var reason: String
    /// `2026-12-31`: after that day the entry only warns.
    public var expires: String
    /// Whole actor families: a role's ARN or principal id, an object id, an account's address.
    public var actors: [String]?
    public var resources: [String]?
    public var accounts: [String]?
    public var catalogue: [String]?
    /// Addresses in CIDR notation.
    public var networks: [String]?
    public var windows: [Window]?
    /// Change tickets that cover a resource.
    public var tickets: [Ticket]?
    /// `suppress` (the default) or `lower`.
    public var effect: Effect?

    public enum Effect: String, Sendable, Codable { case suppress, lower }
  }

  /// A span of time, both ends as ISO 8601 instants.
  public struct Window: Sendable, Codable {
    public var from: String
    public var to: String
  }

  public struct Ticket: Sendable, Codable {
    public var id: String
    public var resource: String
    public var from: String
    public var to: String
  }
}
