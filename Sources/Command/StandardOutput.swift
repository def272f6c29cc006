import Foundation

/// Writes texts to standard output; a reader that has gone is no error.
enum StandardOutput {
  static func write(_ text: String) {
    let output = ByteOutput(descriptor: ByteOutput.standardOutput)
    try? output.append { $0.append(contentsOf: text.utf8) }
    try? output.flush()
  }
}
