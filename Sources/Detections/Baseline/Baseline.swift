import MartletLineage

/// Who acts where and when, learnt from logs: what a new actor, address or hour is measured against.
///
/// Identities are structural: principal ids, object ids, addresses of service accounts; never a name that a caller can
/// choose. Instants are ISO 8601 texts, so that they compare as they read. `docs/tuning.md` describes the file.
public struct Baseline: Sendable, Equatable {
  public static let version = 1

  /// The time that was learnt from.
  public var from: String
  public var to: String
  public var actors: [ActorEntry] = []
  public var instances: [InstanceEntry] = []

  public init(from: String = "", to: String = "") {
    self.from = from
    self.to = to
  }

  /// How much is kept; what was seen longest ago goes first.
  enum Limit {
    static let actors = 20_000
    static let instances = 50_000
    static let addresses = 64
    static let networks = 32
    static let actorsOfInstance = 64
  }

  /// When something was seen, and how often.
  public struct Seen: Sendable, Equatable, Codable {
    public var first: String
    public var last: String
    public var count: Int

    init(_ time: String) {
      first = time
      last = time
      count = 1
    }

    mutating func add(_ other: Seen) {
      first = min(first, other.first)
      last = max(last, other.last)
      count += other.count
    }
  }

  /// Something by its name, with when it was seen.
  public struct Named: Sendable, Equatable, Codable {
    public var name: String
    public var seen: Seen
  }

  public struct ActorEntry: Sendable, Equatable, Codable {
    public var cloud: String
    public var account: String
    /// What stays the same when the identity opens another session.
    public var actor: String
    public var seen: Seen
    /// The hours of the week it acted in, in UTC: `mon` to `sun`, each with its hours.
    public var hours: [String: [Int]] = [:]
    public var addresses: [Named] = []
    /// `/24` of IPv4 and `/48` of IPv6.
    public var networks: [Named] = []
    /// With a database of addresses: countries, and numbers of autonomous systems.
    public var countries: [Named] = []
    public var systems: [Named] = []
  }

  public struct InstanceEntry: Sendable, Equatable, Codable {
    public var cloud: String
    public var account: String
    public var instance: String
    public var seen: Seen
    public var actors: [Named] = []
  }

  static let days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]

  /// The day and hour, in UTC, of an instant in epoch milliseconds.
  static func slot(of time: Int64) -> (day: String, hour: Int) {
    let hours = time >= 0 ? time / 3_600_000 : (time - 3_599_999) / 3_600_000
    let days = hours >= 0 ? hours / 24 : (hours - 23) / 24
    // The first of January 1970 was a Thursday.
    return (Self.days[Int(((days + 3) % 7 + 7) % 7)], Int(hours - days * 24))
  }

  /// Whole days from one instant to another.
  static func days(from: String, to: String) -> Int {
    guard let start = InstantReader.milliseconds(from), let end = InstantReader.milliseconds(to) else { return 0 }
    return Int((end - start) / 86_400_000)
  }
}

extension [Baseline.Named] {
  mutating func add(_ name: String, _ seen: Baseline.Seen) {
    if let index = firstIndex(where: { $0.name == name }) {
      self[index].seen.add(seen)
    } else {
      append(Baseline.Named(name: name, seen: seen))
    }
  }

  /// At most so many, those seen last, in order of their names.
  func bounded(to limit: Int) -> Self {
    let kept = count <= limit ? self[...] : sorted { ($0.seen.last, $0.name) > ($1.seen.last, $1.name) }.prefix(limit)
    return kept.sorted { $0.name < $1.name }
  }
}
