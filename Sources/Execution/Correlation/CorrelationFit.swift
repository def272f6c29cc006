/// Whether events of two queries may stand in one constellation, apart from their keys: that they are two, their order
/// and their distance in time.
struct CorrelationFit {
  private let queries: [CorrelationEvents.Events]
  private let isSequence: Bool
  private let jitter: Int64
  private let within: Int64?
  /// Whether the events of a query come in the order of time; fields may give another.
  private let isTimed: Bool

  init(_ correlation: Correlation, _ events: CorrelationEvents) {
    queries = events.queries
    isSequence = correlation.isSequence
    jitter = correlation.jitter
    within = correlation.within
    isTimed = correlation.order.isEmpty
  }

  /// An event by its query and its number among the events of that.
  struct Event {
    var query: Int
    var number: Int
  }

  enum Verdict {
    case fits
    case doesNotFit
    /// Nor does it fit beside any later event in the place of the other.
    case isTooEarly
    /// Nor does any later event of its query fit.
    case isTooLate
  }

  func verdict(on event: Event, beside other: Event) -> Verdict {
    if queries[event.query].positions[event.number] == queries[other.query].positions[other.number] {
      return .doesNotFit
    }
    if let within {
      let distance = Self.difference(
        queries[event.query].times[event.number], queries[other.query].times[other.number])
      if distance > within { return isTimed ? .isTooLate : .doesNotFit }
      if distance < -within { return isTimed ? .isTooEarly : .doesNotFit }
    }
    guard isSequence else { return .fits }
    if event.query > other.query {
      if follows(event, other) { return .fits }
      return jitter == 0 || isTimed ? .isTooEarly : .doesNotFit
    }
    if follows(other, event) { return .fits }
    return jitter > 0 ? .doesNotFit : .isTooLate
  }

  /// Whether an event comes after another, give or take the jitter.
  private func follows(_ late: Event, _ early: Event) -> Bool {
    if queries[late.query].ranks[late.number] > queries[early.query].ranks[early.number] { return true }
    guard jitter > 0 else { return false }
    let (lateTime, earlyTime) = (queries[late.query].times[late.number], queries[early.query].times[early.number])
    return Self.difference(earlyTime, lateTime) <= jitter
  }

  /// From where on events of a query can fit beside another event: those before are too early.
  struct Earliest {
    var rank: UInt32 = 0
    var time = Int64.min

    var isAny: Bool { rank == 0 && time == .min }

    mutating func tighten(by other: Earliest) {
      rank = max(rank, other.rank)
      time = max(time, other.time)
    }
  }

  func earliest(of query: Int, beside other: Event) -> Earliest {
    var earliest = Earliest()
    if isSequence, other.query < query {
      if jitter == 0 {
        earliest.rank = queries[other.query].ranks[other.number]
      } else if isTimed {
        earliest.time = Self.difference(queries[other.query].times[other.number], jitter)
      }
    }
    if isTimed, let within {
      earliest.time = max(earliest.time, Self.difference(queries[other.query].times[other.number], within))
    }
    return earliest
  }

  /// Grows along the events of a query, which are in order.
  func admits(_ event: Event, _ earliest: Earliest) -> Bool {
    queries[event.query].ranks[event.number] >= earliest.rank
      && queries[event.query].times[event.number] >= earliest.time
  }

  /// Held at the ends of what a number can be: a time may be any.
  private static func difference(_ time: Int64, _ other: Int64) -> Int64 {
    let (difference, overflow) = time.subtractingReportingOverflow(other)
    return overflow ? (other > 0 ? .min : .max) : difference
  }
}
