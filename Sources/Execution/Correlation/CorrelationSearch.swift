/// Puts events of several queries together: one event for each, with equal keys, in order and close enough in time.
///
/// The events of the root are taken one after the other; the other queries are tried in the order written, each from
/// its first event, so the earliest combinations come first. Three things keep that short. A choice that leaves a
/// later query without an event is taken back at once. Where a query runs out of events, the search goes back to the
/// last choice that is to blame, past those that are not. And where only an earlier event of a query could help, its
/// later ones are not tried.
struct CorrelationSearch {
  private let correlation: Correlation
  private let counts: [Int]
  private let fit: CorrelationFit
  /// The queries in the order in which they are tried; the root is the first.
  private let turns: [Int]
  /// For each turn, and for each number of turns before it, how its events are found after that many.
  private var lookups: [[CorrelationLookup]] = []
  /// For each query, whether an event has been used; only where events are used once.
  private var used: [[Bool]]
  /// The event of each query that has had its turn.
  private var chosen: [Int]
  private var found: [[Int]] = []
  private var foundForRoot = 0
  /// How many events may still be looked at: each event of the root and each constellation adds to it.
  private var allowance: Int
  private let mostAttempts: Int

  /// Events looked at, beyond those allowed for each event of the root and each constellation, before the search
  /// gives up.
  static let mostAttempts = 20_000_000
  private static let allowanceForEach = 10_000
  /// Looks ahead for one query end here, and it counts as having an event.
  private static let mostLooksAhead = 1000

  init(_ correlation: Correlation, _ events: CorrelationEvents, mostAttempts: Int = Self.mostAttempts) {
    self.correlation = correlation
    self.mostAttempts = mostAttempts
    allowance = mostAttempts
    counts = events.queries.map(\.count)
    fit = CorrelationFit(correlation, events)
    turns = [correlation.root] + correlation.queries.indices.filter { $0 != correlation.root }
    used = counts.map { correlation.usesEventsOnce ? Array(repeating: false, count: $0) : [] }
    chosen = Array(repeating: -1, count: counts.count)
    // The query that is the first to give a variable its value.
    var givers: [Int?] = Array(repeating: nil, count: correlation.variableCount)
    var giversAfter: [[Int?]] = []
    for turn in turns {
      giversAfter.append(givers)
      for key in correlation.queries[turn].keys where givers[key.variable] == nil { givers[key.variable] = turn }
    }
    for (turn, query) in turns.enumerated() {
      let own = Set(correlation.queries[query].keys.map(\.variable)).sorted()
      var known: [[Int]: CorrelationLookup] = [:]
      lookups.append(
        (0...turn).map { count in
          let givers = giversAfter[count]
          let variables = own.filter { givers[$0] != nil }
          if let lookup = known[variables] { return lookup }
          let lookup = CorrelationLookup(
            of: query, in: events, by: variables, from: variables.compactMap { givers[$0] })
          known[variables] = lookup
          return lookup
        })
    }
  }

  /// The constellations found: for each query, the number of its event.
  mutating func constellations() throws(ExecutionError) -> [[Int]] {
    for root in 0..<counts[correlation.root] {
      if isUsed(correlation.root, root) { continue }
      foundForRoot = 0
      allowance += Self.allowanceForEach
      chosen[correlation.root] = root
      let blame = try fill(after: 0)
      chosen[correlation.root] = -1
      if let blame, !blame.letsLaterHelp(correlation.root) { break }
    }
    return found
  }

  private func isUsed(_ query: Int, _ event: Int) -> Bool { correlation.usesEventsOnce && used[query][event] }

  /// Fills the turns after one that has just chosen; returns what stopped that, and nothing when something was found.
  private mutating func fill(after turn: Int) throws(ExecutionError) -> CorrelationBlame? {
    for later in turns.indices.dropFirst(turn + 2) {
      if let blame = try lacking(turn: later, after: turn + 1) { return blame }
    }
    return try fill(turn: turn + 1)
  }

