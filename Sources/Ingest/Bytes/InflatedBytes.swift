import MartletNative

/// A compressed stream, decompressed as it is read.
@safe final class InflatedBytes: ByteStream {
  private let source: any ByteStream
  private let inflater: OpaquePointer
  private let pool: WindowPool
  private var input: Window
  /// The first byte of `input` that was not used.
  private var used = 0
  private var isAtEnd = false
  /// Why nothing more can be decompressed, after what came before was given out.
  private var failure: StreamError?

  /// Stored bytes read at once: few enough to stay in the processor's cache until they are used.
  private static let inputSize = 128 << 10

  init(_ source: any ByteStream, _ compression: Compression, _ pool: WindowPool) throws(StreamError) {
    self.source = source
    self.pool = pool
    input = pool.window(Self.inputSize)
    let kind = compression == .gzip ? MARTLET_INFLATE_GZIP : MARTLET_INFLATE_ZSTD
    guard let inflater = unsafe martlet_inflater_new(Int32(kind.rawValue)) else {
      throw StreamError("no memory to decompress it")
    }
    unsafe self.inflater = unsafe inflater
  }

  deinit {
    unsafe martlet_inflater_free(inflater)
    pool.recycle(&input)
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
      if isAtEnd, used == input.count {
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
}
