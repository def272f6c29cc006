import MartletColumns
import MartletExecution

/// Counts, per group, the events and the different values of every field: the state of `fieldset` and `fieldstats`.
final class FieldCountsState: AggregateState {
  /// One field of the events of one type.
  struct FieldCount {
    var type: String?
    var name: String
    var count = 0
    /// Hashes of the values seen.
    var values: Set<UInt64> = []
  }

  /// Makes rows of the fields of a group, which go by their type and name.
  typealias Maker = (_ fields: [String: FieldCount]) -> [[(name: String, value: String)]]

  private let typeField: String?
  private let make: Maker
  private var groups: [[String: FieldCount]] = []
  /// What the fields and the hashes of their values take, about.
  private var heldFields = 0

  /// - Parameter typeField: a field whose values are counted apart.
  init(typeField: String? = nil, make: @escaping Maker) {
    self.typeField = typeField
    self.make = make
  }

  func update(_ batch: Batch, groups numbers: [UInt32], groupCount: Int) throws(ExecutionError) {
    grow(to: groupCount)
    var batch = batch
    try batch.materialiseForOutput()
    let types = typeField.map { batch.text(of: $0) }
    for (name, column) in zip(batch.names, batch.columns) where !HiddenField.isHidden(name) {
      let texts = column.asText()
      let bytes = texts.storage.span
      // Rows of one group and type mostly follow each other: the count is looked up where they change.
      var row = 0
      while row < texts.rowCount {
        let group = Int(numbers[row])
        let type = types?.string(at: row)
        let key = Self.key(type, name)
        let known = groups[group].removeValue(forKey: key)
        var count = known ?? FieldCount(type: type, name: name)
        let before = count.values.capacity
        repeat {
          if texts.isPresent(row) {
            count.count += 1
            count.values.insert(Self.hash(bytes.extracting(texts.range(of: row))))
          }
          row += 1
        } while row < texts.rowCount && Int(numbers[row]) == group && types?.string(at: row) == type
        if count.count == 0 { continue }
        heldFields += (known == nil ? 160 : 0) + 9 * (count.values.capacity - before)
        groups[group][key] = count
      }
    }
  }

  private static func key(_ type: String?, _ name: String) -> String { type.map { "\(name)\0\($0)" } ?? name }

  /// FNV-1a: two of a million values share a hash about once in forty million runs.
  private static func hash(_ text: Span<UInt8>) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for index in text.indices { hash = (hash ^ UInt64(text[index])) &* 0x100_0000_01b3 }
    return hash
  }

  var heldBytes: Int { 8 * groups.capacity + heldFields }

  func exportPartial(groupCount: Int) -> PartialState {
    grow(to: groupCount)
    var owners: [UInt32] = []
    var counts: [FieldCount] = []
    for (group, fields) in groups.prefix(groupCount).enumerated() {
      for field in fields.values {
        owners.append(UInt32(group))
        counts.append(field)
      }
    }
    var rows = Batch(rowCount: counts.count)
    rows.set("type", to: .text(TextColumn(counts.map(\.type))))
    rows.set("name", to: .text(TextColumn(counts.map { Optional($0.name) })))
    rows.set("count", to: .integer(NumberColumn(counts.map { Int64($0.count) })))
    // The hashes of a field stand in rows of their own.
    var places: [Int64] = []
    var hashes: [Int64] = []
    for (place, count) in counts.enumerated() {
      for value in count.values {
        places.append(Int64(place))
        hashes.append(Int64(bitPattern: value))
      }
    }
    let values = Batch(
      [("place", .integer(NumberColumn(places))), ("hash", .integer(NumberColumn(hashes)))], rowCount: hashes.count)
    return PartialState(
      GroupedRows(rows: rows, groups: owners),
      parts: [PartialState(GroupedRows(rows: values, groups: Array(repeating: 0, count: hashes.count)))])
  }

  func merge(_ partial: PartialState, groups numbers: [UInt32], groupCount: Int) {
    grow(to: groupCount)
    let rows = partial.rows.rows
    let (types, names) = (rows.text(of: "type"), rows.text(of: "name"))
    guard case .integer(let counts)? = rows["count"] else { return }
    var values: [Set<UInt64>] = Array(repeating: [], count: rows.rowCount)
    let others = partial.parts[0].rows.rows
    if case .integer(let places)? = others["place"], case .integer(let hashes)? = others["hash"] {
      for (place, hash) in zip(places.values, hashes.values) { values[Int(place)].insert(UInt64(bitPattern: hash)) }
    }
    for row in 0..<rows.rowCount {
      guard let name = names.string(at: row) else { continue }
      let group = Int(numbers[Int(partial.rows.groups[row])])
      let type = types.string(at: row)
      groups[group][Self.key(type, name), default: FieldCount(type: type, name: name)].count += Int(counts.values[row])
      groups[group][Self.key(type, name)]?.values.formUnion(values[row])
      heldFields += 160 + 12 * values[row].count
    }
  }

  private func grow(to count: Int) {
    if groups.count < count { groups += Array(repeating: [:], count: count - groups.count) }
  }

  func finish(groupCount: Int) -> GroupedRows {
    grow(to: groupCount)
    var owners: [UInt32] = []
    var rows: [[(name: String, value: String)]] = []
    for group in 0..<groupCount {
      let made = make(groups[group])
      rows += made
      owners += Array(repeating: UInt32(group), count: made.count)
    }
    var names: [String] = []
    for row in rows { for field in row where !names.contains(field.name) { names.append(field.name) } }
    var output = Batch(rowCount: rows.count)
    for name in names {
      output.set(name, to: .text(TextColumn(rows.map { row in row.first { $0.name == name }?.value })))
    }
    return GroupedRows(rows: output, groups: owners)
  }
}
