import MartletColumns
import MartletPatterns

/// What all queries of a run ask of one field, arranged so that a value is looked at once for all of them.
///
/// A value is looked up among the texts that queries name whole, and one pass over it finds the literals without which
/// other tests cannot pass; only tests that are hit are made. The result is a set of terms: those that the value, or
/// the absence of one, does not rule out.
struct FieldIndex: Sendable {
  let field: String
  let tests: [FieldTest]
  /// For each term that says something of the field: what, in numbers of tests.
  let formulas: [TermFormula]
  /// The formulas that look at each test.
  let formulasOfTest: NumberLists
  /// Texts that queries name whole, each with its test.
  let exact: TextInterner
  let testOfExact: [UInt32]
  let scanner: LiteralScanner?
  let testsOfLiteral: NumberLists
  /// Tests that every value is held against.
  let always: [UInt32]
  /// Tests that ignore case, to be made for every value with letters beyond ASCII, some of which fold to ASCII ones.
  let folding: [UInt32]
  /// The terms that no value of the field rules out: of a row without one, and of a value that no test hits.
  let missing: TermSet
  let present: TermSet
  /// For each test whether a value passes it by being one.
  let presenceTruth: [Bool]

  struct TermFormula: Sendable {
    var term: Int
    var formula: TestFormula
  }

  /// - Parameters:
  ///   - conditions: what terms ask of the field.
  ///   - termCount: how many terms there are, of all fields.
  init(_ field: String, _ conditions: [(term: Int, condition: InputCondition)], termCount: Int) {
    self.field = field
    var numbering = TestNumbering()
    formulas = conditions.map { TermFormula(term: $0.term, formula: numbering.formula($0.condition)) }
    tests = numbering.tests
    var formulasOfTest = [[UInt32]](repeating: [], count: tests.count)
    for (number, formula) in formulas.enumerated() {
      for test in formula.formula.tests where formulasOfTest[Int(test)].last != UInt32(number) {
        formulasOfTest[Int(test)].append(UInt32(number))
      }
    }
    self.formulasOfTest = NumberLists(formulasOfTest)
    let access = TestAccess(tests)
    exact = access.exact
    testOfExact = access.testOfExact
    testsOfLiteral = NumberLists(access.testsOfLiteral)
    let scanner = LiteralScanner(access.literals)
    self.scanner = scanner
    // Without a scanner every test that has literals is made every time.
    always = access.always + (scanner == nil ? Set(access.testsOfLiteral.joined()).sorted() : [])
    folding = scanner == nil ? [] : access.folding
    var missing = TermSet(allOf: termCount)
    var present = TermSet(allOf: termCount)
    var truth = [Bool](repeating: false, count: tests.count)
    for formula in formulas where !formula.formula.holds(truth.span) { missing.remove(formula.term) }
    for (number, test) in tests.enumerated() where test.isPresenceTest { truth[number] = true }
    for formula in formulas where !formula.formula.holds(truth.span) { present.remove(formula.term) }
    self.missing = missing
    self.present = present
    presenceTruth = truth
  }
}

/// Numbers the tests of one field; those that ask the same are one.
private struct TestNumbering {
  private enum Key: Hashable {
    case glob(Glob)
    case regex(String, RegexFlags)
    case number(NumberCondition.Ordering, Double)
  }

  private(set) var tests: [FieldTest] = []
  private var numbers: [Key: UInt32] = [:]

  mutating func formula(_ condition: InputCondition) -> TestFormula {
    var formula = TestFormula()
    add(condition, to: &formula)
    return formula
  }

  private mutating func add(_ condition: InputCondition, to formula: inout TestFormula) {
    switch condition {
    case .unknown: preconditionFailure("the conditions of terms are known")
    case .constant(let passes): formula.steps.append(.constant(passes))
    case .test(_, let test): formula.steps.append(.test(number(of: test)))
    case .not(let condition):
      formula.steps.append(.not)
      add(condition, to: &formula)
    case .all(let conditions):
      formula.steps.append(.all(UInt32(conditions.count)))
      for condition in conditions { add(condition, to: &formula) }
    case .any(let conditions):
      formula.steps.append(.any(UInt32(conditions.count)))
      for condition in conditions { add(condition, to: &formula) }
    }
  }

  private mutating func number(of test: FieldTest) -> UInt32 {
    let key: Key =
      switch test {
      case .text(.glob(let glob)): .glob(glob)
      case .text(.regex(let regex)): .regex(regex.body, regex.flags)
      case .number(let ordering, let number): .number(ordering, number)
      }
    if let known = numbers[key] { return known }
    let number = UInt32(tests.count)
    numbers[key] = number
    tests.append(test)
    return number
  }
}

/// How the tests that a value may pass are found.
private struct TestAccess {
  var exact = TextInterner()
  var testOfExact: [UInt32] = []
  var literals: [[UInt8]] = []
  var testsOfLiteral: [[UInt32]] = []
  var always: [UInt32] = []
  var folding: [UInt32] = []
  private var numberOfLiteral: [[UInt8]: Int] = [:]

  init(_ tests: [FieldTest]) {
    for (number, test) in tests.enumerated() { add(test, UInt32(number)) }
  }

  private mutating func add(_ test: FieldTest, _ number: UInt32) {
    if test.isPresenceTest { return }
    if let text = test.exactText {
      // Equal texts are equal tests, so each is new here.
      _ = exact.intern(text.span)
      testOfExact.append(number)
      return
    }
    guard let required = test.requiredLiterals, !required.isEmpty, required.allSatisfy({ !$0.bytes.isEmpty }) else {
      return always.append(number)
    }
    for literal in required {
      let folded = literal.bytes.map { $0 &- 0x41 < 26 ? $0 | 0x20 : $0 }
      if let known = numberOfLiteral[folded] {
        testsOfLiteral[known].append(number)
      } else {
        numberOfLiteral[folded] = literals.count
        literals.append(folded)
        testsOfLiteral.append([number])
      }
    }
    if required.contains(where: \.ignoresCase) { folding.append(number) }
  }
}

extension FieldTest {
  fileprivate var isPresenceTest: Bool {
    if case .text(.glob(let glob)) = self { glob.isPresenceTest } else { false }
  }

  fileprivate var exactText: [UInt8]? {
    if case .text(.glob(let glob)) = self { glob.exactText } else { nil }
  }

  fileprivate var requiredLiterals: [RequiredLiteral]? {
    switch self {
    case .text(.glob(let glob)): glob.requiredLiterals
    case .text(.regex(let regex)): regex.requiredLiterals
    case .number: nil
    }
  }

  func passes(_ text: Span<UInt8>) -> Bool {
    switch self {
    case .text(.glob(let glob)): return glob.matches(text)
    case .text(.regex(let regex)): return regex.matches(text)
    case .number(let ordering, let number):
      guard let value = NumberText.parse(text) else { return false }
      switch ordering {
      case .less: return value < number
      case .lessOrEqual: return value <= number
      case .greater: return value > number
      case .greaterOrEqual: return value >= number
      }
    }
  }
}
