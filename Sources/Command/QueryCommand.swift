import ArgumentParser
import Foundation
import MartletColumns
import MartletDiagnostics
import MartletEngine
import MartletExecution
import MartletIngest
import Synchronization

/// `martlet query`: runs a query over files.
struct QueryCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "query",
    abstract: "Run a LogScale query over files, folders or standard input.",
    discussion: """
      Paths are files or folders; '-' is standard input, which is also read when no path is given and something is piped \
      in. Compressed files and every shape of CloudTrail, Azure and Google Cloud logs are recognised.

        martlet query 'errorCode=* | groupBy([eventName, errorCode])' logs/
        zcat trail.json.gz | martlet query 'eventName=StopInstances'
        martlet query -f rule.cql --start 7d -o csv logs/ > rows.csv
      """)

  @Option(name: .shortAndLong, help: ArgumentHelp("Read the query from a file.", valueName: "file.cql"))
  var file: String?

  @Argument(help: ArgumentHelp("The query, unless -f names a file; then paths.", valueName: "query|path"))
  var arguments: [String] = []

  @Option(name: .shortAndLong, help: "How rows are printed: table, ndjson, json or csv.")
  var output: OutputFormat?

  @Flag(help: "Print one JSON object about the run on standard error.")
  var stats = false

  @Option(help: "Show progress: auto, always or never.")
  var progress = When.auto

  @OptionGroup var compiler: CompilerOptions
  @OptionGroup var input: InputOptions
  @OptionGroup var display: DisplayOptions

  func validate() throws {
    if file == nil, arguments.isEmpty { throw ValidationError("give a query, or a file with -f") }
  }

  func run() async throws {
    let started = ContinuousClock.now
    let source = try QueryText.read(file: file, text: file == nil ? arguments[0] : nil)
    let query = Engine().compile(source, options: compiler.compileOptions())
    Messages.show(query.diagnostics, of: source, quietly: display.quiet, usesColor: display.usesColor)
    guard query.isRunnable else { return try ExitStatus.doesNotCompile.exit() }

    var paths = file == nil ? Array(arguments.dropFirst()) : arguments
    if paths.isEmpty {
      if !query.makesItsEvents, Terminal.inputIsTerminal {
        Messages.error("name a file or a folder to search, or pipe something in")
        return try ExitStatus.wrongUsage.exit()
      }
      paths = ["-"]
    }
    let (environment, interval) = try input.environment()
    let files = FileSource(
      paths: query.makesItsEvents ? [] : paths, format: input.inputFormat,
      limits: input.readLimits(within: environment.memoryBudget), keepsStandardInput: query.readsInputRepeatedly)
    let printer: ResultPrinter
    do throws(OutputError) {
      printer = ResultPrinter(try makeWriter(within: environment.memoryBudget))
    } catch {
      Messages.error("no temporary file can be made for the rows")
      return try ExitStatus.unreadableInput.exit()
    }
    let interruption = Interruption()
    let meter = Progress()
    let isProgressShown = progress.applies(on: Terminal.errorIsTerminal && !Terminal.outputIsTerminal) && !display.quiet
    let outcome = await interruption.watch {
      await meter.whileRunning(isShown: isProgressShown) {
        await run(query, over: meter.watching(files), in: environment, interval, printer)
      }
    }
    try finish(outcome, printer, started)
  }

  private func run(
    _ query: CompiledQuery, over files: some BatchSource, in environment: QueryEnvironment, _ interval: Range<Int64>?,
    _ printer: ResultPrinter
  ) async -> Result<RunSummary, ExecutionError> {
    do throws(ExecutionError) {
      return .success(
        try await Engine().run(query, over: files, in: environment, options: input.runOptions(interval: interval)) {
          (batch) throws(ExecutionError) in
          printer.print(batch)
        })
    } catch {
      return .failure(error)
    }
  }

  private func finish(
    _ outcome: Result<RunSummary, ExecutionError>, _ printer: ResultPrinter, _ started: ContinuousClock.Instant
  ) throws {
    var status = ExitStatus.done
    printer.finish()
    switch outcome {
    case .success(let summary):
      if !display.quiet { for warning in summary.warnings { Messages.warning(warning) } }
      if summary.scan.tellProblems() { status = status.or(.unreadableInput) }
      if stats { Statistics(rows: summary.rows, scan: summary.scan, started: started).print() }
    case .failure(.cancelled):
      Messages.error("interrupted; the rows so far are not all")
      status = .interrupted
    case .failure(let error):
      Messages.error(error.sentence)
      status = .unreadableInput
    }
    if let failure = printer.failure { StandardOutput.note(failure) }
    try status.exit()
  }

  private func makeWriter(within budget: MemoryBudget) throws(OutputError) -> sending any RowWriter {
    let bytes = ByteOutput(descriptor: ByteOutput.standardOutput)
    switch output ?? (Terminal.outputIsTerminal ? .table : .ndjson) {
    case .ndjson: return JSONWriter(bytes, isArray: false)
    case .json: return JSONWriter(bytes, isArray: true)
    case .csv: return try CSVWriter(bytes)
    case .table:
      let quiet = display.quiet
      return TableWriter(bytes, width: Terminal.width, budget: budget) { if !quiet { Messages.warning($0) } }
    }
  }
}

