import MartletExecution

/// `tuning.yaml`: what is known to be normal here, as structural facts and never as part of a name.
public struct Tuning: Sendable {
  public var entries: [Entry]

  public init(entries: [Entry] = []) {
    self.entries = entries
  }

  /// One exception. All its conditions must hold for a finding to be covered.
  public struct Entry: Sendable {
    public var name: String
    public var owner: String
    public var reason: String
    /// `2026-12-31`: after that day the entry only warns.
    public var expires: String
    public var effect = Effect.suppress
    /// Identities: a user's or role's ARN, a principal id, an object id, the address of a service account.
    public var actors: Set<String>?
    public var resources: Set<String>?
    public var accounts: Set<String>?
    public var catalogue: Set<String>?
    var networks: [Network]?
    /// Two-letter codes; needs a database of addresses.
    public var countries: Set<String>?
    public var windows: [Window]?
    public var recurring: [RecurringWindow]?
    /// `key` or `key=value`: one of them must be on what was made or put in place.
    public var tags: [String]?
    /// Change tickets that cover a resource.
    public var tickets: [Ticket]?

    public enum Effect: String, Sendable, CaseIterable { case suppress, lower }
  }

  /// A span of time, in epoch milliseconds, both ends included.
  public struct Window: Sendable {
    public var from: Int64
    public var to: Int64
  }

  /// Hours of some days of the week, every week, by the clock of a place. Until midnight, or over it when it ends
  /// earlier than it starts.
  public struct RecurringWindow: Sendable {
    /// Monday is 0.
    var days: Set<Int>
    /// Minutes since midnight.
    var from: Int
    var to: Int
    var zone: TimeZoneRules

    /// Whether an instant lies in it.
    public func contains(_ time: Int64) -> Bool {
      let local = time + Int64(zone.offsetSeconds(time)) * 1000
      let minutes = Int((local % 86_400_000 + 86_400_000) % 86_400_000 / 60_000)
      let days = (local - Int64(minutes) * 60_000) / 86_400_000
      let day = Int(((days + 3) % 7 + 7) % 7)
      if from <= to { return self.days.contains(day) && minutes >= from && minutes <= to }
      if minutes >= from { return self.days.contains(day) }
      return minutes <= to && self.days.contains((day + 6) % 7)
    }

    /// Whether a span lies in one occurrence of it: no longer than that, and both ends inside.
    func contains(_ span: ClosedRange<Int64>) -> Bool {
      let length = Int64(from <= to ? to - from : to + 1440 - from) * 60_000 + 59_999
      return span.upperBound - span.lowerBound <= length && contains(span.lowerBound) && contains(span.upperBound)
    }
  }

  public struct Ticket: Sendable {
    public var id: String
    public var resource: String
    public var window: Window
  }
}
