import MartletNative

/// Cuts the bytes of one input into records.
///
/// JSON is indexed a block at a time. A block in which anything else stands, or that is damaged, is cut line by line
/// instead, so that damage costs one line and text lines may stand between JSON records.
@safe final class RecordCutter {
  /// What lines that are no JSON mean.
  enum Mode {
    case mixed
    /// They are unreadable.
    case json
    /// Every line is text, whatever it holds.
    case text
    /// They are comma-separated values; the first is the header.
    case csv
  }

  /// What `next()` found.
  enum Piece {
    /// The next `recordCount` of `records`; their offsets count from `blockStart`.
    case records
    /// A line of text without its line break, as bytes of the window.
    case text(Range<Int>)
    /// A line of comma-separated values, which may hold line breaks inside quotes.
    case csv(Range<Int>)
    case problem(RecordProblem)
    /// Bytes that belong to no text format: nothing more can be read.
    case binary
    case end
  }

  private(set) var stream: WindowedStream
  var index: JSONIndex { tools.index }
  /// The byte of the window that is byte 0 of `index`.
  private(set) var blockStart = 0
  private(set) var recordCount = 0
  var records: UnsafeMutablePointer<martlet_json_record> { unsafe tools.records }
  private let tools: ReadingTools
  private static let usualBlock = 256 << 10

  private let limits: ReadLimits
  private let mode: Mode
  private var place = martlet_json_position()
  private var token: UInt32 = 0
  /// Whether `index` holds tokens that were not cut yet.
  private var isIndexed = false
  private var blockSize = RecordCutter.usualBlock
  /// Whether the last block had no line break.
  private var hasLongLines = false
  /// Up to here, in bytes of the whole input, lines are cut one by one.
  private var carefulUntil = 0
  private var isAtStart = true
  private let isFirst: Bool

  /// - Parameter isFirst: whether the stream begins where the input does, so that its head tells whether it is text.
  init(_ stream: any ByteStream, mode: Mode, limits: ReadLimits, isFirst: Bool = true, _ tools: ReadingTools) {
    self.isFirst = isFirst
    self.stream = WindowedStream(stream, limits: limits, tools.windows)
    self.tools = tools
    self.limits = limits
    self.mode = mode
    if mode == .text || mode == .csv { carefulUntil = Int.max }
  }

  /// Gives back what it reads with; nothing more can be cut.
  func close() { stream.close() }

  /// The place of byte 0 of the window in the whole input.
  private var windowOffset: Int { stream.totalBytes - stream.window.count }

  /// The next piece; what an earlier call gave may have moved or gone, unless its window was kept.
  func next() -> Piece {
    recordCount = 0
    if isAtStart {
      if let piece = start() { return piece }
    }
    while true {
      if isIndexed {
        if let piece = cutBlock() { return piece }
      } else if stream.available == 0 {
        if stream.isAtEnd { return end() }
        stream.extend()
      } else if windowOffset + stream.position < carefulUntil {
        if let piece = cutCarefully() { return piece }
      } else {
        indexBlock()
      }
    }
  }

  /// Looks at the first bytes: a byte-order mark goes, and NUL bytes mean that the input is no text.
  private func start() -> Piece? {
    isAtStart = false
    stream.extend()
    guard isFirst else { return nil }
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    if stream.available >= 3, (0..<3).allSatisfy({ unsafe stream.window.text[$0] == mark[$0] }) {
      stream.dropStart(3)
    }
    let head = min(stream.window.count, 64 << 10)
    if unsafe firstPlace(of: 0, in: stream.window.text, count: head) != nil { return .binary }
    return nil
  }

  private func end() -> Piece {
    // An array of records that was never closed: the input was cut off between two of them.
    if place.place != Int32(MARTLET_PLACE_TOP.rawValue) {
      place.place = Int32(MARTLET_PLACE_TOP.rawValue)
      return .problem(.endsEarly)
    }
    return .end
  }

  // MARK: Blocks

  /// Indexes the next block, or leaves its lines to be cut one by one.
  private func indexBlock() {
    while stream.available < blockSize, stream.canExtend { stream.extend() }
    var length = min(stream.available, blockSize)
    let isWhole = stream.isAtEnd && length == stream.available
    let text = unsafe stream.window.text + stream.position
    if !isWhole {
      if let end = unsafe lastEnd(in: text, count: length) {
        length = end
      } else if length < stream.available || stream.canExtend {
        blockSize *= 2
        return
      }
    }
    let status = unsafe index.build(text, count: length)
    guard status == MARTLET_JSON_OK.rawValue else {
      carefulUntil = windowOffset + stream.position + length
      blockSize = Self.usualBlock
      return
    }
    blockStart = stream.position
    token = 0
    isIndexed = true
  }

