import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `percentile(field, percentiles=[…])`: values below which a share of the numbers lies.
struct Percentile: AggregateFunction {
  static let field = Parameter<FieldName>("field", "The field to read.", unnamed: true)
  static let percentiles = Parameter<[Double]>("percentiles", "Shares, from 0 to 100.", default: [50, 75, 99])
  static let output = Parameter<OutputName?>("as", "Text before every name, with an underscore.", default: nil)
  static let accuracy = Parameter<Double>("accuracy", "Relative error of the estimate.", default: 0.01, bounds: 0.0001...0.5)

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
    percentiles = arguments[Self.percentiles]
    prefix = arguments[Self.output]?.text ?? ""
    accuracy = arguments[Self.accuracy]
  }

  static func effects(of arguments: BoundArguments) -> FieldEffects {
    let prefix = arguments[output]?.text ?? ""
    return FieldEffects(
      reads: [arguments[field].text], writes: arguments[percentiles].map { name($0, prefix) }, survivors: .only([]))
  }

  private static func name(_ percentile: Double, _ prefix: String) -> String {
    "\(prefix)_\(percentile.sourceText ?? "")"
  }

  func makeState(in context: RunContext) -> any AggregateState {
    SketchState(
      field: field, outputs: percentiles.map { (Self.name($0, prefix), $0) }, sketch: Sketch(accuracy: accuracy))
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

  /// The natural logarithm of a number near 1, by its series in (x - 1) / (x + 1).
  private static func log(_ number: Double) -> Double {
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

  init(field: String, outputs: [(name: String, percentile: Double)], sketch: Sketch) {
    self.field = field
    self.outputs = outputs
    self.sketch = sketch
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
      if number > 0 { buckets[Int(groups[row])][sketch.bucket(of: number), default: 0] += 1 }
    }
  }

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
        buckets[target][Int(numbers.values[row]), default: 0] += Int(counts.values[row])
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
