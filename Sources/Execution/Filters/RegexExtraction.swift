public import MartletColumns
public import MartletPatterns

/// What a regex takes out of texts: for each text its matches, for each match what its named groups hold.
public struct RegexExtraction: Sendable {
  private let regex: Regex
  private let mostMatches: Int
  private let warnings: WarningLog?

  /// LogScale stops at so many matches of one event, unless told otherwise.
  public static let standardMatches = 100

  /// - Parameters:
  ///   - mostMatches: how many matches of one text count; 1 unless the regex repeats.
  ///   - warnings: where to say that there were more; `nil` when the user asked for that number.
  public init(_ regex: Regex, mostMatches: Int = 1, warnings: WarningLog? = nil) {
    self.regex = regex
    self.mostMatches = mostMatches
    self.warnings = warnings
  }

  /// Keeps the living rows whose text in `column` matches and writes the groups to the fields of their names; a row
  /// becomes as many rows as it has matches. A group that took no part writes nothing.
  ///
  /// - Parameter keepsOthers: whether rows that do not match, or have no text, stay as they are.
  public func apply(_ column: Column?, to batch: Batch, keepsOthers: Bool = false) throws(ExecutionError) -> Batch {
    var batch = batch
    guard let column else {
      if !keepsOthers { batch.dropAll() }
      return batch
    }
    let matches: Matches
    let entries: [UInt32]
    if case .dictionary(let dictionary) = column {
      var used = RowMask(noneOf: dictionary.values.rowCount)
      batch.mask.forEach { row in
        if dictionary.isPresent(row) { used[Int(dictionary.codes[row])] = true }
      }
      matches = try find(in: dictionary.values, used)
      entries = dictionary.codes
    } else {
      let texts = column.asText()
      var used = batch.mask
      if let presence = texts.presence { used.formIntersection(presence) }
      matches = try find(in: texts, used)
      entries = (0..<UInt32(batch.rowCount)).map { texts.isPresent(Int($0)) ? $0 : Column.noRow }
    }
    return mostMatches == 1
      ? writeSingle(matches, entries, to: batch, keepsOthers) : writeSeveral(matches, entries, to: batch, keepsOthers)
  }

  /// The matches of some texts, end to end.
  private struct Matches {
    /// The first match of each text; one more entry than texts.
    var starts: [UInt32] = [0]
    /// The values of each group, one per match.
    var groups: [TextColumn] = []

    func range(of text: UInt32) -> Range<UInt32> {
      text == Column.noRow ? 0..<0 : starts[Int(text)]..<starts[Int(text) + 1]
    }
  }

  private func find(in texts: TextColumn, _ used: RowMask) throws(ExecutionError) -> Matches {
    let bytes = texts.storage.span
    let names = regex.captureNames.indices
    var matches = Matches()
    matches.starts.reserveCapacity(texts.rowCount + 1)
    // Ranges in the storage of `texts`: for each match, one per group.
    var ranges: [Range<Int>?] = []
    var match = regex.makeMatch()
    var count: UInt32 = 0
    for row in 0..<texts.rowCount {
      if used[row] {
        let range = texts.range(of: row)
        let text = bytes.extracting(range)
        var isFound = regex.firstMatch(in: text, into: &match)
        var taken = 0
        while isFound, taken < mostMatches {
          for name in names {
            ranges.append(
              regex.capture(name, of: match).map {
                range.lowerBound + $0.lowerBound..<range.lowerBound + $0.upperBound
              })
          }
          taken += 1
          count += 1
          // One more is looked for only where somebody is told.
          isFound = (taken < mostMatches || warnings != nil && mostMatches > 1) && regex.nextMatch(in: text, after: &match)
        }
        if isFound {
          warnings?.add(
            "regex() took \(mostMatches) matches of an event, LogScale's limit; write regex(repeat=true, limit=) for more")
        }
      }
      matches.starts.append(count)
    }
    try regex.checkLimit()
    for name in names {
      var builder = TextColumnBuilder(rowCapacity: Int(count))
      for index in stride(from: name, to: ranges.count, by: names.count) {
        if let range = ranges[index] { builder.append(bytes.extracting(range)) } else { builder.appendMissing() }
      }
      matches.groups.append(builder.finish())
    }
    return matches
  }