  /// The end of the last record of a block, probably: of a line, or of an element of an array that is one long line.
  private func lastEnd(in text: UnsafePointer<UInt8>, count: Int) -> Int? {
    if hasLongLines, let element = unsafe lastElementStart(in: text, count: count) { return element }
    if let line = unsafe lastPlace(of: UInt8(ascii: "\n"), in: text, count: count) {
      hasLongLines = false
      return line + 1
    }
    // Looking through whole blocks for line breaks that are not there takes its time.
    hasLongLines = true
    return unsafe lastElementStart(in: text, count: count)
  }

  /// Cuts the next records from the block; `nil` when there are none.
  private func cutBlock() -> Piece? {
    var count: UInt32 = 0
    var offset: UInt32 = 0
    let result = unsafe martlet_json_cut(
      index.handle, &place, &token, records, UInt32(tools.recordCapacity), &count, &offset)
    stream.position = blockStart + Int(offset)
    recordCount = Int(count)
    switch UInt32(result) {
    case MARTLET_CUT_FULL.rawValue:
      break
    case MARTLET_CUT_END.rawValue:
      isIndexed = false
      blockSize = Self.usualBlock
    case MARTLET_CUT_PARTIAL.rawValue:
      isIndexed = false
      if count > 0 {
        blockSize = Self.usualBlock
      } else if blockSize < stream.window.count - blockStart || stream.canExtend {
        blockSize *= 2
      } else {
        carefulUntil = windowOffset + stream.position + 1
      }
    default:
      isIndexed = false
      blockSize = Self.usualBlock
      carefulUntil = windowOffset + blockStart + Int(index.length)
    }
    return count > 0 ? .records : nil
  }

  // MARK: Lines

  private func cutCarefully() -> Piece? {
    switch UInt32(place.place) {
    case MARTLET_PLACE_TOP.rawValue: cutLine()
    case MARTLET_PLACE_TAIL.rawValue: cutTail()
    default: cutElement()
    }
  }

  private func byte(_ offset: Int) -> UInt8 { unsafe stream.window.text[stream.position + offset] }

  /// Passes over blanks; false at the end of what can be seen.
  private func skipBlanks() -> Bool {
    while stream.available > 0 {
      switch byte(0) {
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\n"), UInt8(ascii: "\r"): stream.position += 1
      default: return true
      }
    }
    return false
  }

  private func cutElement() -> Piece? {
    guard skipBlanks() else { return nil }
    switch byte(0) {
    case UInt8(ascii: ","):
      stream.position += 1
      place.place = Int32(MARTLET_PLACE_ELEMENT.rawValue)
      return nil
    case UInt8(ascii: "]"):
      stream.position += 1
      place.place = Int32((place.is_wrapped != 0 ? MARTLET_PLACE_TAIL : MARTLET_PLACE_TOP).rawValue)
      return nil
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      return cutValue(isLineBound: false)
    default:
      return cutOtherElement()
    }
  }

  /// Passes over an element that is no record, up to the next comma, bracket or line break.
  private func cutOtherElement() -> Piece? {
    var length = 0
    var isQuoted = false
    scan: while length < stream.available {
      switch byte(length) {
      case UInt8(ascii: ",") where !isQuoted, UInt8(ascii: "]") where !isQuoted, UInt8(ascii: "\n"): break scan
      case UInt8(ascii: "\\"): length += 1
      case UInt8(ascii: "\""): isQuoted.toggle()
      default: break
      }
      length += 1
    }
    if length >= stream.available, stream.canExtend {
      stream.extend()
      carefulUntil = max(carefulUntil, windowOffset + stream.position + 1)
      return nil
    }
    place.place = Int32(MARTLET_PLACE_COMMA.rawValue)
    stream.position += min(max(length, 1), stream.available)
    return .problem(.notAnObject)
  }

  /// Passes over the rest of an object after its array of records.
  private func cutTail() -> Piece? {
    var end = 0
    let status = unsafe martlet_json_scan_tail(stream.window.text + stream.position, stream.available, &end)
    if UInt32(status) == MARTLET_JSON_UNCLOSED.rawValue, stream.canExtend {
      stream.extend()
      return nil
    }
    place.place = Int32(MARTLET_PLACE_TOP.rawValue)
    if UInt32(status) == MARTLET_JSON_OK.rawValue {
      stream.position += end
      return nil
    }
    let problem = problem(status)
    stream.skipLine()
    return .problem(problem)
  }