  /// Tries the events of a turn's query, and the turns after it.
  private mutating func fill(turn: Int) throws(ExecutionError) -> CorrelationBlame? {
    guard turn < turns.count else {
      takeConstellation()
      return nil
    }
    let query = turns[turn]
    let lookup = lookups[turn][turn]
    var blame = CorrelationBlame()
    let places = begin(lookup, &blame)
    var hasFound = false
    defer { chosen[query] = -1 }
    for place in places {
      try countAttempt()
      let event = lookup.event(at: place)
      let verdict = verdict(on: event, &blame)
      if verdict == .isTooLate { break }
      if verdict != .fits || isUsed(query, event.number) { continue }
      chosen[query] = event.number
      let stop = try fill(after: turn)
      chosen[query] = -1
      guard let stop else {
        hasFound = true
        if isDone(turn) { break }
        continue
      }
      if !stop.names(query) { return hasFound ? nil : stop }
      blame.formUnion(stop.without(query))
      if !stop.letsLaterHelp(query) { break }
    }
    return hasFound ? nil : blame
  }

  private mutating func takeConstellation() {
    found.append(chosen)
    foundForRoot += 1
    allowance += Self.allowanceForEach
    if correlation.usesEventsOnce {
      for (query, event) in chosen.enumerated() { used[query][event] = true }
    }
  }

  /// Whether nothing more is wanted for the root's event, or one of the events chosen was used up.
  private func isDone(_ turn: Int) -> Bool {
    if foundForRoot >= correlation.mostPerRoot { return true }
    guard correlation.usesEventsOnce else { return false }
    return turns[..<turn].contains { used[$0][chosen[$0]] }
  }

  /// What leaves a later turn without an event once some have chosen; `nil` when it has one.
  private mutating func lacking(turn: Int, after count: Int) throws(ExecutionError) -> CorrelationBlame? {
    let lookup = lookups[turn][count]
    var blame = CorrelationBlame()
    let places = begin(lookup, &blame)
    for place in places {
      if place - places.lowerBound >= Self.mostLooksAhead { return nil }
      try countAttempt()
      let verdict = verdict(on: lookup.event(at: place), &blame)
      if verdict == .fits { return nil }
      if verdict == .isTooLate { break }
    }
    return blame
  }

  /// The places of the events that have the values wanted and are not too early, and what excludes the others.
  private func begin(_ lookup: CorrelationLookup, _ blame: inout CorrelationBlame) -> Range<Int> {
    for giver in lookup.givers { blame.add(giver.query) }
    let places = lookup.places(beside: chosen)
    if places.isEmpty { return places }
    var earliest = CorrelationFit.Earliest()
    for (other, choice) in chosen.enumerated() where choice >= 0 {
      earliest.tighten(by: fit.earliest(of: lookup.query, beside: CorrelationFit.Event(query: other, number: choice)))
    }
    let start = lookup.first(of: places, from: earliest, by: fit)
    if start > places.lowerBound {
      // All bounds but the last are met by some, yet whoever gives the last gives it for all.
      for (other, choice) in chosen.enumerated() where choice >= 0 {
        let own = fit.earliest(of: lookup.query, beside: CorrelationFit.Event(query: other, number: choice))
        if own.rank == earliest.rank && own.rank > 0 || own.time == earliest.time && own.time > .min {
          blame.addEarlier(of: other)
        }
      }
    }
    return start..<places.upperBound
  }

  /// Whether an event goes with those chosen so far; its keys do.
  private func verdict(on event: CorrelationFit.Event, _ blame: inout CorrelationBlame) -> CorrelationFit.Verdict {
    for (other, choice) in chosen.enumerated() where choice >= 0 {
      let verdict = fit.verdict(on: event, beside: CorrelationFit.Event(query: other, number: choice))
      switch verdict {
      case .fits: continue
      case .isTooEarly: blame.addEarlier(of: other)
      case .doesNotFit, .isTooLate: blame.add(other)
      }
      return verdict
    }
    return .fits
  }

  private mutating func countAttempt() throws(ExecutionError) {
    allowance -= 1
    if allowance < 0 {
      throw .limitExceeded(
        """
        correlate() tried \(mostAttempts) combinations in vain, its limit: link more fields, give within, or filter \
        the events of its queries further
        """)
    }
  }
}
