/// A condition in numbers of tests, the parts after what joins them.
struct TestFormula: Sendable {
  enum Step: Sendable {
    case constant(Bool)
    case test(UInt32)
    /// Of the part that follows.
    case not
    /// Of so many parts that follow.
    case all(UInt32)
    case any(UInt32)
  }

  var steps: [Step] = []

  /// - Parameter truth: whether each test has passed.
  func holds(_ truth: Span<Bool>) -> Bool {
    let steps = steps.span
    if steps.count == 1, case .test(let number) = steps[0] { return truth[Int(number)] }
    // In a long list of values the first that has passed decides.
    if case .any(let count) = steps[0], steps.count == Int(count) + 1 {
      for place in 1..<steps.count {
        if case .test(let number) = steps[place], truth[Int(number)] { return true }
      }
    }
    var place = 0
    return Self.holds(steps, &place, truth)
  }

  private static func holds(_ steps: Span<Step>, _ place: inout Int, _ truth: Span<Bool>) -> Bool {
    let step = steps[place]
    place += 1
    switch step {
    case .constant(let passes): return passes
    case .test(let number): return truth[Int(number)]
    case .not: return !holds(steps, &place, truth)
    case .all(let count):
      var all = true
      for _ in 0..<count where !holds(steps, &place, truth) { all = false }
      return all
    case .any(let count):
      var any = false
      for _ in 0..<count where holds(steps, &place, truth) { any = true }
      return any
    }
  }

  /// The tests that are looked at.
  var tests: [UInt32] {
    steps.compactMap { step in
      if case .test(let number) = step { number } else { nil }
    }
  }
}

/// Lists of numbers, end to end.
struct NumberLists: Sendable {
  private var starts: [UInt32] = [0]
  private(set) var numbers: [UInt32] = []

  init(_ lists: [[UInt32]]) {
    for list in lists {
      numbers += list
      starts.append(UInt32(numbers.count))
    }
  }

  /// Where the numbers of a list stand.
  @inline(__always)
  func range(of list: UInt32) -> Range<Int> { Int(starts[Int(list)])..<Int(starts[Int(list) &+ 1]) }
}
