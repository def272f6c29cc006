import MartletNative

/// A compressed stream, decompressed as it is read.
@safe final class InflatedBytes: ByteStream {
  private let source: any ByteStream
  private let inflater: OpaquePointer
  private let input = Window(capacity: 256 << 10)
  /// The first byte of `input` that was not used.
  private var used = 0
  private var isAtEnd = false
  /// Why nothing more can be decompressed, after what came before was given out.
  private var failure: StreamError?

  init(_ source: any ByteStream, _ compression: Compression) throws(StreamError) {
    self.source = source
    let kind = compression == .gzip ? MARTLET_INFLATE_GZIP : MARTLET_INFLATE_ZSTD
    guard let inflater = unsafe martlet_inflater_new(Int32(kind.rawValue)) else {
      throw StreamError("no memory to decompress it")
    }
    unsafe self.inflater = unsafe inflater
  }

  deinit {
    unsafe martlet_inflater_free(inflater)
  }

  var storedBytes: Int { source.storedBytes }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(StreamError) -> Int {
    guard let output = unsafe buffer.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return 0 }
    if let failure { throw failure }
    while true {
      if used == input.count, !isAtEnd {
        input.dropFirst(used)
        used = 0
        isAtEnd = try !input.fill(from: source)
      }
      var inputLength = input.count - used
      var outputLength = buffer.count
      let status = unsafe martlet_inflater_run(inflater, input.text + used, &inputLength, output, &outputLength)
      used += inputLength
      if status != MARTLET_INFLATE_OK.rawValue {
        let isTrailing = status == MARTLET_INFLATE_TRAILING.rawValue
        failure = StreamError(
          isTrailing
            ? "something else follows its compressed data, and is not read" : "its compressed data is damaged")
      }
      if outputLength > 0 { return outputLength }
      if let failure { throw failure }
      if isAtEnd {
        guard unsafe martlet_inflater_is_complete(inflater) != 0 else {
          throw StreamError("its compressed data ends early")
        }
        return 0
      }
      // Zeros after the last member are passed over.
      if inputLength == 0, used < input.count { used = input.count }
    }
  }
}

/// Bytes that are in memory already.
final class HeldBytes: ByteStream {
  private var window: Window
  private var position = 0
  let storedBytes: Int

  init(_ window: Window, storedBytes: Int) {
    self.window = window
    self.storedBytes = storedBytes
  }

  /// Hands over the bytes instead of copying them; nothing can be read afterwards.
  func takeWindow() -> Window {
    defer { window = Window(capacity: 0) }
    return window
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(StreamError) -> Int {
    let count = min(buffer.count, window.count - position)
    if count > 0 {
      unsafe buffer.copyMemory(from: UnsafeRawBufferPointer(start: window.bytes + position, count: count))
      position += count
    }
    return count
  }

  /// Decompresses a whole gzip file, when it and its content are small enough; `nil` when the file must be streamed.
  ///
  /// libdeflate needs the whole content at once and is several times as fast as zlib, so the usual file of a few
  /// megabytes goes this way and any other is streamed. A damaged file is streamed too, for what comes before the
  /// damage.
  static func gunzipping(_ file: OpenFile, limit: Int, _ pool: WindowPool) throws(StreamError) -> HeldBytes? {
    guard let size = file.size, size >= 18, size <= limit / 2 else { return nil }
    var stored = pool.window(size)
    defer { pool.recycle(&stored) }
    let source = StoredBytes(file, range: 0..<size)
    while try stored.fill(from: source) {}
    // The last four bytes hold the length of the last member, which is nearly always the only one.
    let last = stored.count - 4
    var promised = 0
    for index in (0..<4).reversed() { unsafe promised = promised << 8 | Int(stored.text[last + index]) }
    guard promised <= limit else { return nil }
    var capacity = max(promised, 4 << 10)
    while capacity <= limit {
      var content = pool.window(capacity)
      let status = unsafe content.fillOnce { area, count in
        unsafe martlet_gunzip(stored.text, stored.count, area, content.capacity, &count)
      }
      if status == MARTLET_INFLATE_OK.rawValue { return HeldBytes(content, storedBytes: stored.count) }
      pool.recycle(&content)
      guard status == MARTLET_INFLATE_NO_ROOM.rawValue else { return nil }
      capacity *= 2
    }
    return nil
  }
}
