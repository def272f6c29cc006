import MartletCatalog
import MartletColumns
import MartletExecution

/// Counts, per group, the events that have a value in an array: the state of `array:union` and `array:intersection`.
final class ElementSetsState: AggregateState {
  private struct Group {
    /// The events that have the array at all.
    var events = 0
    var counts: [[UInt8]: Int] = [:]
  }

  private let array: ArrayName
  private let output: String
  private let needsAll: Bool
  private var groups: [Group] = []
  /// What the different values take, about.
  private var heldElements = 0

  /// - Parameter needsAll: whether a value must be in the array of every event that has one.
  init(_ array: ArrayName, output: String, needsAll: Bool) {
    self.array = array
    self.output = output
    self.needsAll = needsAll
  }

  func update(_ batch: Batch, groups numbers: [UInt32], groupCount: Int) throws(ExecutionError) {
    grow(to: groupCount)
    let field = ArrayField(array.prefix, suffix: array.suffix, in: try batch.withArrays())
    for row in 0..<batch.rowCount where field.count(in: row) > 0 {
      let group = Int(numbers[row])
      groups[group].events += 1
      for value in Set(field.texts(in: row)) { count(value, 1, in: group) }
    }
  }

  var heldBytes: Int { 24 * groups.capacity + heldElements }

  func exportPartial(groupCount: Int) -> PartialState {
    grow(to: groupCount)
    var owners: [UInt32] = []
    var counts: [Int64] = []
    var builder = TextColumnBuilder()
    for (number, group) in groups.prefix(groupCount).enumerated() {
      for (value, count) in group.counts {
        owners.append(UInt32(number))
        counts.append(Int64(count))
        builder.append(value)
      }
    }
    let events = Batch(
      [("events", .integer(NumberColumn(groups.prefix(groupCount).map { Int64($0.events) })))], rowCount: groupCount)
    let rows = Batch(
      [("value", .text(builder.finish())), ("count", .integer(NumberColumn(counts)))], rowCount: counts.count)
    return PartialState(GroupedRows(rows: rows, groups: owners), parts: [PartialState(onePerGroup: events)])
  }

  func merge(_ partial: PartialState, groups numbers: [UInt32], groupCount: Int) {
    grow(to: groupCount)
    if case .integer(let events)? = partial.parts[0].rows.rows["events"] {
      for (row, count) in events.values.enumerated() { groups[Int(numbers[row])].events += Int(count) }
    }
    let rows = partial.rows.rows
    let values = rows.text(of: "value")
    guard case .integer(let counts)? = rows["count"] else { return }
    for row in 0..<rows.rowCount {
      let value = Array(values.storage[values.range(of: row)])
      count(value, Int(counts.values[row]), in: Int(numbers[Int(partial.rows.groups[row])]))
    }
  }

  private func count(_ value: [UInt8], _ times: Int, in group: Int) {
    let before = groups[group].counts.count
    groups[group].counts[value, default: 0] += times
    if groups[group].counts.count > before { heldElements += value.count + 72 }
  }

  private func grow(to count: Int) {
    if groups.count < count { groups += Array(repeating: Group(), count: count - groups.count) }
  }

  /// One row per group with an array; its values in the order of their bytes.
  func finish(groupCount: Int) -> GroupedRows {
    grow(to: groupCount)
    var owners: [UInt32] = []
    var lists: [[[UInt8]]] = []
    for (number, group) in groups.prefix(groupCount).enumerated() {
      let values = group.counts.filter { !needsAll || $0.value == group.events }.keys
      if values.isEmpty { continue }
      owners.append(UInt32(number))
      lists.append(values.sorted { $0.lexicographicallyPrecedes($1) })
    }
    var rows = Batch(rowCount: owners.count)
    for index in 0..<(lists.map(\.count).max() ?? 0) {
      var builder = TextColumnBuilder(rowCapacity: owners.count)
      for list in lists {
        if index < list.count { builder.append(list[index]) } else { builder.appendMissing() }
      }
      rows.set("\(output)[\(index)]", to: .text(builder.finish()))
    }
    return GroupedRows(rows: rows, groups: owners)
  }
}
