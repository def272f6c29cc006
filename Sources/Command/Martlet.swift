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
      end(with: ExitStatus.done)
    } catch {
      exit(for: error)
    }
  }

  /// Ends with what the error says; usage errors of the argument parser end with 3.
  private static func exit(for error: any Error) -> Never {
    if let code = error as? ExitCode {
      guard let status = ExitStatus(rawValue: code.rawValue) else { Foundation.exit(code.rawValue) }
      end(with: status)
    }
    let message = Martlet.fullMessage(for: error)
    if Martlet.exitCode(for: error).isSuccess {
      StandardOutput.write(message + "\n")
      end(with: .done)
    }
    Messages.say(message)
    end(with: .wrongUsage)
  }

  private static func end(with status: ExitStatus) -> Never {
    Foundation.exit(status.or(StandardOutput.finish()).rawValue)
  }
}
