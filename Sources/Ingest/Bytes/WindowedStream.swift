/// A stream seen through a window that moves forward over it.
///
/// `position` is the first byte that was not consumed. Bytes stay where they are until `extend()`.
struct WindowedStream: ~Copyable {
  private let stream: any ByteStream
  private let limits: ReadLimits
  private let pool: WindowPool
  private(set) var window: Window
  /// The first byte of the window that was not consumed.
  var position = 0
  /// Whether the window reaches the end of the input, which may be an early one.
  private(set) var isAtEnd = false
  /// Why the input ended early.
  private(set) var failure: StreamError?
  /// Whether only blanks stand between the last line break and the window.
  private(set) var startsLine = true
  /// All bytes seen so far.
  private(set) var totalBytes = 0

  init(_ stream: any ByteStream, limits: ReadLimits, _ pool: WindowPool) {
    self.stream = stream
    self.limits = limits
    self.pool = pool
    // What is in memory as a whole already is its own window.
    if let held = stream as? HeldBytes {
      window = held.takeWindow()
      isAtEnd = true
      totalBytes = window.count
    } else {
      window = pool.window(limits.window)
    }
  }

  /// Gives the window back; nothing more can be seen.
  mutating func close() {
    position = 0
    isAtEnd = true
    pool.recycle(&window)
  }

  var storedBytes: Int { stream.storedBytes }

  /// Bytes that can be seen.
  var available: Int { window.count - position }

  /// Whether more bytes can be seen at once than now.
  var canExtend: Bool { !isAtEnd && available < limits.record }

  /// Takes away what an input starts with, as if it began after that. Only before anyone has looked at the window.
  mutating func dropStart(_ count: Int) {
    window.dropFirst(count)
    position = 0
  }

  /// Moves on to see more bytes than now, if there are any. The bytes that were not consumed may move to another
  /// place; those who refer to the old window keep it as it was.
  mutating func extend() {
    guard !isAtEnd else { return }
    let stride = max(1, min(limits.stride, limits.window))
    // What is left of the window is used up before the bytes move.
    if window.capacity - window.count < (stride + 3) / 4 { makeRoom() }
    let before = window.count
    let end = min(window.capacity, before + stride)
    do throws(StreamError) {
      // Small reads, as from a pipe, are gathered until there is something worth working on.
      while window.count < end {
        guard try window.fill(from: stream, upTo: end) else {
          isAtEnd = true
          break
        }
      }
    } catch {
      failure = error
      isAtEnd = true
    }
    totalBytes += window.count - before
  }

  /// Moves the bytes that were not consumed to where there is room for more behind them.
  private mutating func makeRoom() {
    startsLine = lineStart(before: position) != nil
    // A record that fills the window needs a larger one.
    let capacity =
      available > limits.window / 2 ? max(window.capacity, min(available * 2, limits.record * 2)) : limits.window
    if capacity == window.capacity, isKnownUniquelyReferenced(&window) {
      window.dropFirst(position)
    } else {
      let next = pool.window(max(capacity, available + 1))
      next.append(window, from: position)
      pool.recycle(&window)
      window = next
    }
    position = 0
  }

  /// Reads on to the end of the line without keeping what is passed over.
  mutating func skipLine() {
    while true {
      if let line = lineEnd(from: position) {
        position = line
        return
      }
      position = window.count
      if isAtEnd { return }
      extend()
    }
  }

  /// Where the line of a place starts, if only blanks stand before the place.
  func lineStart(before place: Int) -> Int? {
    var start = place
    while start > 0 {
      switch unsafe window.text[start - 1] {
      case UInt8(ascii: "\n"): return start
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"): start -= 1
      default: return nil
      }
    }
    return startsLine ? 0 : nil
  }

  /// The byte after the next line break; `nil` when it cannot be seen.
  func lineEnd(from start: Int) -> Int? {
    guard let found = unsafe firstPlace(of: UInt8(ascii: "\n"), in: window.text + start, count: window.count - start)
    else {
      return nil
    }
    return start + found + 1
  }
}
