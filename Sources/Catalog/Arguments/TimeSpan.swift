public import MartletDiagnostics

/// A length of time such as `15m` or `1 day` (language reference §8).
public struct TimeSpan: ArgumentValue, Hashable {
  public static var typeName: String { "duration" }
  public let milliseconds: Int64
  private let text: String

  public init(milliseconds: Int64) {
    self.milliseconds = milliseconds
    text = "\(milliseconds)ms"
  }

  /// The span a text stands for; `nil` when it is none, such as `1h30m`, `5M` or a bare unit.
  public init?(_ text: String) {
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    guard let count = Int64(digits) else { return nil }
    var unit = text.dropFirst(digits.count)
    if unit.first == " " { unit = unit.dropFirst() }
    guard let length = Self.units[String(unit)] else { return nil }
    let (milliseconds, overflow) = count.multipliedReportingOverflow(by: length)
    guard !overflow else { return nil }
    self.milliseconds = milliseconds
    self.text = text
  }

  public init(_ literal: Located<Literal>) throws(Diagnostic) {
    if case .unknownParameter = literal.value {
      self.init(milliseconds: 1)
      return
    }
    guard let text = literal.value.text else {
      throw .argumentType(expected: Self.typeName, found: literal.value, at: literal.range)
    }
    guard let span = TimeSpan(text) else { throw .badDuration(text, at: literal.range) }
    self = span
  }

  public var sourceText: String? { text }

  /// Unit spellings and their length in milliseconds; months are 30 days, quarters 90, years 365.
  public static let units: [String: Int64] = {
    let second: Int64 = 1000
    let day = 24 * 3600 * second
    let lengths: [(Int64, String)] = [
      (1, "ms millis millisecond milliseconds"), (second, "s sec secs second seconds"),
      (60 * second, "m min minute minutes"), (3600 * second, "h hr hrs hour hours"), (day, "d day days"),
      (7 * day, "w week weeks"), (30 * day, "mon month months"), (90 * day, "q qtr qtrs quarter quarters"),
      (365 * day, "y yr yrs year years"),
    ]
    var units: [String: Int64] = [:]
    for (length, names) in lengths {
      for name in names.split(separator: " ") { units[String(name)] = length }
    }
    return units
  }()
}

extension Diagnostic {
  /// A duration nobody can read; names the usual mistakes.
  public static func badDuration(_ text: String, at range: SourceRange) -> Self {
    if let span = TimeSpan(text), span.milliseconds == 0 {
      return Diagnostic(
        "bad-duration", "'\(text)' is a duration of nothing", at: range, help: "Write a longer one, such as '1s' or '5min'.")
    }
    return Diagnostic("bad-duration", "'\(text)' is not a duration", at: range, help: advice(onDuration: text))
  }

  private static func advice(onDuration text: String) -> String {
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    let unit = String(text.dropFirst(digits.count).drop { $0 == " " })
    let count = digits.isEmpty ? "5" : String(digits)
    if text.contains("M") { return "'m' means minutes; write '30d' or '1mon' for a month." }
    if digits.isEmpty, TimeSpan.units[unit] != nil { return "Put a number before the unit, as in '1\(unit)'." }
    if unit.utf8.count > 1, unit.allSatisfy(\.isLetter),
      let near = Suggestion.closest(to: unit, among: TimeSpan.units.keys.sorted()).first
    {
      return "There is no unit '\(unit)'; write '\(count)\(near)'."
    }
    if unit.contains(where: \.isNumber), unit.contains(where: \.isLetter), !unit.contains(".") {
      return "Write a whole number and one unit, such as '90m', '36h' or '7d'; units cannot be combined."
    }
    return "Write a whole number and one unit, such as '90m', '36h' or '7d'."
  }
}
