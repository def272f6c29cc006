import ArgumentParser
import Foundation

extension When: ExpressibleByArgument {}
extension OutputFormat: ExpressibleByArgument {}

/// Options of every command that tells something.
struct DisplayOptions: ParsableArguments {
  @Flag(name: .shortAndLong, help: "Show errors only: no warnings, notes or progress.")
  var quiet = false

  @Option(help: "Colour in messages: auto, always or never. NO_COLOR turns it off as well.")
  var color = When.auto

  var usesColor: Bool {
    if color == .auto, let value = ProcessInfo.processInfo.environment["NO_COLOR"], !value.isEmpty { return false }
    return color.applies(on: Terminal.errorIsTerminal)
  }
}
