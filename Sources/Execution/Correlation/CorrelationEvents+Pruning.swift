extension CorrelationEvents {
  /// Looks for one event's partner end here, and it counts as found.
  private static let mostLooks = 1000

  /// Removes events that find no partner in another query, by the keys of both, their order and their distance; again
  /// and again while that pays.
  ///
  /// With two queries the search itself does no more than that.
  mutating func removeWithoutPartner(_ correlation: Correlation) {
    guard queries.count > 2 else { return }
    for _ in 0..<8 {
      var hasRemoved = false
      for query in queries.indices {
        for other in queries.indices where other != query {
          let kept = eventsWithPartner(of: query, in: other, correlation)
          if kept.count == queries[query].count { continue }
          hasRemoved = true
          keep(kept, of: query)
        }
      }
      if !hasRemoved { return }
    }
  }

  private func eventsWithPartner(of query: Int, in other: Int, _ correlation: Correlation) -> [UInt32] {
    let shared = Set(correlation.queries[query].keys.map(\.variable))
      .intersection(correlation.queries[other].keys.map(\.variable)).sorted()
    let lookup = CorrelationLookup(of: other, in: self, by: shared, from: shared.map { _ in query })
    let fit = CorrelationFit(correlation, self)
    var chosen = queries.map { _ in -1 }
    return (0..<UInt32(queries[query].count)).filter { number in
      chosen[query] = Int(number)
      let event = CorrelationFit.Event(query: query, number: Int(number))
      let places = lookup.places(beside: chosen)
      let start = lookup.first(of: places, from: fit.earliest(of: other, beside: event), by: fit)
      for place in start..<places.upperBound {
        if place - start >= Self.mostLooks { return true }
        switch fit.verdict(on: lookup.event(at: place), beside: event) {
        case .fits: return true
        case .doesNotFit, .isTooEarly: continue
        case .isTooLate: return false
        }
      }
      return false
    }
  }
}
