import MartletCatalog
import MartletColumns
import MartletExecution
import MartletPatterns

/// Finds the rows of a table that belong to an event, by keys.
struct TableKeys: Sendable {
  /// How keys are compared.
  enum Mode: String, ChoiceArgument { case string, cidr, glob }

  private enum Index: Sendable {
    case texts(KeyIndex)
    /// Rows in the order in which they count, each with a pattern per key.
    case globs([(row: UInt32, patterns: [Glob])])
    /// Rows in the order in which they count: the narrowest first.
    case subnets([(row: UInt32, subnet: Subnet)])
  }

  let table: Batch
  private let index: Index
  private let lower: LetterCase?

  /// - Parameter columns: the columns of the table that hold the keys, at least one. A table without one of them holds
  ///   no keys.
  init(_ table: Batch, columns: [String], mode: Mode, ignoresCase: Bool) {
    self.table = table
    let lower = ignoresCase ? LetterCase(.lower, locale: nil) : nil
    let keys = columns.map { table[$0] ?? .missing(count: table.rowCount) }
    switch mode {
    case .string: index = .texts(KeyIndex(keys.map { $0.inCase(lower) }))
    case .glob:
      let texts = keys.map { $0.asText() }
      var globs: [(row: UInt32, patterns: [Glob])] = []
      for row in 0..<table.rowCount {
        let patterns = texts.compactMap { $0.string(at: row) }
        guard patterns.count == texts.count else { continue }
        globs.append((UInt32(row), patterns.map { Glob($0, extent: .part, ignoresCase: ignoresCase) }))
      }
      let order = texts[0]
      index = .globs(globs.sorted { (order.string(at: Int($0.row)) ?? "") < (order.string(at: Int($1.row)) ?? "") })
    case .cidr:
      let texts = keys[0].asText()
      var subnets: [(row: UInt32, subnet: Subnet)] = []
      for row in (0..<table.rowCount).reversed() {
        if let subnet = texts.string(at: row).flatMap({ Subnet($0) }) { subnets.append((UInt32(row), subnet)) }
      }
      index = .subnets(
        subnets.enumerated().sorted {
          ($1.element.subnet.bits, $0.offset) < ($0.element.subnet.bits, $1.offset)
        }.map(\.element))
    }
    self.lower = lower
  }

  /// The keys of a table, for the whole run.
  ///
  /// - Parameter owner: the function as the user knows it, which their memory is charged to.
  static func made(
    of table: Batch, columns: [String], mode: Mode = .string, ignoresCase: Bool = false, owner: String,
    in context: RunContext
  ) throws(ExecutionError) -> TableKeys {
    let texts = columns.reduce(0) { $0 + (table[$1]?.byteCount ?? 0) }
    try context.searches.charge(2 * texts + 96 * table.rowCount, for: owner)
    return TableKeys(table, columns: columns, mode: mode, ignoresCase: ignoresCase)
  }

  /// The living rows of `batch` with the rows of the table that belong to them.
  ///
  /// - Parameters:
  ///   - fields: as many as there are key columns.
  ///   - most: how many rows of the table for one of the batch; of equal ones the last count first.
  ///   - keepsOthers: whether rows to which none belongs are there too.
  func join(_ batch: Batch, on fields: [String], most: Int, keepsOthers: Bool) -> JoinedRows {
    var joined = JoinedRows()
    switch index {
    case .texts(let index):
      let tuples = index.tuples(of: fields.map { (batch[$0] ?? .missing(count: batch.rowCount)).inCase(lower) })
      batch.mask.forEach { row in
        if let tuple = tuples[row] {
          joined.append(row, matches: index.rows(of: tuple).reversed(), most: most)
        } else if keepsOthers {
          joined.append(unmatched: row)
        }
      }
    case .globs(let globs):
      let texts = fields.map { batch.text(of: $0) }
      batch.mask.forEach { row in
        guard texts.allSatisfy({ $0.isPresent(row) }) else {
          if keepsOthers { joined.append(unmatched: row) }
          return
        }
        var matches: [UInt32] = []
        for (candidate, patterns) in globs where matches.count < most {
          if Self.matches(patterns, texts, row) { matches.append(candidate) }
        }
        if matches.isEmpty, keepsOthers { joined.append(unmatched: row) }
        joined.append(row, matches: matches, most: most)
      }
    case .subnets(let subnets):
      let texts = batch.text(of: fields[0])
      let bytes = texts.storage.span
      batch.mask.forEach { row in
        var matches: [UInt32] = []
        if texts.isPresent(row), let address = IPAddress(bytes.extracting(texts.range(of: row))) {
          for (candidate, subnet) in subnets where matches.count < most {
            if subnet.contains(address) { matches.append(candidate) }
          }
        }
        if matches.isEmpty, keepsOthers { joined.append(unmatched: row) }
        joined.append(row, matches: matches, most: most)
      }
    }
    return joined
  }

  private static func matches(_ patterns: [Glob], _ texts: [TextColumn], _ row: Int) -> Bool {
    for (pattern, text) in zip(patterns, texts) {
      let bytes = text.storage.span
      if !pattern.matches(bytes.extracting(text.range(of: row))) { return false }
    }
    return true
  }
}

extension Column {
  /// The texts in lower case, when a case is given.
  fileprivate func inCase(_ letters: LetterCase?) -> Column {
    guard let letters else { return self }
    return mapText(in: RowMask(allOf: rowCount)) { text, output in
      letters.append(text, to: &output)
      return true
    }
  }
}
