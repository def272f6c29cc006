import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `percentile(field, percentiles=[…])`: values below which a share of the numbers lies.
struct Percentile: AggregateFunction {
  static let field = Parameter<FieldName>("field", "The field to read.", unnamed: true)
  static let percentiles = Parameter<[Share]>("percentiles", "Shares, from 0 to 100.", default: [50, 75, 99])
  static let output = Parameter<OutputName?>("as", "Text before every name, with an underscore.", default: nil)
  static let accuracy = Parameter<Double>("accuracy", "Relative error of the estimate, between 0 and 1.", default: 0.01)

  static let spec = FunctionSpec(
    "percentile", in: .aggregate, kind: .aggregate,
    summary: "Estimates the values below which shares of the numbers of a field lie.",
    details: [
      "The estimate is off by the accuracy at most, as in LogScale (DDSketch); negative numbers are ignored.",
      "Without any number there is no row.",
    ],
    parameters: field, percentiles, output, accuracy,
    examples: [
      Example(
        "Median", query: "percentile(ms, percentiles=[50]) | test(_50 > 19.8) | test(_50 < 20.2) | count()",
        events: #"{"ms": "10"} {"ms": "20"} {"ms": "900"}"#, yields: #"{"_count": "1"}"#)
    ])

  private let field: String
  private let percentiles: [Double]
  private let prefix: String
  private let accuracy: Double

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    field = arguments[Self.field].text
    percentiles = arguments[Self.percentiles].map(\.percent)
    prefix = arguments[Self.output]?.text ?? ""
    accuracy = arguments[Self.accuracy]
    // Neither end is allowed, and beside 0 a sketch has no room for its buckets.
    guard accuracy >= 1e-9, accuracy < 1 else {
      throw .badAccuracy(accuracy, at: arguments.located(Self.accuracy).range)
    }
  }

  static func effects(of arguments: BoundArguments) -> FieldEffects {
    let prefix = arguments[output]?.text ?? ""
    return FieldEffects(
      reads: [arguments[field].text], writes: arguments[percentiles].map { name($0.percent, prefix) }, survivors: .only([]))
  }

  private static func name(_ percentile: Double, _ prefix: String) -> String {
    "\(prefix)_\(percentile.sourceText ?? "")"
  }

  func makeState(in context: RunContext) -> any AggregateState {
    SketchState(
      field: field, outputs: percentiles.map { (Self.name($0, prefix), $0) }, sketch: Sketch(accuracy: accuracy))
  }
}

/// A share in percent.
struct Share: ArgumentValue, ExpressibleByIntegerLiteral {
  static var typeName: String { "number" }
  let percent: Double

  init(integerLiteral percent: Int) { self.percent = Double(percent) }

  init(_ literal: Located<Literal>) throws(Diagnostic) {
    percent = try Double(literal)
    guard (0...100).contains(percent) else { throw .badShare(percent, at: literal.range) }
  }

  var sourceText: String? { percent.sourceText }
}

extension Diagnostic {
  fileprivate static func badShare(_ percent: Double, at range: SourceRange) -> Self {
    Diagnostic(
      "out-of-bounds", "a percentile is \(percent.sourceText ?? ""), which is outside 0 to 100", at: range,
      help: "Use numbers from 0 to 100, such as 50 for the median.")
  }

  fileprivate static func badAccuracy(_ accuracy: Double, at range: SourceRange) -> Self {
    Diagnostic(
      "out-of-bounds", "'accuracy' is \(accuracy.sourceText ?? ""), which is not between 0 and 1", at: range,
      help: "Use a relative error such as 0.01; smaller is more exact and needs more memory.")
  }
}

/// The buckets of a DDSketch with quadratically interpolated logarithms: how numbers become buckets, and back.
struct Sketch: Sendable {
  private let accuracy: Double
  private let scale: Double

  init(accuracy: Double) {
    self.accuracy = accuracy
    // ln(gamma) / ln(2), where gamma = ((1 + a) / (1 - a)) ^ (4 ln 2 / 3): natural logarithms without a library.
    scale = 4.0 / 3.0 * Self.log((1 + accuracy) / (1 - accuracy))
  }

  /// The natural logarithm of a positive number: powers of two, and the series in (x - 1) / (x + 1) for the rest.
  private static func log(_ number: Double) -> Double {
    if number > 2 { return Double(number.exponent) * 0.693147180559945309417 + log(number.significand) }
    let ratio = (number - 1) / (number + 1)
    var power = ratio
    var sum = 0.0
    var divisor = 1.0
    while power.magnitude > 1e-18 {
      sum += power / divisor
      power *= ratio * ratio
      divisor += 2
    }
    return 2 * sum
  }

