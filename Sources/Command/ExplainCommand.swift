import ArgumentParser
import MartletColumns
import MartletEngine
import MartletExecution
import MartletIngest

/// `martlet explain`: what a query means, and what it will read.
struct ExplainCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Show the plan of a query: steps, fields read, view and prefilter.",
    discussion: """
        martlet explain 'eventName=StopInstances | groupBy(userIdentity.arn)'
        martlet explain -f rule.cql
        martlet explain --analyze 'groupBy(user) | sort(_count)' logs/
      """)

  @Option(name: .shortAndLong, help: ArgumentHelp("Read the query from a file.", valueName: "file.cql"))
  var file: String?

  @Flag(help: "Run the query too, and tell the rows and the time of each step.")
  var analyze = false

  @Argument(help: ArgumentHelp("The query, unless -f names a file; with --analyze then paths.", valueName: "query|path"))
  var arguments: [String] = []

  @OptionGroup var compiler: CompilerOptions
  @OptionGroup var input: InputOptions
  @OptionGroup var display: DisplayOptions

  func validate() throws {
    if file == nil, arguments.isEmpty { throw ValidationError("give a query, or a file with -f") }
    if !analyze, arguments.count > (file == nil ? 1 : 0) { throw ValidationError("paths are read only with --analyze") }
  }

  func run() async throws {
    let source = try QueryText.read(file: file, text: file == nil ? arguments[0] : nil)
    var options = compiler.compileOptions()
    options.isProfiled = analyze
    let compiled = Engine().compile(source, options: options)
    Messages.show(compiled.diagnostics, of: source, quietly: display.quiet, usesColor: display.usesColor)
    guard let explanation = compiled.explanation else { return try ExitStatus.doesNotCompile.exit() }
    StandardOutput.write(explanation)
    if analyze { try await run(compiled) }
  }

  /// Runs the query, leaves its rows, and tells what each step cost.
  private func run(_ query: CompiledQuery) async throws {
    let paths = file == nil ? Array(arguments.dropFirst()) : arguments
    let (environment, interval) = try input.environment()
    let files = FileSource(
      paths: query.makesItsEvents ? [] : paths.isEmpty ? ["-"] : paths, format: input.inputFormat,
      keepsStandardInput: query.readsInputRepeatedly)
    let started = ContinuousClock.now
    var status = ExitStatus.done
    do throws(ExecutionError) {
      let options = input.runOptions(interval: interval)
      let summary = try await Engine().run(query, over: files, in: environment, options: options) { _ in .more }
      let elapsed = (ContinuousClock.now - started).components
      let seconds = Double(elapsed.seconds) + Double(elapsed.attoseconds) / 1e18
      StandardOutput.write(AnalysisText.of(summary, seconds: seconds, workers: options.workers))
      if summary.scan.tellProblems() { status = .unreadableInput }
    } catch {
      Messages.error(error.sentence)
      status = .unreadableInput
    }
    try status.exit()
  }
}
