import ArgumentParser
import MartletEngine

/// `martlet explain`: what a query means, and what it will read.
struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Show the plan of a query: steps, fields read, view and prefilter.",
    discussion: """
        martlet explain 'eventName=StopInstances | groupBy(userIdentity.arn)'
        martlet explain -f rule.cql
      """)

  @Option(name: .shortAndLong, help: ArgumentHelp("Read the query from a file.", valueName: "file.cql"))
  var file: String?

  @Argument(help: ArgumentHelp("The query, unless -f names a file.", valueName: "query"))
  var query: String?

  @OptionGroup var compiler: CompilerOptions
  @OptionGroup var display: DisplayOptions

  func validate() throws {
    if (file == nil) == (query == nil) { throw ValidationError("give a query, or a file with -f") }
  }

  func run() throws {
    let source = try QueryText.read(file: file, text: query)
    let compiled = Engine().compile(source, options: compiler.compileOptions())
    Messages.show(compiled.diagnostics, of: source, quietly: display.quiet, usesColor: display.usesColor)
    guard let explanation = compiled.explanation else { return try ExitStatus.doesNotCompile.exit() }
    StandardOutput.write(explanation)
  }
}
