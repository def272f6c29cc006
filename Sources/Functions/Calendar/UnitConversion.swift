import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `bytes/span to Kbytes/day`: how the numbers of a bucket become a rate or another unit; `none` leaves them, and so does
/// a lone unit such as `1/s`, which dashboards write to label a chart.
///
/// `span` and `bucket` stand for the length of a bucket. What the units are called does not matter, only the prefixes
/// and the times they are divided by.
struct UnitConversion: ArgumentValue {
  static var typeName: String { "unit conversion" }

  private let text: String
  private let multiplier: Double
  private let divisor: Double
  /// 1 to divide by the seconds of a bucket, -1 to multiply by them.
  private let spanPower: Int

  init(_ literal: Located<Literal>) throws(Diagnostic) {
    text = literal.value.text ?? ""
    let sides = text.split(separator: " ", omittingEmptySubsequences: true).map { String($0) }
    var changesNothing = sides.count == 1
    if case .unknownParameter = literal.value { changesNothing = true }
    if changesNothing {
      (multiplier, divisor, spanPower) = (1, 1, 0)
      return
    }
    guard sides.count == 3, sides[1].lowercased() == "to", let from = Self.side(sides[0]), let to = Self.side(sides[2])
    else { throw .badConversion(text, at: literal.range) }
    multiplier = from.magnitude.multiplier * to.magnitude.divisor
    divisor = from.magnitude.divisor * to.magnitude.multiplier
    spanPower = (from.isPerBucket ? 1 : 0) - (to.isPerBucket ? 1 : 0)
  }

  private static func side(_ text: String) -> (magnitude: Magnitude, isPerBucket: Bool)? {
    var unit = text
    var isPerBucket = false
    for name in ["/span", "/bucket"] where unit.lowercased().hasSuffix(name) {
      unit = String(unit.dropLast(name.count))
      isPerBucket = true
    }
    guard !unit.isEmpty, let magnitude = Magnitude(unit, base: nil, isBinary: false) else { return nil }
    return (magnitude, isPerBucket)
  }

  /// What a number is multiplied and divided by, for buckets of `span` milliseconds.
  func scale(span: Int64) -> (multiplier: Double, divisor: Double) {
    let seconds = Double(span) / 1000
    return (spanPower < 0 ? multiplier * seconds : multiplier, spanPower > 0 ? divisor * seconds : divisor)
  }

  var sourceText: String? { "\"\(text)\"" }
}

extension Diagnostic {
  fileprivate static func badConversion(_ text: String, at range: SourceRange) -> Self {
    Diagnostic(
      "bad-unit", "'\(text)' is no conversion of units", at: range,
      help: "Write the unit there is and the one you want, such as \"bytes/span to Kbytes/day\"; none for neither.")
  }
}

/// Another state whose numbers are multiplied.
final class UnitState: AggregateState {
  private let inner: any AggregateState
  private let scale: (multiplier: Double, divisor: Double)

  init(_ inner: any AggregateState, scale: (multiplier: Double, divisor: Double)) {
    self.inner = inner
    self.scale = scale
  }

  func update(_ batch: Batch, groups: [UInt32], groupCount: Int) throws(ExecutionError) {
    try inner.update(batch, groups: groups, groupCount: groupCount)
  }

  var heldBytes: Int { inner.heldBytes }

  func exportPartial(groupCount: Int) throws(ExecutionError) -> PartialState {
    try inner.exportPartial(groupCount: groupCount)
  }

  func merge(_ partial: PartialState, groups: [UInt32], groupCount: Int) throws(ExecutionError) {
    try inner.merge(partial, groups: groups, groupCount: groupCount)
  }

  /// Columns of numbers are results; the keys of a grouping inside are texts and stay.
  func finish(groupCount: Int) throws(ExecutionError) -> GroupedRows {
    var result = try inner.finish(groupCount: groupCount)
    if scale.multiplier == scale.divisor { return result }
    for (name, column) in zip(result.rows.names, result.rows.columns) {
      switch column {
      case .integer, .double:
        let numbers = column.asNumbers(in: RowMask(allOf: column.rowCount))
        result.rows.set(
          name, to: .double(NumberColumn(numbers.values.map { $0 * scale.multiplier / scale.divisor }, presence: numbers.presence)))
      default: break
      }
    }
    return result
  }
}
