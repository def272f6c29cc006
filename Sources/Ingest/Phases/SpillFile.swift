import Glibc

/// A temporary file without a name, gone with its last user.
final class SpillFile: Sendable {
  private let descriptor: Int32

  /// `nil` when no temporary file can be made.
  init?() {
    guard let opened = Self.open() else { return nil }
    descriptor = opened
  }

  /// An unlinked file in the folder for temporary files; `nil` when none can be made.
  static func open() -> Int32? {
    let folder = unsafe getenv("TMPDIR").map { unsafe String(cString: $0) } ?? "/tmp"
    var template = Array((folder + "/martlet-XXXXXX").utf8CString)
    let opened = unsafe mkstemp(&template)
    guard opened >= 0 else { return nil }
    unsafe unlink(&template)
    return opened
  }

  deinit {
    close(descriptor)
  }

  /// Writes at the end; `nil` when that fails, as on a full disk.
  func append(_ bytes: [UInt8]) -> Range<Int>? {
    let start = Int(lseek(descriptor, 0, SEEK_END))
    var written = 0
    let isWritten = unsafe bytes.withUnsafeBytes { buffer in
      while written < buffer.count {
        let count = unsafe write(descriptor, buffer.baseAddress! + written, buffer.count - written)
        if count < 0, errno != EINTR { return false }
        written += max(0, count)
      }
      return true
    }
    guard isWritten else {
      ftruncate(descriptor, off_t(start))
      return nil
    }
    return start..<start + bytes.count
  }

  func read(_ range: Range<Int>, into bytes: inout [UInt8]) {
    let start = bytes.count
    bytes.append(contentsOf: repeatElement(0, count: range.count))
    var filled = 0
    unsafe bytes.withUnsafeMutableBytes { buffer in
      while filled < range.count {
        let count = unsafe pread(
          descriptor, buffer.baseAddress! + start + filled, range.count - filled, off_t(range.lowerBound + filled))
        if count == 0 || (count < 0 && errno != EINTR) { break }
        filled += max(0, count)
      }
    }
    bytes.removeSubrange((start + filled)...)
  }
}
