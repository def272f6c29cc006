import MartletColumns

/// Deals the rows of batches out to the queries that may want them, for one worker.
struct RowSorter {
  private let index: PredicateIndex
  private var readers: [FieldReader]
  private let all: TermSet
  /// For each row of a batch the terms that the fields looked at so far leave open.
  private var open: [TermSet.Piece] = []
  /// For each query a bit per row, `wordCount` words each.
  private var masks: [UInt64] = []
  private var wordCount = 0
  private var rowCount = 0
  /// The queries that have rows of the batch.
  private(set) var queries: [Int] = []

  init(_ index: PredicateIndex) {
    self.index = index
    readers = index.fields.map { FieldReader($0) }
    all = TermSet(allOf: index.termCount)
  }

  /// The rows that a query may want of the batch that was sorted last.
  func rows(of query: Int) -> RowMask {
    RowMask(words: Array(masks[query * wordCount..<(query + 1) * wordCount]), rowCount: rowCount)
  }

  /// Finds the queries that may want rows of `batch`; those that are not indexed are not among them.
  mutating func sort(_ batch: Batch) {
    begin(batch.rowCount)
    // Most fields say the same of all rows of a batch: nothing that any query asks for.
    var common = all
    var varying: [Int] = []
    for number in readers.indices {
      if let set = readers[number].read(batch[readers[number].field], in: batch.mask) {
        common.formIntersection(readers[number].sets.pieces, at: Int(set) * common.pieces.count)
      } else {
        varying.append(number)
      }
    }
    if common.isEmpty { return }
    let width = common.pieces.count
    if open.count < rowCount * width { open = Array(repeating: .zero, count: rowCount * width) }
    for row in 0..<rowCount {
      for piece in 0..<width { open[row &* width &+ piece] = common.pieces[piece] }
    }
    for number in varying { intersect(readers[number].sets.pieces, readers[number].numbers, width) }
    deal(batch.mask, width)
    queries.sort()
  }

  private mutating func begin(_ rows: Int) {
    for query in queries {
      for word in 0..<wordCount { masks[query &* wordCount &+ word] = 0 }
    }
    queries.removeAll(keepingCapacity: true)
    rowCount = rows
    let words = (rows + 63) / 64
    if words != wordCount {
      wordCount = words
      masks = Array(repeating: 0, count: index.queryCount * words)
    }
  }

  private mutating func intersect(_ pieces: [TermSet.Piece], _ numbers: [UInt32], _ width: Int) {
    let pieces = pieces.span
    let numbers = numbers.span
    for row in 0..<rowCount {
      let start = Int(numbers[row]) &* width
      for piece in 0..<width { open[row &* width &+ piece] &= pieces[start &+ piece] }
    }
  }

  private mutating func deal(_ alive: RowMask, _ width: Int) {
    alive.forEach { row in
      for piece in 0..<width {
        let terms = open[row &* width &+ piece]
        if terms.isZero { continue }
        for lane in 0..<8 {
          var word = terms[lane]
          while word != 0 {
            give(row, to: Int(index.queryOfTerm[piece &* 512 &+ lane &* 64 &+ word.trailingZeroBitCount]))
            word &= word &- 1
          }
        }
      }
    }
  }

  private mutating func give(_ row: Int, to query: Int) {
    let start = query &* wordCount
    if masks[start &+ row &>> 6] == 0, !(0..<wordCount).contains(where: { masks[start &+ $0] != 0 }) {
      queries.append(query)
    }
    masks[start &+ row &>> 6] |= 1 &<< UInt64(row & 63)
  }
}