/// Hands result batches to a writer, and remembers when nobody reads any more.
///
/// The engine calls from any thread, one call at a time; the lock makes that visible to the compiler.
final class ResultPrinter: Sendable {
  private struct State: ~Copyable {
    var writer: any RowWriter
    var isClosed = false
    var failure: OutputError?
  }

  private let state: Mutex<State>

  init(_ writer: sending any RowWriter) {
    state = Mutex(State(writer: writer))
  }

  var failure: OutputError? { state.withLock { $0.failure } }

  func print(_ batch: Batch) -> Demand {
    state.withLock { state in
      Self.attempt(&state) { (writer) throws(OutputError) in try writer.write(batch) }
      return state.isClosed ? .finished : .more
    }
  }

  func finish() {
    state.withLock { state in
      Self.attempt(&state) { (writer) throws(OutputError) in try writer.finish() }
    }
  }

  private static func attempt(
    _ state: inout State, _ body: (any RowWriter) throws(OutputError) -> Void
  ) {
    guard !state.isClosed else { return }
    do throws(OutputError) {
      try body(state.writer)
    } catch {
      state.isClosed = true
      state.failure = error
    }
  }
}

extension ExecutionError {
  /// The failure in a sentence for whoever ran the query.
  var sentence: String {
    switch self {
    case .memoryLimitExceeded(let limit, let owner): Self.memorySentence(limit, owner)
    case .cancelled: "interrupted"
    case .source(let message): message
    case .conflictingValues(let field):
      "two aggregates gave '\(field)' different values; give one another name with as="
    case .limitExceeded(let message), .unavailable(let message): message
    }
  }

  private static func memorySentence(_ limit: Int, _ owner: String) -> String {
    // What is no function says so in words.
    let name = owner.contains(" ") ? owner : "\(owner)()"
    let size = limit >= 1 << 20 ? "\(limit >> 20) MiB" : "\(limit >> 10) KiB"
    let advice =
      switch owner {
      case "sort", "head", "tail", "table": "keep fewer rows with limit=, or fewer fields with select() before it"
      case "join", "defineTable", "selfJoin", "selfJoinFilter", "correlate":
        "filter more in its queries, or include fewer fields"
      case "the table": "print the rows with -o ndjson"
      case _ where owner.contains(" "): "filter first, or look at a shorter time"
      default: "filter first, or group by fields with fewer values"
      }
    return "\(name) needs more memory than the \(size) there are; raise --memory, or \(advice)"
  }
}
