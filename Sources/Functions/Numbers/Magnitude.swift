/// A unit such as `MB`, `us` or `hits/min`: a scale, a base unit, and whether it is a rate.
struct Magnitude: Sendable {
  /// What a number in this unit is multiplied and divided by to be in the base unit (per second, for a rate).
  let multiplier: Double
  let divisor: Double
  /// The unit without its prefix.
  let base: String
  let isRate: Bool

  /// - Parameters:
  ///   - base: the unit without prefix, when it is known; the text must then consist of a prefix and it.
  ///   - isBinary: whether k, M, G… are powers of 1024.
  init?(_ text: String, base known: String?, isBinary: Bool) {
    var unit = text[...]
    var seconds = 1.0
    if let slash = unit.lastIndex(of: "/") {
      guard let length = Self.timeUnits[String(unit[unit.index(after: slash)...])] else { return nil }
      seconds = length
      unit = unit[..<slash]
      isRate = true
    } else {
      isRate = false
    }
    var factor = (1.0, 1.0)
    if let known {
      guard unit.hasSuffix(known) else { return nil }
      let prefix = unit.dropLast(known.count)
      if !prefix.isEmpty {
        guard let scale = Self.scale(of: String(prefix), isBinary: isBinary) else { return nil }
        factor = scale
      }
      base = known
    } else if let prefix = Self.prefixes.first(where: { unit.hasPrefix($0) }),
      let scale = Self.scale(of: prefix, isBinary: isBinary)
    {
      factor = scale
      base = String(unit.dropFirst(prefix.count))
    } else {
      base = String(unit)
    }
    multiplier = factor.0
    divisor = factor.1 * seconds
  }

  private static func scale(of prefix: String, isBinary: Bool) -> (Double, Double)? {
    if let power = binary[prefix] { return (power, 1) }
    guard let (multiplier, divisor) = decimal[prefix] else { return nil }
    if isBinary, let power = binary[(prefix == "k" ? "K" : prefix) + "i"] { return (power, 1) }
    return (multiplier, divisor)
  }

  /// All prefixes, longer ones first.
  private static let prefixes = (Array(decimal.keys) + Array(binary.keys)).sorted {
    $0.count == $1.count ? $0 < $1 : $0.count > $1.count
  }

  private static let decimal: [String: (Double, Double)] = [
    "Y": (1e24, 1), "Z": (1e21, 1), "E": (1e18, 1), "P": (1e15, 1), "T": (1e12, 1), "G": (1e9, 1), "M": (1e6, 1),
    "k": (1e3, 1), "K": (1e3, 1), "h": (1e2, 1), "da": (10, 1), "d": (1, 10), "c": (1, 1e2), "m": (1, 1e3),
    "u": (1, 1e6), "µ": (1, 1e6), "n": (1, 1e9), "p": (1, 1e12), "f": (1, 1e15), "a": (1, 1e18), "z": (1, 1e21),
    "y": (1, 1e24),
  ]

  private static let binary: [String: Double] = [
    "Ki": 0x1p10, "Mi": 0x1p20, "Gi": 0x1p30, "Ti": 0x1p40, "Pi": 0x1p50, "Ei": 0x1p60, "Zi": 0x1p70, "Yi": 0x1p80,
  ]

  /// The lengths of the times that may stand after the slash of a rate, in seconds.
  private static let timeUnits: [String: Double] = [
    "s": 1, "sec": 1, "second": 1, "m": 60, "min": 60, "minute": 60, "h": 3600, "hour": 3600, "d": 86_400,
    "day": 86_400, "w": 604_800, "week": 604_800,
  ]
}
