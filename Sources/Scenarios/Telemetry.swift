/// What a scenario writes into: a clock that moves forward, a source of chance, and the records so far.
public struct Telemetry: Sendable {
  public var random: RandomSource
  public var now: Moment
  public private(set) var records: [NativeRecord] = []
  /// What tells the attackers of one scenario from those of another.
  let cast: String

  /// - Parameter cast: added to the names of attackers; empty for nobody's.
  public init(seed: UInt64, start: Moment = .standardStart, cast: String = "") {
    self.cast = cast.lowercased()
    random = RandomSource(seed: seed)
    now = start
  }

  /// Moves the clock on.
  public mutating func wait(seconds: Int) { now = now + seconds }

  /// Moves the clock on by a random time.
  public mutating func wait(_ seconds: ClosedRange<Int>) { wait(seconds: random.number(in: seconds)) }

  mutating func write(_ record: NativeRecord) { records.append(record) }
}
