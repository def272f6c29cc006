/// Drafts by what may tie them to another: chains, the steps of their chains, the resources they are about.
///
/// Whether two drafts belong together is for `Draft` to say; the index only keeps those apart that share nothing.
struct DraftIndex {
  private var numbers: [String: [Int]] = [:]

  /// The drafts that share something with `draft`, the newest first.
  func candidates(for draft: Draft) -> [Int] {
    Set(draft.ties.flatMap { numbers[$0] ?? [] }).sorted(by: >)
  }

  /// The drafts that share something with a row, the oldest first.
  func candidates(for row: Match) -> [Int] {
    Set(Draft.ties(of: row).flatMap { numbers[$0] ?? [] }).sorted()
  }

  mutating func add(_ draft: Draft, as number: Int) {
    for tie in draft.ties where numbers[tie]?.last != number { numbers[tie, default: []].append(number) }
  }
}
