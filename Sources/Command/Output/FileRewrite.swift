import Foundation

/// Puts new content into a file that is there.
enum FileRewrite {
  /// Replaces what a file holds: all of it or nothing. A symbolic link goes on pointing at the file, which keeps its mode
  /// and, where that is allowed, its owner.
  static func write(_ bytes: [UInt8], to path: String) throws(OutputError) {
    guard let resolved = unsafe realpath(path, nil) else { throw lastError() }
    let target = unsafe String(cString: resolved)
    unsafe free(resolved)
    var old = stat()
    guard unsafe stat(target, &old) == 0 else { throw lastError() }
    // A file that must not be written stays, even where its folder would let another take its place.
    guard unsafe access(target, W_OK) == 0 else { throw lastError() }
    let temporary = "\(target).\(UUID().uuidString)"
    // Closed to others until it has the mode of the old file.
    let descriptor = unsafe open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw lastError() }
    do throws(OutputError) {
      let output = ByteOutput(descriptor: descriptor)
      try output.append { $0.append(contentsOf: bytes) }
      try output.flush()
      // Only root may give a file away; then it belongs to whoever writes.
      _ = fchown(descriptor, old.st_uid, old.st_gid)
      guard fchmod(descriptor, old.st_mode & 0o7777) == 0, close(descriptor) == 0 else { throw lastError() }
      guard unsafe rename(temporary, target) == 0 else { throw lastError() }
    } catch {
      unsafe unlink(temporary)
      throw error
    }
  }

  /// Writes a file back, and says so when it cannot be.
  static func attempt(_ bytes: [UInt8], to path: String) -> ExitStatus {
    do throws(OutputError) {
      try write(bytes, to: path)
      return .done
    } catch {
      let reason = if case .failed(let message) = error { ": \(message)" } else { "" }
      Messages.error("\(path): cannot be written\(reason)")
      return .unreadableInput
    }
  }

  private static func lastError() -> OutputError { .failed(unsafe String(cString: strerror(errno))) }
}
