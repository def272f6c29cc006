import Foundation

/// A file descriptor with a buffer before it.
final class ByteOutput {
  private static let capacity = 1 << 16
  private let descriptor: Int32
  private var buffer: [UInt8] = []

  init(descriptor: Int32) {
    self.descriptor = descriptor
    buffer.reserveCapacity(Self.capacity * 2)
  }

  static let standardOutput: Int32 = 1
  static let standardError: Int32 = 2

  /// Lets `body` append to the buffer, and writes the buffer out when it is full.
  func append(_ body: (inout [UInt8]) -> Void) throws(OutputError) {
    body(&buffer)
    if buffer.count >= Self.capacity { try flush() }
  }

  func flush() throws(OutputError) {
    var start = 0
    while start < buffer.count {
      let written = unsafe buffer.withUnsafeBytes { bytes in
        // The buffer outlives the call; `start` is below its count.
        unsafe Foundation.write(descriptor, bytes.baseAddress! + start, bytes.count - start)
      }
      if written < 0 {
        if errno == EINTR { continue }
        let cause = errno
        buffer.removeAll(keepingCapacity: true)
        throw cause == EPIPE ? .closed : .failed(unsafe String(cString: strerror(cause)))
      }
      start += written
    }
    buffer.removeAll(keepingCapacity: true)
  }
}
