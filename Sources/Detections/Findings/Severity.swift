/// How bad a finding is. Raising and lowering stop at the ends.
public enum Severity: String, Sendable, CaseIterable, Comparable, Codable {
  case info, low, medium, high, critical

  public static func < (left: Severity, right: Severity) -> Bool { left.rank < right.rank }

  private var rank: Int { Severity.allCases.firstIndex(of: self) ?? 0 }

  /// The severity `steps` higher, or lower when negative.
  public func raised(by steps: Int) -> Severity {
    Severity.allCases[min(max(rank + steps, 0), Severity.allCases.count - 1)]
  }
}
