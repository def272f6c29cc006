import MartletColumns
import MartletPatterns

/// Judges the values of one field for one worker: which terms does each leave open?
struct FieldReader {
  private let index: FieldIndex
  /// The sets of terms that values have led to.
  private(set) var sets: TermSets
  private var missing: UInt32 = 0
  private var present: UInt32 = 0
  /// The set of each row of the batch that was read last.
  private(set) var numbers: [UInt32] = []

  private var verdict: FieldVerdict
  private var setOfEntry: [UInt32] = []
  /// Values that may come again, and their sets.
  private var known = TextInterner()
  private var setOfKnown: [UInt32] = []
  /// How often a value that is in no dictionary was asked for, and how often it was known.
  private var lookUps = 0
  private var hits = 0

  /// More sets than this are forgotten before the next batch, and no more values are remembered.
  private static let mostSets = 4096
  /// Values longer than this hardly come again.
  private static let mostKnownBytes = 128
  /// So many look-ups are tried before it is concluded that values do not come again.
  private static let trial = 8192

  var field: String { index.field }

  init(_ index: FieldIndex) {
    self.index = index
    verdict = FieldVerdict(index)
    sets = TermSets(width: index.present.pieces.count)
    forgetSets()
  }

  /// Finds the set of every living row. When it is the same for all, returns it, and `numbers` mean nothing.
  mutating func read(_ column: Column?, in mask: RowMask) -> UInt32? {
    if sets.count > Self.mostSets { forgetSets() }
    guard let column else { return missing }
    if case .dictionary(let column) = column { return read(column) }
    let texts = column.asText()
    let bytes = texts.storage.span
    let offsets = texts.offsets.span
    if numbers.count != texts.rowCount || !mask.isFull { numbers = Array(repeating: missing, count: texts.rowCount) }
    var first: UInt32?
    var isUniform = true
    // A column of many values has them again and again, or ever new ones: trying shows.
    let remembers = lookUps < Self.trial || hits * 2 > lookUps
    mask.forEach { row in
      var number = missing
      if texts.isPresent(row) {
        let text = bytes.extracting(Int(offsets[row])..<Int(offsets[row &+ 1]))
        number = remembers && text.count <= Self.mostKnownBytes ? triedSet(of: text) : set(of: text)
      }
      numbers[row] = number
      if number != first {
        if first == nil { first = number } else { isUniform = false }
      }
    }
    return isUniform ? first ?? missing : nil
  }

  /// Each distinct value is looked at once.
  private mutating func read(_ column: DictionaryColumn) -> UInt32? {
    let bytes = column.values.storage.span
    let offsets = column.values.offsets.span
    setOfEntry.removeAll(keepingCapacity: true)
    var isUniform = true
    for entry in 0..<column.values.rowCount {
      let number = knownSet(of: bytes.extracting(Int(offsets[entry])..<Int(offsets[entry &+ 1])))
      setOfEntry.append(number)
      if number != setOfEntry[0] { isUniform = false }
    }
    guard let first = setOfEntry.first else { return missing }
    if isUniform, !column.codes.contains(DictionaryColumn.missing) { return first }
    numbers.removeAll(keepingCapacity: true)
    for code in column.codes { numbers.append(code == DictionaryColumn.missing ? missing : setOfEntry[Int(code)]) }
    return nil
  }

  /// The number of the set that a value leads to which may come again.
  private mutating func knownSet(of text: Span<UInt8>) -> UInt32 {
    if let number = known.number(of: text) { return setOfKnown[Int(number)] }
    let set = set(of: text)
    if setOfKnown.count < Self.mostSets {
      _ = known.intern(text)
      setOfKnown.append(set)
    }
    return set
  }

  private mutating func triedSet(of text: Span<UInt8>) -> UInt32 {
    lookUps += 1
    let before = setOfKnown.count
    let isFull = before >= Self.mostSets
    if isFull {
      guard let number = known.number(of: text) else { return set(of: text) }
      hits += 1
      return setOfKnown[Int(number)]
    }
    let set = knownSet(of: text)
    if setOfKnown.count == before { hits += 1 }
    return set
  }

  /// The number of the set that a value leads to.
  private mutating func set(of text: Span<UInt8>) -> UInt32 {
    guard index.judge(text, &verdict) else { return present }
    let number = sets.number(of: verdict.open)
    verdict.clear(index)
    return number
  }

  private mutating func forgetSets() {
    sets = TermSets(width: index.present.pieces.count)
    missing = sets.number(of: index.missing)
    present = sets.number(of: index.present)
    known = TextInterner()
    setOfKnown = []
  }
}