  /// Why a value cannot be cut; one without an end is too long unless the input ends.
  private func problem(_ status: Int32) -> RecordProblem {
    guard UInt32(status) == MARTLET_JSON_UNCLOSED.rawValue else { return RecordProblem(status) }
    return stream.isAtEnd ? .endsEarly : .tooLong(limit: limits.record)
  }

  private func cutLine() -> Piece? {
    guard skipBlanks() else { return nil }
    let first = byte(0)
    if mode == .mixed || mode == .json, first == UInt8(ascii: "[") || first == UInt8(ascii: "{") {
      if first == UInt8(ascii: "[") {
        place = martlet_json_position(place: Int32(MARTLET_PLACE_ELEMENT.rawValue), is_wrapped: 0)
        stream.position += 1
        return nil
      }
      if stream.available < 4096, stream.canExtend { stream.extend() }
      var inside = 0
      if unsafe martlet_json_enters_wrapper(stream.window.text + stream.position, stream.available, &inside) != 0 {
        place = martlet_json_position(place: Int32(MARTLET_PLACE_ELEMENT.rawValue), is_wrapped: 1)
        stream.position += inside
        return nil
      }
      return cutValue(isLineBound: true)
    }
    guard let lineStart = stream.lineStart(before: stream.position) else {
      stream.skipLine()
      return .problem(.trailingText)
    }
    if mode == .json {
      stream.skipLine()
      return .problem(.notJSON)
    }
    return cutText(from: lineStart)
  }

  private func cutText(from lineStart: Int) -> Piece? {
    var start = lineStart
    var searched = stream.position
    while true {
      if let line = lineEnd(from: searched, lineStart: start) {
        stream.position = line
        return line - start > limits.record ? .problem(.tooLong(limit: limits.record)) : text(start..<line - 1)
      }
      if !stream.canExtend { break }
      // The window may move, and the line with it.
      stream.position = start
      let seen = stream.available
      stream.extend()
      start = stream.position
      searched = start + seen
    }
    if stream.isAtEnd {
      let line = start..<stream.window.count
      stream.position = line.upperBound
      return text(line)
    }
    stream.skipLine()
    return .problem(.tooLong(limit: limits.record))
  }

  private func text(_ line: Range<Int>) -> Piece {
    var line = line
    let bytes = unsafe stream.window.text
    if let last = line.last, unsafe bytes[last] == UInt8(ascii: "\r") { line = line.lowerBound..<last }
    if unsafe firstPlace(of: 0, in: bytes + line.lowerBound, count: line.count) != nil { return .binary }
    guard unsafe martlet_utf8_is_valid(bytes + line.lowerBound, line.count) != 0 else { return .problem(.invalidUTF8) }
    return mode == .csv ? .csv(line) : .text(line)
  }

  /// The end of a line of text; a line of CSV is looked at from its start, where it is known not to be quoted.
  private func lineEnd(from searched: Int, lineStart: Int) -> Int? {
    guard mode == .csv else { return stream.lineEnd(from: searched) }
    return unsafe CSVLine.end(from: lineStart, in: stream.window.text, count: stream.window.count)
  }

  /// Cuts the one value that starts here. When it is damaged its line goes.
  private func cutValue(isLineBound: Bool) -> Piece? {
    var end = 0
    let status = unsafe martlet_json_scan(
      stream.window.text + stream.position, stream.available, isLineBound ? 1 : 0, &end)
    if UInt32(status) == MARTLET_JSON_UNCLOSED.rawValue, stream.canExtend {
      stream.extend()
      carefulUntil = max(carefulUntil, windowOffset + stream.position + 1)
      return nil
    }
    if !isLineBound { place.place = Int32(MARTLET_PLACE_COMMA.rawValue) }
    guard UInt32(status) == MARTLET_JSON_OK.rawValue else {
      let problem = problem(status)
      place.place = Int32(MARTLET_PLACE_TOP.rawValue)
      stream.skipLine()
      return .problem(problem)
    }
    let text = unsafe stream.window.text + stream.position
    let indexed = unsafe index.build(text, count: end)
    blockStart = stream.position
    stream.position += end
    guard indexed == MARTLET_JSON_OK.rawValue else { return .problem(RecordProblem(indexed)) }
    // The value alone is cut as the element of an array, so that it is not entered again.
    var alone = martlet_json_position(place: Int32(MARTLET_PLACE_ELEMENT.rawValue), is_wrapped: 0)
    var first: UInt32 = 0
    var count: UInt32 = 0
    var offset: UInt32 = 0
    _ = unsafe martlet_json_cut(index.handle, &alone, &first, records, 1, &count, &offset)
    recordCount = Int(count)
    return count == 1 ? .records : .problem(.brackets)
  }
}
