import ArgumentParser

/// How a command ends (design §2). When several apply the first in this order wins: interrupted, wrong usage, a query
/// that does not compile, input that could not be read, findings.
enum ExitStatus: Int32 {
  case done = 0
  case found = 1
  case doesNotCompile = 2
  case wrongUsage = 3
  case unreadableInput = 4
  case interrupted = 130

  private var precedence: Int {
    switch self {
    case .interrupted: 5
    case .wrongUsage: 4
    case .doesNotCompile: 3
    case .unreadableInput: 2
    case .found: 1
    case .done: 0
    }
  }

  /// The one that wins.
  func or(_ other: ExitStatus) -> ExitStatus { precedence >= other.precedence ? self : other }

  /// Ends the command with this status.
  func exit() throws {
    if self != .done { throw ExitCode(rawValue) }
  }
}
