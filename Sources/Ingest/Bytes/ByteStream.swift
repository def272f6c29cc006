/// Where the bytes of one input come from, in order.
protocol ByteStream: AnyObject {
  /// Fills the start of `buffer`, which is not empty; 0 at the end. May return fewer bytes than there is room for.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws(StreamError) -> Int

  /// The bytes taken from storage so far.
  var storedBytes: Int { get }
}

/// Why an input cannot be read on; what came before it is good.
struct StreamError: Error {
  var message: String

  init(_ message: String) {
    self.message = message
  }
}