  private func writeSingle(_ matches: Matches, _ entries: [UInt32], to batch: Batch, _ keepsOthers: Bool) -> Batch {
    var batch = batch
    var codes = [UInt32](repeating: Column.noRow, count: batch.rowCount)
    var matching = batch.mask
    matching.keep { row in
      let range = matches.range(of: entries[row])
      if range.isEmpty { return false }
      codes[row] = range.lowerBound
      return true
    }
    if !keepsOthers { batch.mask = matching }
    write(matches, codes, to: &batch)
    return batch
  }

  private func writeSeveral(_ matches: Matches, _ entries: [UInt32], to batch: Batch, _ keepsOthers: Bool) -> Batch {
    var rows: [UInt32] = []
    var codes: [UInt32] = []
    batch.mask.forEach { row in
      let range = matches.range(of: entries[row])
      if range.isEmpty, keepsOthers {
        rows.append(UInt32(row))
        codes.append(Column.noRow)
      }
      for match in range {
        rows.append(UInt32(row))
        codes.append(match)
      }
    }
    var result = batch.gather(rows)
    write(matches, codes, to: &result)
    return result
  }

  private func write(_ matches: Matches, _ codes: [UInt32], to batch: inout Batch) {
    for (name, values) in zip(regex.captureNames, matches.groups) {
      batch.assign(Column.text(values).gather(orMissing: codes), to: name)
    }
  }
}

/// A regex with named groups as a conjunct of its pipeline: keeps matching rows and writes fields.
public final class ExtractionStage: StreamStage {
  private let field: String?
  private let regex: Regex
  private let extraction: RegexExtraction
  private let context: RunContext

  /// - Parameter field: the field searched; `nil` for free text.
  public init(_ regex: Regex, field: String?, repeats: Bool, in context: RunContext) {
    self.field = field
    self.regex = regex
    self.context = context
    // LogScale stops at a hundred matches of one event.
    let standard = RegexExtraction.standardMatches
    let most = repeats ? context.effectiveLimit(nil, default: standard, maximum: standard) ?? Int.max : 1
    extraction = RegexExtraction(regex, mostMatches: most, warnings: repeats ? context.warnings : nil)
  }

  public func process(_ batch: Batch, into next: any BatchReceiver) throws(ExecutionError) -> Demand {
    let column: Column?
    if let field { column = batch[field] } else { column = try foundText(in: batch) }
    let result = try extraction.apply(column, to: batch)
    return result.mask.isEmpty ? .more : try next.receive(result)
  }

  /// For each living row the text in which free text finds the regex: `@rawstring` where several match.
  private func foundText(in batch: Batch) throws(ExecutionError) -> Column? {
    let rows = batch.mask.rows
    var undecided = RowMask(allOf: rows.count)
    var found = [UInt32](repeating: Column.noRow, count: rows.count)
    var builder = TextColumnBuilder()
    var count: UInt32 = 0
    for field in try batch.searchedFields(of: rows, in: context) {
      if undecided.isEmpty { break }
      var hits = undecided
      try TextTest.regex(regex).keep(in: &hits, of: field.column)
      undecided.subtract(hits)
      let texts = field.column.asText()
      let bytes = texts.storage.span
      hits.forEach { row in
        builder.append(bytes.extracting(texts.range(of: row)))
        found[row] = count
        count += 1
      }
    }
    var codes = [UInt32](repeating: Column.noRow, count: batch.rowCount)
    for (index, row) in rows.enumerated() { codes[Int(row)] = found[index] }
    return Column.text(builder.finish()).gather(orMissing: codes)
  }
}
