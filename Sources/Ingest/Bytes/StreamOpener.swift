/// Finds the right stream for stored bytes.
enum StreamOpener {
  /// The bytes of a file after decompression, whatever its name; of a piece of a file as they are.
  static func open(_ file: OpenFile, range: Range<Int>?, limits: ReadLimits, _ pool: WindowPool) throws(StreamError)
    -> any ByteStream
  {
    if let range { return StoredBytes(file, range: range) }
    let head = try head(of: file)
    let compression = unsafe head.withUnsafeBufferPointer { bytes in
      unsafe bytes.baseAddress.flatMap { unsafe Compression($0, count: bytes.count) }
    }
    // What was read of a pipe to look at it is read again from memory.
    let stored = StoredBytes(file, pending: file.size == nil ? head : [])
    guard let compression else { return stored }
    return try InflatedBytes(stored, compression, pool)
  }

  /// The first bytes, enough to tell how the others are compressed.
  private static func head(of file: OpenFile) throws(StreamError) -> [UInt8] {
    let window = Window(capacity: 16)
    let source = StoredBytes(file, range: 0..<window.capacity)
    while window.count < 4, try window.fill(from: source) {}
    return unsafe Array(UnsafeBufferPointer(start: window.text, count: window.count))
  }
}
