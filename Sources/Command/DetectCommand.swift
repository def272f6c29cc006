public import ArgumentParser
import Foundation
public import MartletDetections
import MartletDiagnostics
import MartletEngine
import MartletExecution
import MartletIngest

extension Severity: ExpressibleByArgument {}

/// `martlet detect`: runs detections over logs and prints findings.
struct DetectCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "detect",
    abstract: "Run detections over logs and print findings.",
    discussion: """
      Without --detections the rules for ATT&CK T1578.004 (Revert Cloud Instance) run that ship with the program. A \
      finding is one instance that was brought back to an older state, with the interval that was wiped.

        martlet detect logs/
        martlet detect --start 7d --fail-on high logs/
        martlet detect --detections rules/ -o ndjson logs/ > findings.ndjson
        martlet detect --learn-baseline usual.json logs/2026-01/ && martlet detect --baseline usual.json logs/
      """)

  enum Format: String, CaseIterable, ExpressibleByArgument { case text, json, sarif, github }

  @Argument(help: ArgumentHelp("Files or folders of logs; - is standard input.", valueName: "path"))
  var paths: [String] = []

  @Flag(help: "Print suppressed findings too.")
  var showSuppressed = false

  @Option(help: "Exit with 1 when a finding is at or above this: info, low, medium, high or critical.")
  var failOn: Severity?

  @Option(name: .shortAndLong, help: "How findings are printed: table, ndjson, json or csv.")
  var output: OutputFormat?

  @Option(help: "How findings are told to other tools: text, json, sarif or github.")
  var format: Format?

  @Flag(help: "Print one JSON object about the run on standard error.")
  var stats = false

  @Option(help: ArgumentHelp("Learn who acts where and when from the logs, and write it here; adds to a file that is there.", valueName: "file.json"))
  var learnBaseline: String?

  @Option(help: "Show progress: auto, always or never.")
  var progress = When.auto

  @OptionGroup var rules: DetectionOptions
  @OptionGroup var compiler: CompilerOptions
  @OptionGroup var input: InputOptions
  @OptionGroup var display: DisplayOptions

  func run() async throws {
    let started = ContinuousClock.now
    var paths = paths
    if paths.isEmpty {
      if Terminal.inputIsTerminal {
        Messages.error("name a file or a folder of logs, or pipe something in")
        return try ExitStatus.wrongUsage.exit()
      }
      paths = ["-"]
    }
    let packages = try rules.loadPackages()
    let (environment, interval) = try input.environment()
    var run = DetectionRun(
      packages: packages, tuning: try rules.loadTuning(), environment: environment, options: input.runOptions(interval: interval))
    run.compileOptions = compiler.compileOptions()
    run.baseline = try rules.loadBaseline()
    run.observes = learnBaseline != nil
    let learnt = try learnBaseline.flatMap { FileManager.default.fileExists(atPath: $0) ? try DetectionOptions.readBaseline($0) : nil }
    let source = FileSource(
      paths: paths, format: input.inputFormat, limits: input.readLimits(within: environment.memoryBudget),
      keepsStandardInput: true)
    let meter = Progress()
    let detection = run
    let isProgressShown = progress.applies(on: Terminal.errorIsTerminal) && !display.quiet
    let outcome = await Interruption().watch {
      await meter.whileRunning(isShown: isProgressShown) { () -> Result<DetectionRun.Outcome, ExecutionError> in
        do throws(ExecutionError) {
          return .success(try await detection.run(over: meter.watching(source)))
        } catch {
          return .failure(error)
        }
      }
    }
    switch outcome {
    case .success(let outcome):
      if let learnBaseline { try learn(from: outcome, adding: learnt, to: learnBaseline, environment) }
      try finish(outcome, started)
    case .failure(.cancelled):
      Messages.error("interrupted; there are no findings yet")
      try ExitStatus.interrupted.exit()
    case .failure(let error):
      Messages.error(error.sentence)
      try ExitStatus.unreadableInput.exit()
    }
  }

  private func learn(
    from outcome: DetectionRun.Outcome, adding known: Baseline?, to path: String, _ environment: QueryEnvironment
  ) throws {
    var baseline = known ?? Baseline()
    baseline.learn(outcome.observations, besides: outcome.findings, locate: environment.locate)
    do {
      try Data(baseline.json.utf8).write(to: URL(filePath: path), options: .atomic)
    } catch {
      Messages.error("\(path): cannot be written")
      try ExitStatus.wrongUsage.exit()
    }
    if !display.quiet {
      Messages.say("martlet: \(path) knows \(baseline.actors.count) actors and \(baseline.instances.count) instances, from \(baseline.from.prefix(10)) to \(baseline.to.prefix(10))")
    }
  }

  private func finish(_ outcome: DetectionRun.Outcome, _ started: ContinuousClock.Instant) throws {
    var status = ExitStatus.done
    for (query, diagnostics) in outcome.broken {
      Messages.show(diagnostics, of: query, quietly: true, usesColor: display.usesColor)
      status = status.or(.doesNotCompile)
    }
    if !display.quiet { for warning in Set(outcome.warnings).sorted() { Messages.warning(warning) } }
    if outcome.scan.tellProblems() { status = status.or(.unreadableInput) }
    let alerting = outcome.findings.filter { $0.suppression == nil }
    let shown = showSuppressed ? outcome.findings : alerting
    print(shown)
    let hidden = outcome.findings.count - shown.count
    if hidden > 0, !display.quiet {
      Messages.say("martlet: \(hidden) suppressed \(hidden == 1 ? "finding is" : "findings are") not shown; --show-suppressed prints them")
    }
    if let failOn, alerting.contains(where: { $0.severity >= failOn }) { status = status.or(.found) }
    if stats { Statistics(rows: shown.count, scan: outcome.scan, started: started, passes: outcome.passes).print() }
    try status.exit()
  }

  private func print(_ findings: [Finding]) {
    switch format {
    case .sarif: return StandardOutput.write(FindingReports.sarif(findings))
    case .github: return StandardOutput.write(FindingReports.github(findings))
    case .json: return StandardOutput.write(findings.map { $0.json + "\n" }.joined())
    case .text, nil: break
    }
    let standard: OutputFormat = format == .text || Terminal.outputIsTerminal ? .table : .ndjson
    switch output ?? standard {
    case .ndjson: StandardOutput.write(findings.map { $0.json + "\n" }.joined())
    case .json:
      StandardOutput.write(findings.isEmpty ? "[]\n" : "[\n" + findings.map(\.json).joined(separator: ",\n") + "\n]\n")
    case .csv: FindingReports.write(findings) { (bytes) throws(OutputError) in try CSVWriter(bytes) }
    case .table:
      let quiet = display.quiet
      FindingReports.write(findings) { (bytes) throws(OutputError) in
        TableWriter(bytes, width: Terminal.width) { if !quiet { Messages.warning($0) } }
      }
    }
  }
}
