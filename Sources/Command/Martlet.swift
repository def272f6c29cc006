import ArgumentParser

@main struct Martlet: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "martlet", abstract: "Run, test and investigate LogScale CQL over cloud logs, offline.",
    subcommands: [Simulate.self])
}
