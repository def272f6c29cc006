import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `array:reduceColumn("name[]", var=x, function=max(x))`: an aggregate for each place of an array.
struct ArrayReduceColumn: AggregateFunction {
  static let array = Parameter<ArrayName>("array", "Array to aggregate, written name[].", unnamed: true)
  static let variable = Parameter<String>("var", "Name of the element in the function.")
  static let function = Parameter<Aggregates>("function", "What to aggregate at each place.")
  static let output = Parameter<ArrayName>("as", "Array to write.", default: ArrayName(prefix: "_reduceColumn"))

  static let spec = FunctionSpec(
    "array:reduceColumn", in: .array, kind: .aggregate,
    summary: "Aggregates the elements of an array over all events, place by place.",
    details: [
      "Events that lack an element add nothing to its place.",
      "With several aggregates the elements are objects with a member for each.",
      "An aggregate with several rows, such as groupBy(), gives as many rows as the place with most of them.",
    ],
    parameters: array, variable, function, output,
    examples: [
      Example(
        "The largest at each place", query: #"array:reduceColumn("v[]", var=x, function=max(x), as=top)"#,
        events: #"{"v[0]": "10", "v[1]": "1"} {"v[0]": "30"}"#, yields: #"{"top[0]": "30", "top[1]": "1"}"#)
    ])

  private let array: ArrayName
  private let name: String
  private let aggregates: Aggregates
  private let output: ArrayName

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    array = arguments[Self.array]
    name = arguments[Self.variable]
    aggregates = arguments[Self.function]
    output = arguments[Self.output]
  }

  static func effects(of arguments: BoundArguments) -> FieldEffects {
    FieldEffects(reads: .all, survivors: .only([]), writesUnknownFields: true)
  }

  func makeState(in context: RunContext) throws(ExecutionError) -> any AggregateState {
    PlacesState(array, as: name, try context.makeState(of: aggregates), output: output.prefix)
  }
}

/// Keeps another aggregate for each group and place of an array.
private final class PlacesState: AggregateState {
  private struct Place: Hashable {
    var group: UInt32
    var index: UInt32
  }

  private let array: ArrayName
  private let name: String
  private let inner: any AggregateState
  private let output: String
  private var numbers: [Place: UInt32] = [:]
  private var places: [Place] = []

  init(_ array: ArrayName, as name: String, _ inner: any AggregateState, output: String) {
    self.array = array
    self.name = name
    self.inner = inner
    self.output = output
  }

  private func number(of place: Place) -> UInt32 {
    if let known = numbers[place] { return known }
    let number = UInt32(places.count)
    numbers[place] = number
    places.append(place)
    return number
  }

  func update(_ batch: Batch, groups: [UInt32], groupCount: Int) throws(ExecutionError) {
    let whole = try batch.withArrays()
    let elements = ElementRows(array, as: name, of: whole, keepsFields: false)
    if elements.parents.isEmpty { return }
    var index: UInt32 = 0
    var own: [UInt32] = []
    for (element, parent) in elements.parents.enumerated() {
      index = element > 0 && elements.parents[element - 1] == parent ? index + 1 : 0
      own.append(number(of: Place(group: groups[Int(parent)], index: index)))
    }
    var rows = elements.rows
    if !whole.positions.isEmpty { rows.positions = elements.parents.map { whole.positions[Int($0)] } }
    try inner.update(rows, groups: own, groupCount: places.count)
  }

  var heldBytes: Int { 32 * places.capacity + inner.heldBytes }

  func exportPartial(groupCount: Int) throws(ExecutionError) -> PartialState {
    let rows = Batch(
      [("index", .integer(NumberColumn(places.map { Int64($0.index) })))], rowCount: places.count)
    return PartialState(
      GroupedRows(rows: rows, groups: places.map(\.group)),
      parts: [try inner.exportPartial(groupCount: places.count)])
  }

  func merge(_ partial: PartialState, groups: [UInt32], groupCount: Int) throws(ExecutionError) {
    guard case .integer(let indices)? = partial.rows.rows["index"] else { return }
    let own = indices.values.enumerated().map { row, index in
      number(of: Place(group: groups[Int(partial.rows.groups[row])], index: UInt32(index)))
    }
    try inner.merge(partial.parts[0], groups: own, groupCount: places.count)
  }

  func finish(groupCount: Int) throws(ExecutionError) -> GroupedRows {
    let values = try inner.finish(groupCount: places.count)
    // The first row of each place in the values, and how many it has.
    var starts = [Int](repeating: 0, count: places.count)
    var counts = [Int](repeating: 0, count: places.count)
    for (row, place) in values.groups.enumerated() {
      if counts[Int(place)] == 0 { starts[Int(place)] = row }
      counts[Int(place)] += 1
    }
    // A group has as many rows as the place with most of them; one without any still has its row.
    var heights: [UInt32: Int] = [:]
    for (number, place) in places.enumerated() { heights[place.group] = max(heights[place.group] ?? 1, counts[number]) }
    var firstRows: [UInt32: Int] = [:]
    var groups: [UInt32] = []
    for (group, height) in heights.sorted(by: { $0.key < $1.key }) {
      firstRows[group] = groups.count
      groups += Array(repeating: group, count: height)
    }
    let width = places.map { Int($0.index) + 1 }.max() ?? 0
    var sources = Array(repeating: [UInt32](repeating: Column.noRow, count: groups.count), count: width)
    for (number, place) in places.enumerated() {
      for row in 0..<counts[number] {
        sources[Int(place.index)][(firstRows[place.group] ?? 0) + row] = UInt32(starts[number] + row)
      }
    }
    let fields = zip(values.rows.names, values.rows.columns).filter { !HiddenField.isHidden($0.0) }
    var rows = Batch(rowCount: groups.count)
    for (index, sources) in sources.enumerated() {
      for (name, column) in fields {
        let member = fields.count == 1 ? "" : ".\(name)"
        rows.set("\(output)[\(index)]\(member)", to: column.gather(orMissing: sources))
      }
    }
    return GroupedRows(rows: rows, groups: groups)
  }
}
