import Glibc

/// A file that exists in memory alone, written anew for every execution and read by its path like any other.
public final class MemoryFile: Sendable {
  public let path: String
  private let descriptor: Int32

  public init() {
    let folder = unsafe access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp"
    let name = "\(folder)/martlet-fuzz-\(getpid())"
    descriptor = unsafe open(name, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    precondition(descriptor >= 0, "\(name) cannot be written")
    unsafe unlink(name)
    path = "/proc/self/fd/\(descriptor)"
  }

  public func write(_ bytes: [UInt8]) {
    precondition(ftruncate(descriptor, 0) == 0, "the file cannot be emptied")
    let written = unsafe bytes.withUnsafeBytes { unsafe pwrite(descriptor, $0.baseAddress, $0.count, 0) }
    precondition(written == bytes.count, "the file cannot be written")
  }
}
