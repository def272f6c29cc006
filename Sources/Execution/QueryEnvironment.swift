/// The world a query runs in: clock, zone, search interval, limits. A plain value, so that a run can be repeated.
public struct QueryEnvironment: Sendable {
  /// The time `now()` gives, in epoch milliseconds: fixed for the whole run.
  public var now: Int64
  /// The search interval in epoch milliseconds: `start()` is 0 when no start was given.
  public var start: Int64
  public var end: Int64
  /// Whether the user gave a start; without one, `timeChart` fills only between its first and last bucket.
  public var hasStart: Bool
  public var zone: TimeZoneRules
  /// Whether LogScale's own implicit limits apply.
  public var appliesLimits: Bool
  /// Finds the rules of a zone by its name (`Europe/Copenhagen`, `+02:00`, `Z`).
  public var findZone: @Sendable (String) -> TimeZoneRules?
  /// Reads a lookup file by its name.
  public var readLookup: @Sendable (String) throws(ExecutionError) -> [UInt8]
  public var memoryBudget: MemoryBudget
  /// What a database of addresses knows of one, as it is written; empty without a database.
  public var locate: @Sendable (String) -> AddressPlace? = { _ in nil } {
    didSet { hasPlaces = true }
  }
  /// Whether there is a database of addresses.
  public private(set) var hasPlaces = false
  /// The file of indicators, in CSV or JSON; `nil` when the user named none.
  public var indicators: (@Sendable () throws(ExecutionError) -> (name: String, bytes: [UInt8]))?
  /// The name of an address by the network; `nil` when the network may not be asked.
  public var resolve: (@Sendable (String) -> String?)?
  /// The secrets of `hashRewrite` and `hashMatch`, by name.
  public var salts: [String: String] = [:]
  /// The values of query parameters.
  public var parameters: [String: String] = [:]

  public init(
    now: Int64, start: Int64 = 0, end: Int64? = nil, hasStart: Bool = false, zone: TimeZoneRules = .utc,
    appliesLimits: Bool = false,
    findZone: @escaping @Sendable (String) -> TimeZoneRules? = { $0 == "Z" || $0 == "UTC" ? .utc : nil },
    readLookup: @escaping @Sendable (String) throws(ExecutionError) -> [UInt8] = { (name) throws(ExecutionError) in
      throw .unavailable("there is no lookup file '\(name)'")
    },
    memoryBudget: MemoryBudget = MemoryBudget()
  ) {
    self.now = now
    self.start = start
    self.end = end ?? now
    self.hasStart = hasStart
    self.zone = zone
    self.appliesLimits = appliesLimits
    self.findZone = findZone
    self.readLookup = readLookup
    self.memoryBudget = memoryBudget
  }
}

/// What a database of addresses knows of one.
public struct AddressPlace: Sendable {
  /// Two letters of ISO 3166.
  public var country: String?
  public var city: String?
  /// Degrees.
  public var latitude: Double?
  public var longitude: Double?
  /// The number of the autonomous system, and who runs it.
  public var systemNumber: Int?
  public var organisation: String?

  public init(
    country: String? = nil, city: String? = nil, latitude: Double? = nil, longitude: Double? = nil,
    systemNumber: Int? = nil, organisation: String? = nil
  ) {
    self.country = country
    self.city = city
    self.latitude = latitude
    self.longitude = longitude
    self.systemNumber = systemNumber
    self.organisation = organisation
  }
}

/// The offsets of a time zone. Where the rules come from is the facade's affair.
public struct TimeZoneRules: Sendable {
  public let name: String
  /// Seconds east of UTC at an instant in epoch milliseconds.
  public let offsetSeconds: @Sendable (Int64) -> Int
  /// What clocks call the time at an instant, such as `EST`; the name of the zone where it has no such word.
  public let abbreviation: @Sendable (Int64) -> String

  public init(
    name: String, abbreviation: (@Sendable (Int64) -> String)? = nil, offsetSeconds: @escaping @Sendable (Int64) -> Int
  ) {
    self.name = name
    self.abbreviation = abbreviation ?? { _ in name }
    self.offsetSeconds = offsetSeconds
  }

  public static let utc = TimeZoneRules(name: "UTC") { _ in 0 }
}
