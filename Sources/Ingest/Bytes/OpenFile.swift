import Glibc

/// A file or pipe opened for reading, shared by the workers that read pieces of it; closed with its last user.
final class OpenFile: Sendable {
  private let descriptor: Int32
  /// `nil` for a pipe, a terminal and the like.
  let size: Int?

  init(path: String) throws(StreamError) {
    descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw StreamError(Self.explanation(of: errno)) }
    size = try Self.size(of: descriptor)
  }

  /// A file that is open already, which is closed with this.
  init(adopting descriptor: Int32) throws(StreamError) {
    self.descriptor = descriptor
    size = try Self.size(of: descriptor)
  }

  /// Standard input.
  init() {
    descriptor = 0
    size = nil
  }

  deinit {
    if descriptor > 0 { close(descriptor) }
  }

  private static func size(of descriptor: Int32) throws(StreamError) -> Int? {
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else { throw StreamError(explanation(of: errno)) }
    if status.st_mode & S_IFMT == S_IFDIR { throw StreamError("is a folder") }
    return status.st_mode & S_IFMT == S_IFREG ? Int(status.st_size) : nil
  }

  static func explanation(of code: Int32) -> String {
    switch code {
    case ENOENT: "there is no such file or folder"
    case EACCES: "permission to read it is missing"
    default: unsafe String(cString: strerror(code))
    }
  }

  /// Reads from a place of a regular file.
  func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int) throws(StreamError) -> Int {
    while true {
      let count = unsafe pread(descriptor, buffer.baseAddress, buffer.count, offset)
      if count >= 0 { return count }
      if errno != EINTR { throw StreamError(Self.explanation(of: errno)) }
    }
  }

  /// Reads the next bytes of a pipe.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws(StreamError) -> Int {
    while true {
      let count = unsafe Glibc.read(descriptor, buffer.baseAddress, buffer.count)
      if count >= 0 { return count }
      if errno != EINTR { throw StreamError(Self.explanation(of: errno)) }
    }
  }
}

/// The bytes of a file as they are stored, or of a piece of it.
final class StoredBytes: ByteStream {
  private let file: OpenFile
  private var offset: Int
  private let end: Int
  private(set) var storedBytes = 0
  /// Bytes that were read before to recognise a pipe's format.
  private var pending: [UInt8]

  init(_ file: OpenFile, range: Range<Int>? = nil, pending: [UInt8] = []) {
    self.file = file
    offset = range?.lowerBound ?? 0
    end = range?.upperBound ?? Int.max
    self.pending = pending
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(StreamError) -> Int {
    if !pending.isEmpty {
      let count = min(pending.count, buffer.count)
      unsafe buffer.copyBytes(from: pending[..<count])
      pending.removeFirst(count)
      storedBytes += count
      return count
    }
    guard file.size != nil else {
      let count = unsafe try file.read(into: buffer)
      storedBytes += count
      return count
    }
    let wanted = min(buffer.count, end - offset)
    if wanted <= 0 { return 0 }
    let count = unsafe try file.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[..<wanted]), at: offset)
    offset += count
    storedBytes += count
    return count
  }
}
