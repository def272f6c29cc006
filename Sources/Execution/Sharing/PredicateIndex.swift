/// What several queries ask of the events they read, arranged by field, so that one look at a row tells which of them
/// may want it.
///
/// Every way for an event to count for a query is a *term*: conditions on single fields, all of which must hold. The
/// index keeps for each field what the terms ask of it. A value leaves some terms open; those which all fields of a row
/// leave open name its queries. Queries see every row that counts for them and few others, so their results are what
/// they would be without it; those about which nothing is known see every row.
struct PredicateIndex: Sendable {
  let fields: [FieldIndex]
  let termCount: Int
  let queryCount: Int
  /// The query of each term.
  let queryOfTerm: [UInt32]
  /// Queries that see every row.
  let unindexed: [Int]

  /// - Parameter conditions: for each query what is known of the events it looks at.
  init(_ conditions: [InputCondition]) {
    var conditionsOfField: [String: [(term: Int, condition: InputCondition)]] = [:]
    var queryOfTerm: [UInt32] = []
    var unindexed: [Int] = []
    for (query, condition) in conditions.enumerated() {
      guard let terms = condition.terms else {
        unindexed.append(query)
        continue
      }
      for term in terms {
        for (field, condition) in term {
          conditionsOfField[field, default: []].append((queryOfTerm.count, condition))
        }
        queryOfTerm.append(UInt32(query))
      }
    }
    let termCount = queryOfTerm.count
    fields = conditionsOfField.sorted { $0.key < $1.key }.map { FieldIndex($0.key, $0.value, termCount: termCount) }
    self.termCount = termCount
    queryCount = conditions.count
    self.queryOfTerm = queryOfTerm
    self.unindexed = unindexed
  }
}
