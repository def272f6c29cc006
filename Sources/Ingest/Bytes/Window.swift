/// A run of bytes of one input, kept in memory as long as someone refers to it.
///
/// Whoever fills it does so before anyone else sees it; after that the bytes do not change, which is why it can be
/// shared between threads.
@safe final class Window: @unchecked Sendable {
  let bytes: UnsafeMutableRawPointer
  let capacity: Int
  private(set) var count = 0

  /// Room for `capacity` bytes and some more that may be read, but mean nothing.
  init(capacity: Int) {
    unsafe bytes = UnsafeMutableRawPointer.allocate(byteCount: capacity + 64, alignment: 64)
    self.capacity = capacity
  }

  deinit {
    unsafe bytes.deallocate()
  }

  var text: UnsafePointer<UInt8> { unsafe UnsafePointer(bytes.assumingMemoryBound(to: UInt8.self)) }

  /// Where a text stands in the window, if it does.
  func place(of other: UnsafeBufferPointer<UInt8>) -> Range<Int>? {
    guard let start = other.baseAddress else { return nil }
    let offset = unsafe UnsafeRawPointer(start) - UnsafeRawPointer(bytes)
    return offset >= 0 && offset + other.count <= count ? offset..<offset + other.count : nil
  }

  func removeAll() { count = 0 }

  /// Drops the bytes before `start`, so that byte `start` becomes byte 0. Only for a window nobody else refers to.
  func dropFirst(_ start: Int) {
    unsafe bytes.copyMemory(from: bytes + start, byteCount: count - start)
    count -= start
  }

  /// Appends the bytes from `start` on of another window.
  func append(_ other: Window, from start: Int) {
    precondition(count + other.count - start <= capacity, "a window is never filled past its end")
    unsafe (bytes + count).copyMemory(from: other.bytes + start, byteCount: other.count - start)
    count += other.count - start
  }

  /// Appends bytes if there is room for them; where they stand.
  func append(_ other: UnsafeBufferPointer<UInt8>) -> Range<Int>? {
    guard other.count <= capacity - count else { return nil }
    let range = count..<count + other.count
    if let start = other.baseAddress { unsafe (bytes + count).copyMemory(from: start, byteCount: other.count) }
    count = range.upperBound
    return range
  }

  /// Reads once from the stream into the free part, up to byte `end`; false at the end of the stream.
  func fill(from stream: any ByteStream, upTo end: Int? = nil) throws(StreamError) -> Bool {
    let free = unsafe UnsafeMutableRawBufferPointer(start: bytes + count, count: (end ?? capacity) - count)
    let read = unsafe try stream.read(into: free)
    count += read
    return read > 0
  }

  /// Lets `body` write the window's bytes; it gives a status and, through its second argument, their count.
  func fillOnce(_ body: (UnsafeMutablePointer<UInt8>, inout Int) -> Int32) -> Int32 {
    var filled = 0
    let status = unsafe body(bytes.assumingMemoryBound(to: UInt8.self), &filled)
    count = min(filled, capacity)
    return status
  }
}
