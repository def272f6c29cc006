import MartletColumns

/// Makes queries and events by a seed: small values and few names, so that steps meet each other's fields.
struct RandomPipelines: RandomNumberGenerator {
  private var state: UInt64
  /// Whether the pipeline that is being made has aggregated.
  private var hasAggregated = false

  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 0xD1B5_4A32_D192_ED03 }

  /// SplitMix64.
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  static let fields = ["a", "b", "c", "m", "@timestamp"]
  private static let values = ["1", "2", "10", "x", "y", "xy", "Xy", "", "u=ann", "u=x v=2"]

  private mutating func pick(_ choices: [String]) -> String { choices.randomElement(using: &self) ?? "" }
  private mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &self) < percent }
  private mutating func field() -> String { pick(["a", "b", "c", "m", "r"]) }
  private mutating func value() -> String { pick(["1", "2", "x", "y", "*x*", "u=*", "*", "\"\"", "Xy"]) }

  mutating func events() -> [EventList.Event] {
    (0..<Int.random(in: 1...12, using: &self)).map { index in
      var event: EventList.Event = [("@timestamp", String(1_700_000_000_000 + index % 7))]
      for name in ["a", "b", "c", "m"] where chance(70) { event.append((name, pick(Self.values))) }
      return event
    }
  }

  mutating func query() -> String {
    hasAggregated = false
    return (0..<Int.random(in: 1...5, using: &self)).map { _ in step(depth: 0) }.joined(separator: " | ")
  }

  private mutating func step(depth: Int) -> String {
    switch Int.random(in: 0..<100, using: &self) {
    case 0..<34: return filter(depth: 2)
    case 34..<56: return assignment()
    case 56..<70: return transform()
    case 70..<84 where depth < 2: return choice(depth: depth)
    case 84..<100 where depth == 0:
      let aggregate = aggregate()
      hasAggregated = true
      return aggregate
    default: return assignment()
    }
  }

  private mutating func filter(depth: Int) -> String {
    switch Int.random(in: 0..<(depth > 0 ? 15 : 11), using: &self) {
    case 0...3: return "\(field())=\(value())"
    case 4: return "\(field())!=\(value())"
    case 5: return "\(field()) \(pick(["<", ">=", ">"])) \(pick(["1", "2", "5"]))"
    case 6: return "\(field())=/\(pick(["x", "^u=", "[xy]", "u=(?<a>\\w+)", "(?<r>x)|y", "(?i)xy"]))/"
    case 7:
      return
        "in(\(field()), values=[\(pick(["1", "x", "1, x", "\"*\"", "\"x*\", 2"]))]\(pick(["", ", ignoreCase=true"])))"
    case 8: return "test(\(expression(depth: 1)))"
    case 9: return hasAggregated ? "true" : pick(["x", "ann", "\"u=*\"", "/v=(?<c>\\d)/", "wildcard(\"*y\")"])
    case 10: return pick(["true", "false", "*", "wildcard(field=a, pattern=\"X*\", ignoreCase=true)"])
    case 11, 12: return "(\(filter(depth: depth - 1)) or \(filter(depth: depth - 1)))"
    case 13: return "(\(filter(depth: depth - 1)) and \(filter(depth: depth - 1)))"
    default: return "not \(filter(depth: depth - 1))"
    }
  }

  private mutating func assignment() -> String {
    switch Int.random(in: 0..<6, using: &self) {
    case 0: return "\(field()) := \"\(pick(["x", "y", "2"]))\""
    case 1: return "\(field()) := \(field())"
    case 2: return "\(field()) := lower(\(field()))"
    case 3: return "\(field()) := in(\(field()), values=[x, 1])"
    default: return "\(field()) := \(expression(depth: 2))"
    }
  }

  private mutating func expression(depth: Int) -> String {
    guard depth > 0 else { return pick([field(), "1", "2", "0", "\"x\""]) }
    let sign = pick(["+", "-", "*", "/", "%", "==", "!=", "<", ">="])
    switch Int.random(in: 0..<6, using: &self) {
    case 0: return expression(depth: 0)
    case 1: return "-\(expression(depth: 0))"
    case 2: return "!(\(expression(depth: depth - 1)))"
    default: return "(\(expression(depth: depth - 1)) \(sign) \(expression(depth: depth - 1)))"
    }
  }

  private mutating func transform() -> String {
    switch Int.random(in: 0..<8, using: &self) {
    case 0: return "lower(\(field()), as=\(field()))"
    case 1: return "rename(\(field()), as=\(field()))"
    case 2: return "drop(\(field()))"
    case 3: return "select([\(field()), \(field()), c])"
    case 4: return "default(value=\"x\", field=\(field()))"
    case 5: return "regex(\"u=(?<\(field())>.)\", field=\(field()), strict=\(pick(["true", "false"])))"
    case 6: return "eval(\(field()) = \(expression(depth: 1)))"
    default: return "\(field()) := concat([\(field()), \(field())])"
    }
  }

  private mutating func choice(depth: Int) -> String {
    let count = Int.random(in: 1...3, using: &self)
    if chance(25) {
      let arms = (0..<count).map { _ in
        "\(pick(["1", "x", "*", "\"*\"", "/x/", "in(values=[x, 2])"])) => \(assignment())"
      }
      return "\(field()) match { \(arms.joined(separator: "; ")) }"
    }
    var branches = (0..<count).map { _ in
      ([filter(depth: 1)] + (0..<Int.random(in: 0...2, using: &self)).map { _ in step(depth: depth + 1) })
        .joined(separator: " | ")
    }
    if chance(60) { branches.append(chance(50) ? "*" : "* | \(assignment())") }
    return "case { \(branches.joined(separator: "; ")) }"
  }

  private mutating func aggregate() -> String {
    switch Int.random(in: 0..<11, using: &self) {
    case 0: return "count()"
    case 1: return "groupBy(\(field()))"
    case 2: return "groupBy([\(field()), \(field())], function=[count(as=n), sum(\(field()), as=s)])"
    case 3: return "groupBy(\(field()), function={ \(filterOfBlock()) | \(assignment()) | max(\(field()), as=t) })"
    case 4: return "groupBy(\(field()), function=\(pick(["tail(1)", "head(2)"])))"
    case 5: return "groupBy(\(field()), function=[collect([\(field())]), selectLast([b])])"
    case 6: return "sort(\(field()), type=\(pick(["string", "number"])), order=\(pick(["asc", "desc"])))"
    case 7: return "table([\(field()), \(field())])"
    case 8: return "[count(as=n), min(\(field()), as=lo)]"
    case 9: return pick(["head(3)", "tail(4)"])
    default: return "stats([{ \(filterOfBlock()) | count(as=p) }, { \(filterOfBlock()) | count(as=q) }])"
    }
  }

  private mutating func filterOfBlock() -> String {
    "\(field())\(pick(["=", "!="]))\(value())"
  }
}
