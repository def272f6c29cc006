/// Whether looking for a prefilter's needles still pays: where nearly every record holds them, searching costs more than
/// the parsing it saves. The answer changes what is searched, never what is found.
struct FilterYield {
  private var searched = 0
  private var passedOver = 0
  private var blocks = 0

  /// So many records are searched before anything is concluded.
  private static let trial = 512
  /// The search pays when it passes over one record in so many.
  private static let worthwhile = 8
  /// Where it does not pay, every so many blocks one is searched all the same: logs change.
  private static let probe = 16

  /// Whether the next block is to be searched.
  mutating func searchesNext() -> Bool {
    blocks += 1
    return searched < Self.trial || passedOver * Self.worthwhile >= searched || blocks % Self.probe == 0
  }

  /// Notes what a search gave; older blocks count less and less.
  mutating func note(searched count: Int, passedOver found: Int) {
    if searched > 8 * Self.trial {
      searched /= 2
      passedOver /= 2
    }
    searched += count
    passedOver += found
  }
}
