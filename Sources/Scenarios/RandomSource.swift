/// A small deterministic generator (SplitMix64): the same seed gives the same telemetry on every machine.
public struct RandomSource: Sendable, RandomNumberGenerator {
  private var state: UInt64

  public init(seed: UInt64) {
    state = seed
  }

  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// A number from 0 up to, not including, `bound`.
  public mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }

  public mutating func number(in range: ClosedRange<Int>) -> Int { range.lowerBound + below(range.count) }

  public mutating func chance(_ percent: Int) -> Bool { below(100) < percent }

  public mutating func pick<Element>(_ elements: [Element]) -> Element { elements[below(elements.count)] }

  /// Hexadecimal digits in lower case.
  public mutating func hex(_ count: Int) -> String { characters(count, from: "0123456789abcdef") }

  public mutating func capitals(_ count: Int) -> String { characters(count, from: "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567") }

  public mutating func digits(_ count: Int) -> String { characters(count, from: "0123456789") }

  public mutating func uuid() -> String { "\(hex(8))-\(hex(4))-4\(hex(3))-a\(hex(3))-\(hex(12))" }

  private mutating func characters(_ count: Int, from alphabet: String) -> String {
    let alphabet = Array(alphabet.utf8)
    var bytes: [UInt8] = []
    for _ in 0..<count { bytes.append(alphabet[below(alphabet.count)]) }
    return String(decoding: bytes, as: UTF8.self)
  }
}
