import MartletColumns

/// The groups of a finished grouping on their way into rows: ordered, limited, completed.
struct GroupedOutput {
  /// A group that comes out: one of the table, or one that no event fell into.
  private struct Entry {
    var outer: UInt32
    /// The number in the table, or for an added group its number among those plus the groups of the table.
    var number: UInt32
    /// The first key as a number, where the order needs it.
    var moment: Double
  }

  private let keyNames: [String]
  private var keyValues: [Column]
  private let table: TupleTable
  private let order: FirstSeen
  private let inner: GroupedRows
  private let outerCount: Int
  /// Where the rows of each group start in `inner`; one more entry than groups.
  private let starts: [UInt32]
  /// The code of each key in `keyValues`, for groups that no event fell into.
  private var addedKeys: [[UInt32]] = []

  init(
    keyNames: [String], keyValues: [Column], table: TupleTable, order: FirstSeen, inner: GroupedRows, outerCount: Int
  ) {
    self.keyNames = keyNames
    self.keyValues = keyValues
    self.table = table
    self.order = order
    self.inner = inner
    self.outerCount = outerCount
    var starts = [UInt32](repeating: 0, count: table.count + 2)
    for group in inner.groups { starts[Int(group) + 1] += 1 }
    for index in 1..<starts.count { starts[index] += starts[index - 1] }
    self.starts = starts
  }

  /// The number in the table; `nil` for an added group.
  private func group(of entry: Entry) -> Int? { entry.number < table.count ? Int(entry.number) : nil }

  /// The code of a key in `keyValues`.
  private func key(_ place: Int, of entry: Entry) -> UInt32 {
    let number = Int(entry.number)
    return number < table.count ? table[number, place + 1] : addedKeys[number - table.count][place]
  }

  private func keys(of entry: Entry) -> [UInt32] { keyNames.indices.map { key($0, of: entry) } }

  consuming func rows(of grouping: Grouping, warnings: WarningLog) -> GroupedRows {
    let usesMoments = grouping.order == .firstKeyAscending || grouping.completion != nil
    var entries = makeEntries(withMoments: usesMoments)
    // The limit chooses series; what the others had tells no less how far the first key reaches.
    let reach = grouping.completion == nil ? [] : momentsPresent(in: entries)
    if let limit = grouping.limit { entries = apply(limit, to: entries, warnings: warnings) }
    if let completion = grouping.completion { entries += missingEntries(among: entries, reach, completion) }
    sort(&entries, by: grouping.order)
    return emit(entries)
  }

  private func makeEntries(withMoments: Bool) -> [Entry] {
    let moments = withMoments ? keyValues[0].asNumbers(in: RowMask(allOf: keyValues[0].rowCount)) : nil
    return (0..<table.count).map { group in
      let moment = moments.map { moments in
        let code = Int(table[group, 1])
        return moments.isPresent(code) ? moments.values[code] : .infinity
      }
      return Entry(outer: table[group, 0], number: UInt32(group), moment: moment ?? 0)
    }
  }

  /// Keeps the series with the largest values, separately in each outer group.
  private func apply(_ limit: Grouping.Limit, to entries: [Entry], warnings: WarningLog) -> [Entry] {
    guard !limit.keys.isEmpty else { return entries }
    var series = TupleTable(width: limit.keys.count + 1)
    let parts = [entries.map(\.outer)] + limit.keys.map { place in entries.map { key(place, of: $0) } }
    let numbers = series.numbers(of: parts, rowCount: entries.count)
    let scores = largestNumbers()
    var best = [Double](repeating: -.infinity, count: series.count)
    var first = [Int?](repeating: nil, count: series.count)
    for (index, entry) in entries.enumerated() {
      guard let group = group(of: entry) else { continue }
      let number = Int(numbers[index])
      best[number] = max(best[number], scores[group])
      if first[number].map({ order.isBefore(group, $0) }) ?? true { first[number] = group }
    }
    var isKept = [Bool](repeating: true, count: series.count)
    let byOuter = Dictionary(grouping: 0..<series.count) { series[$0, 0] }
    var isCut = false
    for members in byOuter.values where members.count > limit.count {
      isCut = true
      let ranked = members.sorted { left, right in
        best[left] != best[right] ? best[left] > best[right] : order.isBefore(first[left] ?? 0, first[right] ?? 0)
      }
      for loser in ranked.dropFirst(limit.count) { isKept[loser] = false }
    }
    guard isCut else { return entries }
    if let warning = limit.warning { warnings.add(warning) }
    return entries.indices.filter { isKept[Int(numbers[$0])] }.map { entries[$0] }
  }

