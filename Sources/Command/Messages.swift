import Foundation
import MartletDiagnostics

/// Writes to standard error: everything that is not data.
enum Messages {
  static func say(_ text: String) { write(text + "\n") }

  /// Where nobody reads messages, or nothing takes them, there is nobody to tell it to.
  static func write(_ text: String) {
    let output = ByteOutput(descriptor: ByteOutput.standardError)
    try? output.append { $0.append(contentsOf: text.utf8) }
    try? output.flush()
  }

  static func error(_ text: String) { say("martlet: error: \(text)") }

  static func warning(_ text: String) { say("martlet: warning: \(text)") }

  /// Shows diagnostics with their lines; `quietly` leaves out the notes.
  static func show(_ diagnostics: [Diagnostic], of source: SourceText, quietly: Bool, usesColor: Bool) {
    let shown = quietly ? diagnostics.filter { $0.severity == .error } : diagnostics
    write(TerminalRenderer(usesColor: usesColor).render(shown, of: source))
  }
}

/// Standard streams that are terminals.
enum Terminal {
  static let outputIsTerminal = isatty(STDOUT_FILENO) == 1
  static let errorIsTerminal = isatty(STDERR_FILENO) == 1
  static let inputIsTerminal = isatty(STDIN_FILENO) == 1

  /// The width of standard output; `nil` when it is no terminal.
  static var width: Int? {
    guard outputIsTerminal else { return nil }
    var size = winsize()
    guard unsafe ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return Int(size.ws_col)
  }
}

/// When something is to be shown.
enum When: String, CaseIterable {
  case auto, always, never

  func applies(on isTerminal: Bool) -> Bool {
    switch self {
    case .auto: isTerminal
    case .always: true
    case .never: false
    }
  }
}
