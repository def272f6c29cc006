import MartletPatterns

/// What is found out about one value: room that one worker uses for one value after the other.
struct FieldVerdict {
  /// The terms that the value leaves open.
  fileprivate(set) var open: TermSet
  /// Whether the value has passed each test, and which.
  fileprivate var truth: [Bool]
  fileprivate var passed: [UInt32] = []
  fileprivate var found: [UInt32] = []
  // A test or a formula whose mark is not `now` has not been looked at for this value.
  fileprivate var testMarks: [UInt32]
  fileprivate var formulaMarks: [UInt32]
  fileprivate var now: UInt32 = 0

  init(_ index: FieldIndex) {
    open = index.present
    truth = index.presenceTruth
    testMarks = Array(repeating: 0, count: index.tests.count)
    formulaMarks = Array(repeating: 0, count: index.formulas.count)
  }

  /// Forgets a value that has passed tests.
  mutating func clear(_ index: FieldIndex) {
    open.assign(index.present)
    for test in passed { truth[Int(test)] = false }
    passed.removeAll(keepingCapacity: true)
  }

  fileprivate mutating func pass(_ test: UInt32) {
    truth[Int(test)] = true
    passed.append(test)
  }
}

extension FieldIndex {
  /// Holds a value against the tests it may pass. False when it passes none, so that `present` is what it leaves open;
  /// else `verdict` tells, and is to be cleared.
  func judge(_ text: Span<UInt8>, _ verdict: inout FieldVerdict) -> Bool {
    verdict.now &+= 1
    if exact.count > 0, let number = exact.number(of: text) { verdict.pass(testOfExact[Int(number)]) }
    if let scanner {
      scanner.scan(text) { verdict.found.append($0) }
      if !verdict.found.isEmpty { holdFound(text, &verdict) }
    }
    for test in always { hold(text, against: test, &verdict) }
    if !folding.isEmpty, Self.isBeyondASCII(text) {
      for test in folding { hold(text, against: test, &verdict) }
    }
    if verdict.passed.isEmpty { return false }
    let formulas = formulas.span
    let affected = formulasOfTest.numbers.span
    for index in verdict.passed.indices {
      for place in formulasOfTest.range(of: verdict.passed[index]) {
        let number = Int(affected[place])
        if verdict.formulaMarks[number] == verdict.now { continue }
        verdict.formulaMarks[number] = verdict.now
        let isOpen = formulas[number].formula.holds(verdict.truth.span)
        let term = formulas[number].term
        if isOpen { verdict.open.insert(term) } else { verdict.open.remove(term) }
      }
    }
    return true
  }

  /// Holds the value against the tests whose literals were found in it.
  private func holdFound(_ text: Span<UInt8>, _ verdict: inout FieldVerdict) {
    let candidates = testsOfLiteral.numbers.span
    for index in verdict.found.indices {
      for place in testsOfLiteral.range(of: verdict.found[index]) { hold(text, against: candidates[place], &verdict) }
    }
    verdict.found.removeAll(keepingCapacity: true)
  }

  private func hold(_ text: Span<UInt8>, against test: UInt32, _ verdict: inout FieldVerdict) {
    if verdict.testMarks[Int(test)] == verdict.now { return }
    verdict.testMarks[Int(test)] = verdict.now
    let tests = tests.span
    if tests[Int(test)].passes(text) { verdict.pass(test) }
  }

  private static func isBeyondASCII(_ text: Span<UInt8>) -> Bool {
    for index in text.indices where text[index] >= 0x80 { return true }
    return false
  }
}
