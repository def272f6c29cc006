import ArgumentParser
import Foundation

/// The command line.
struct Martlet: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "martlet",
    abstract: "Run, test and investigate CrowdStrike LogScale CQL over cloud logs, offline.",
    version: "0.1.0",
    subcommands: [
      QueryCommand.self, DetectCommand.self, TestCommand.self, CheckCommand.self, FormatCommand.self, ExplainCommand.self,
      FunctionsCommand.self, Simulate.self, CoverageCommand.self,
      ReportCommand.self,
    ])
}

@main enum Main {
  static func main() async {
    // A closed pipe is told by the write that meets it.
    signal(SIGPIPE, SIG_IGN)
    do {
      var command = try Martlet.parseAsRoot()
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
    } catch {
      exit(for: error)
    }
  }

  /// Ends with what the error says; usage errors of the argument parser end with 3.
  private static func exit(for error: any Error) -> Never {
    if let code = error as? ExitCode { Foundation.exit(code.rawValue) }
    let status = Martlet.exitCode(for: error)
    let message = Martlet.fullMessage(for: error)
    if status.isSuccess {
      StandardOutput.write(message + "\n")
      Foundation.exit(0)
    }
    Messages.say(message)
    Foundation.exit(ExitStatus.wrongUsage.rawValue)
  }
}
