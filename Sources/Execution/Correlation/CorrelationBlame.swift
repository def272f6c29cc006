/// The queries whose chosen events left no event for another one: what has to change before a search can get further.
///
/// Queries beyond the 63rd share the last bit, which is never taken out: the search then only jumps back less far.
struct CorrelationBlame {
  /// Queries of which any other event may help.
  private var others: UInt64 = 0
  /// Queries of which only an earlier event may help.
  private var earlier: UInt64 = 0

  private static func bit(of query: Int) -> UInt64 { 1 << UInt64(min(query, 63)) }

  mutating func add(_ query: Int) { others |= Self.bit(of: query) }

  mutating func addEarlier(of query: Int) { earlier |= Self.bit(of: query) }

  mutating func formUnion(_ blame: Self) {
    others |= blame.others
    earlier |= blame.earlier
  }

  /// The same without a query, all of whose events were tried.
  func without(_ query: Int) -> Self {
    var blame = self
    if query < 63 {
      blame.others &= ~Self.bit(of: query)
      blame.earlier &= ~Self.bit(of: query)
    }
    return blame
  }

  func names(_ query: Int) -> Bool { (others | earlier) & Self.bit(of: query) != 0 }

  /// Whether an event of a query may help that is later than the one chosen.
  func letsLaterHelp(_ query: Int) -> Bool { query >= 63 ? names(query) : others & Self.bit(of: query) != 0 }
}