  /// The largest sum of the numbers in a row, per group: what several aggregates say counts together.
  private func largestNumbers() -> [Double] {
    var sums = [Double](repeating: 0, count: inner.groups.count)
    var hasNumber = [Bool](repeating: false, count: inner.groups.count)
    for (name, column) in zip(inner.rows.names, inner.rows.columns) where !HiddenField.isHidden(name) {
      let numbers = column.asNumbers(in: RowMask(allOf: column.rowCount))
      for row in sums.indices where numbers.isPresent(row) {
        sums[row] += numbers.values[row]
        hasNumber[row] = true
      }
    }
    var largest = [Double](repeating: -.infinity, count: table.count + 1)
    for (row, group) in inner.groups.enumerated() where hasNumber[row] {
      largest[Int(group)] = max(largest[Int(group)], sums[row])
    }
    return largest
  }

  /// The smallest and the largest value of the first key, for each outer group.
  private func momentsPresent(in entries: [Entry]) -> [ClosedRange<Int64>?] {
    var reach: [ClosedRange<Int64>?] = Array(repeating: nil, count: outerCount)
    for entry in entries where entry.moment.isFinite {
      let moment = Int64(entry.moment)
      let outer = Int(entry.outer)
      reach[outer] = reach[outer].map { min($0.lowerBound, moment)...max($0.upperBound, moment) } ?? moment...moment
    }
    return reach
  }

  /// The groups that completion asks for and no event fell into. New values of the first key join `keyValues`.
  private mutating func missingEntries(
    among entries: [Entry], _ reach: [ClosedRange<Int64>?], _ completion: (ClosedRange<Int64>?) -> [Int64]
  ) -> [Entry] {
    var texts = TextInterner()
    _ = texts.intern(keyValues[0])
    var added: [Entry] = []
    for outer in 0..<UInt32(outerCount) {
      let own = entries.filter { $0.outer == outer }
      var series: [[UInt32]] = []
      var seen: Set<[UInt32]> = []
      for entry in own {
        let keys = Array(keys(of: entry).dropFirst())
        if seen.insert(keys).inserted { series.append(keys) }
      }
      if keyNames.count == 1 { series = [[]] }
      let taken = Set(own.map { keys(of: $0) })
      for moment in completion(reach[Int(outer)]) {
        var text: [UInt8] = []
        NumberText.append(moment, to: &text)
        let code = texts.intern(text.span)
        for rest in series where !taken.contains([code] + rest) {
          let number = UInt32(table.count + addedKeys.count)
          addedKeys.append([code] + rest)
          added.append(Entry(outer: outer, number: number, moment: Double(moment)))
        }
      }
    }
    keyValues[0] = .text(texts.values)
    return added
  }

  private func sort(_ entries: inout [Entry], by rule: Grouping.Order) {
    entries.sort { left, right in
      if left.outer != right.outer { return left.outer < right.outer }
      if rule == .firstKeyAscending, left.moment != right.moment { return left.moment < right.moment }
      switch (group(of: left), group(of: right)) {
      case (let left?, let right?): return order.isBefore(left, right)
      case (_?, nil): return true
      case (nil, _?): return false
      case (nil, nil): return keys(of: left).lexicographicallyPrecedes(keys(of: right))
      }
    }
  }

  /// Every group's keys beside its rows; a group without rows has one of its keys alone.
  private func emit(_ entries: [Entry]) -> GroupedRows {
    var sources: [UInt32] = []
    var owners: [UInt32] = []
    for (index, entry) in entries.enumerated() {
      let group = group(of: entry) ?? table.count
      let range = starts[group]..<starts[group + 1]
      if range.isEmpty {
        sources.append(Column.noRow)
        owners.append(UInt32(index))
      }
      for row in range {
        sources.append(row)
        owners.append(UInt32(index))
      }
    }
    var rows = Batch(rowCount: sources.count)
    for (place, name) in keyNames.enumerated() {
      rows.set(name, to: keyValues[place].gather(owners.map { key(place, of: entries[Int($0)]) }))
    }
    for (name, column) in zip(inner.rows.names, inner.rows.columns) where rows[name] == nil {
      rows.set(name, to: column.gather(orMissing: sources))
    }
    return GroupedRows(rows: rows, groups: owners.map { entries[Int($0)].outer })
  }
}
