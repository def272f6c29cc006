import Synchronization

/// Writes texts to standard output; a reader that has gone is no error.
enum StandardOutput {
  /// Why standard output did not take all that was written.
  private static let failure = Mutex<OutputError?>(nil)

  static func write(_ text: String) { write(Array(text.utf8)) }

  static func write(_ bytes: [UInt8]) {
    guard failure.withLock({ $0 }) == nil else { return }
    let output = ByteOutput(descriptor: ByteOutput.standardOutput)
    do throws(OutputError) {
      try output.append { $0.append(contentsOf: bytes) }
      try output.flush()
    } catch {
      note(error)
    }
  }

  /// Notes that a writer of its own could not write.
  static func note(_ error: OutputError) { failure.withLock { $0 = error } }

  /// Says what could not be written, once everything is done, and gives the status that stands for it.
  static func finish() -> ExitStatus {
    guard case .failed(let message) = failure.withLock({ $0 }) else { return .done }
    Messages.error("standard output: \(message)")
    return .unreadableInput
  }
}
