import Glibc
import Synchronization

/// Standard input, which a pipe gives only once.
///
/// Where several passes read it, the first one keeps what came in an unlinked temporary file, which the others read.
final class StandardInput: Sendable {
  private let isKept: Bool
  private let kept = Mutex<OpenFile?>(nil)

  init(isKept: Bool) {
    self.isKept = isKept
  }

  func open() throws(StreamError) -> OpenFile {
    guard isKept else { return OpenFile() }
    if let file = kept.withLock({ $0 }) { return file }
    let file = try Self.copied()
    kept.withLock { $0 = file }
    return file
  }

  private static let chunk = 1 << 20

  private static func copied() throws(StreamError) -> OpenFile {
    guard let descriptor = SpillFile.open() else {
      throw StreamError("it is needed more than once, and no temporary file can be made: \(OpenFile.explanation(of: errno))")
    }
    let input = OpenFile()
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: chunk, alignment: 16)
    defer { unsafe buffer.deallocate() }
    while true {
      let count = unsafe try input.read(into: buffer)
      if count == 0 { break }
      var written = 0
      while written < count {
        let part = unsafe write(descriptor, buffer.baseAddress?.advanced(by: written), count - written)
        if part < 0, errno == EINTR { continue }
        guard part > 0 else {
          let reason = OpenFile.explanation(of: errno)
          close(descriptor)
          throw StreamError("it is needed more than once, and cannot be kept: \(reason)")
        }
        written += part
      }
    }
    return try OpenFile(adopting: descriptor)
  }
}
