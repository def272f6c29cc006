public import MartletColumns

/// A bare pattern: some field of the event, as it was at the start of the pipeline, contains it. In the script of a
/// parser it is the event as it is now.
public struct FreeTextCondition: RowCondition {
  private let test: TextTest

  public init(_ test: TextTest) {
    self.test = test
  }

  public func narrow(_ batch: inout Batch, in context: RunContext) throws(ExecutionError) {
    let rows = batch.mask.rows
    if rows.isEmpty { return }
    var undecided = RowMask(allOf: rows.count)
    for field in try batch.searchedFields(of: rows, in: context) {
      if undecided.isEmpty { return }
      var hits = undecided
      try test.keep(in: &hits, of: field.column)
      undecided.subtract(hits)
    }
    undecided.forEach { batch.mask[Int(rows[$0])] = false }
  }
}

extension Batch {
  /// The fields that free text searches, for the given rows, `@rawstring` first: all of the original event but tags,
  /// `@id` and times. In the script of a parser they are those of the event as it is now.
  func searchedFields(
    of rows: [UInt32], in context: RunContext
  ) throws(ExecutionError) -> [(name: String, column: Column)] {
    var fields: [(name: String, column: Column)] = []
    if context.blocks.isParser {
      var current = gather(rows)
      try current.materialiseForOutput()
      for (name, column) in zip(current.names, current.columns) { fields.append((name, column)) }
    } else if let events {
      let wanted = eventRows.map { own in rows.map { own[Int($0)] } } ?? rows
      do throws(SourceError) {
        fields = try events.fields(of: wanted)
      } catch {
        throw .source(error.message)
      }
    } else {
      for (name, column) in zip(names, columns) { fields.append((name, column.gather(rows))) }
    }
    fields.removeAll { !Self.isSearched($0.name) }
    if let raw = fields.firstIndex(where: { $0.name == "@rawstring" }) { fields.insert(fields.remove(at: raw), at: 0) }
    return fields
  }

  private static func isSearched(_ name: String) -> Bool {
    switch name.utf8.first {
    case nil, 0, UInt8(ascii: "#"): false
    case UInt8(ascii: "@"): !unsearched.contains(name)
    default: true
    }
  }

  private static let unsearched: Set<String> = [
    "@id", "@timestamp", "@timestamp.nanos", "@ingesttimestamp", "@ingesttimestamp.nanos",
  ]
}