  func bucket(of number: Double) -> Int {
    let exponent = number.exponent
    let fraction = number.significand - 1
    return Int(((Double(exponent) + (4 * fraction - fraction * fraction) / 3) / scale).rounded(.down))
  }

  func value(of bucket: Int) -> Double {
    let position = Double(bucket) * scale
    let whole = position.rounded(.down)
    let significand = 3 - (4 - 3 * (position - whole)).squareRoot()
    return Double(sign: .plus, exponent: Int(whole), significand: significand) * (1 + accuracy)
  }
}

/// Bucket counts per group.
private final class SketchState: AggregateState {
  private let field: String
  private let outputs: [(name: String, percentile: Double)]
  private let sketch: Sketch
  private var buckets: [[Int: Int]] = []
  private var zeros: [Int] = []
  /// The buckets of all groups together.
  private var bucketCount = 0

  init(field: String, outputs: [(name: String, percentile: Double)], sketch: Sketch) {
    self.field = field
    self.outputs = outputs
    self.sketch = sketch
  }

  private func count(_ bucket: Int, _ times: Int, in group: Int) {
    let before = buckets[group].count
    buckets[group][bucket, default: 0] += times
    bucketCount += buckets[group].count - before
  }

  private func grow(to count: Int) {
    while buckets.count < count {
      buckets.append([:])
      zeros.append(0)
    }
  }

  func update(_ batch: Batch, groups: [UInt32], groupCount: Int) {
    grow(to: groupCount)
    guard batch[field] != nil else { return }
    let numbers = batch.numbers(of: field)
    (numbers.presence ?? RowMask(allOf: batch.rowCount)).forEach { row in
      let number = numbers.values[row]
      if number == 0 { zeros[Int(groups[row])] += 1 }
      if number > 0 { count(sketch.bucket(of: number), 1, in: Int(groups[row])) }
    }
  }

  var heldBytes: Int { 16 * buckets.capacity + 32 * bucketCount }

  func exportPartial(groupCount: Int) -> PartialState {
    grow(to: groupCount)
    var groups: [UInt32] = []
    var numbers: [Int64] = []
    var counts: [Int64] = []
    for group in 0..<groupCount {
      for (bucket, count) in buckets[group] + [Int.min: zeros[group]] {
        groups.append(UInt32(group))
        numbers.append(Int64(bucket))
        counts.append(Int64(count))
      }
    }
    let rows = Batch(
      [("bucket", .integer(NumberColumn(numbers))), ("count", .integer(NumberColumn(counts)))], rowCount: counts.count)
    return PartialState(GroupedRows(rows: rows, groups: groups))
  }

  func merge(_ partial: PartialState, groups: [UInt32], groupCount: Int) {
    grow(to: groupCount)
    guard case .integer(let numbers)? = partial.rows.rows["bucket"], case .integer(let counts)? = partial.rows.rows["count"]
    else { return }
    for (row, group) in partial.rows.groups.enumerated() {
      let target = Int(groups[Int(group)])
      if numbers.values[row] == Int64(Int.min) {
        zeros[target] += Int(counts.values[row])
      } else {
        count(Int(numbers.values[row]), Int(counts.values[row]), in: target)
      }
    }
  }

  func finish(groupCount: Int) -> GroupedRows {
    grow(to: groupCount)
    var groups: [UInt32] = []
    var columns = outputs.map { _ in [Double]() }
    for group in 0..<groupCount {
      let total = zeros[group] + buckets[group].values.reduce(0, +)
      guard total > 0 else { continue }
      groups.append(UInt32(group))
      let ordered = buckets[group].sorted { $0.key < $1.key }
      for (index, output) in outputs.enumerated() {
        columns[index].append(value(at: output.percentile / 100 * Double(total - 1), zeros[group], ordered))
      }
    }
    return GroupedRows(
      rows: Batch(zip(outputs, columns).map { ($0.name, .double(NumberColumn($1))) }, rowCount: groups.count), groups: groups)
  }

  private func value(at rank: Double, _ zeros: Int, _ ordered: [(key: Int, value: Int)]) -> Double {
    var seen = zeros
    if Double(seen) > rank { return 0 }
    for (bucket, count) in ordered {
      seen += count
      if Double(seen) > rank { return sketch.value(of: bucket) }
    }
    return ordered.last.map { sketch.value(of: $0.key) } ?? 0
  }
}

private func + (left: [Int: Int], right: [Int: Int]) -> [Int: Int] { left.merging(right) { $1 } }
