import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// The smallest and the largest number per group.
struct Extremes {
  private(set) var smallest: [Double] = []
  private(set) var largest: [Double] = []

  var byteCount: Int { 16 &* smallest.capacity }

  mutating func grow(to count: Int) {
    guard smallest.count < count else { return }
    let missing = count - smallest.count
    smallest.append(contentsOf: repeatElement(.infinity, count: missing))
    largest.append(contentsOf: repeatElement(-.infinity, count: missing))
  }

  mutating func add(_ number: Double, to group: Int) {
    if number < smallest[group] { smallest[group] = number }
    if number > largest[group] { largest[group] = number }
  }

  func hasValue(_ group: Int) -> Bool { smallest[group] <= largest[group] }
}

/// The state of `min`, `max` and `range`: what differs is the number made of the two extremes.
final class ExtremesState: AggregateState {
  private let field: String
  private let output: String
  private let result: @Sendable (_ smallest: Double, _ largest: Double) -> Double
  private var extremes = Extremes()

  init(field: String, output: String, result: @escaping @Sendable (Double, Double) -> Double) {
    self.field = field
    self.output = output
    self.result = result
  }

  func update(_ batch: Batch, groups: [UInt32], groupCount: Int) {
    extremes.grow(to: groupCount)
    guard batch[field] != nil else { return }
    let numbers = batch.numbers(of: field)
    let present = numbers.presence ?? RowMask(allOf: batch.rowCount)
    present.forEach { extremes.add(numbers.values[$0], to: Int(groups[$0])) }
  }

  var heldBytes: Int { extremes.byteCount }

  func exportPartial(groupCount: Int) -> PartialState {
    extremes.grow(to: groupCount)
    var rows = Batch(rowCount: groupCount)
    rows.set("smallest", to: .double(NumberColumn(Array(extremes.smallest.prefix(groupCount)))))
    rows.set("largest", to: .double(NumberColumn(Array(extremes.largest.prefix(groupCount)))))
    return PartialState(onePerGroup: rows)
  }

  func merge(_ partial: PartialState, groups: [UInt32], groupCount: Int) {
    extremes.grow(to: groupCount)
    guard case .double(let smallest) = partial.rows.rows["smallest"], case .double(let largest) = partial.rows.rows["largest"]
    else { return }
    for group in smallest.values.indices where smallest.values[group] <= largest.values[group] {
      extremes.add(smallest.values[group], to: Int(groups[group]))
      extremes.add(largest.values[group], to: Int(groups[group]))
    }
  }

  func finish(groupCount: Int) -> GroupedRows {
    extremes.grow(to: groupCount)
    var groups: [UInt32] = []
    var values: [Double] = []
    for group in 0..<groupCount where extremes.hasValue(group) {
      groups.append(UInt32(group))
      values.append(result(extremes.smallest[group], extremes.largest[group]))
    }
    return GroupedRows(rows: Batch([(output, .double(NumberColumn(values)))], rowCount: values.count), groups: groups)
  }
}
