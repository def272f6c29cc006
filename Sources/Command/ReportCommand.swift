import ArgumentParser
import Foundation
import MartletColumns
import MartletDetections
import MartletEngine
import MartletExecution
import MartletIngest
import MartletReport
import Synchronization

/// `martlet report`: an investigation report as one HTML file.
struct ReportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Write an investigation report: one HTML file that fetches nothing.",
    discussion: """
      Takes logs, or findings that 'martlet detect -o ndjson' wrote. With logs the report also tells what the actors did \
      inside the interval that was wiped.

        martlet report logs/ -o report.html
        martlet detect logs/ -o ndjson > findings.ndjson; martlet report findings.ndjson -o report.html
      """)

  @Argument(help: ArgumentHelp("Files or folders of logs, or one file of findings.", valueName: "path"))
  var paths: [String]

  @Option(name: .shortAndLong, help: ArgumentHelp("The file to write.", valueName: "file.html"))
  var output: String

  @Option(help: "The title of the report.")
  var title = "Instances brought back to an older state"

  @OptionGroup var rules: DetectionOptions
  @OptionGroup var input: InputOptions
  @OptionGroup var display: DisplayOptions

  /// Events told per finding.
  private static let mostEvents = 200

  func run() async throws {
    let (environment, interval) = try input.environment()
    if paths.count == 1, let findings = readFindings(paths[0]) {
      return try write(
        Report(findings, activities: [:], title: title, source: "findings in \(paths[0])", made: environment.now))
    }
    let source = FileSource(
      paths: paths, format: input.inputFormat, limits: input.readLimits(within: environment.memoryBudget),
      keepsStandardInput: true)
    var run = DetectionRun(
      packages: try rules.loadPackages(), tuning: try rules.loadTuning(), environment: environment,
      options: input.runOptions(interval: interval))
    run.baseline = try rules.loadBaseline()
    var status = ExitStatus.done
    do throws(ExecutionError) {
      let outcome = try await run.run(over: source)
      for (query, diagnostics) in outcome.broken {
        Messages.show(diagnostics, of: query, quietly: true, usesColor: display.usesColor)
        status = status.or(.doesNotCompile)
      }
      let findings = outcome.findings.filter { $0.suppression == nil }
      let activities = try await activities(of: findings, over: source, in: environment)
      var remarks: [String] = []
      if outcome.scan.tellProblems() {
        status = status.or(.unreadableInput)
        remarks.append("Some input could not be read: \(outcome.scan.skippedRecords) records were passed over.")
      }
      let hidden = outcome.findings.count - findings.count
      if hidden > 0 { remarks.append("\(hidden) findings are suppressed by tuning and not told here.") }
      let files = outcome.scan.files
      let read = "\(outcome.scan.records) records in \(files) \(files == 1 ? "file" : "files")"
      try? write(
        Report(findings, activities: activities, title: title, source: read, made: environment.now, remarks: remarks))
      if !FileManager.default.isReadableFile(atPath: output) { status = status.or(.unreadableInput) }
    } catch {
      Messages.error(error.sentence)
      status = status.or(.unreadableInput)
    }
    try status.exit()
  }

  private func readFindings(_ path: String) -> [Finding]? {
    var isFolder: ObjCBool = false
    guard unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), !isFolder.boolValue,
      ["ndjson", "json"].contains(path.split(separator: ".").last.map { $0.lowercased() } ?? ""),
      let data = FileManager.default.contents(atPath: path), data.count < 1 << 28
    else { return nil }
    return Finding.read(Array(data))
  }

  private func write(_ report: Report) throws {
    do {
      try Data(report.html.utf8).write(to: URL(filePath: output), options: .atomic)
    } catch {
      Messages.error("\(output): cannot be written")
      throw ExitCode(ExitStatus.unreadableInput.rawValue)
    }
    if !display.quiet { Messages.say("martlet: wrote \(output)") }
  }

  /// What the actors of each finding did inside its wiped interval.
  private func activities(of findings: [Finding], over source: FileSource, in environment: QueryEnvironment)
    async throws(ExecutionError) -> [String: Activity]
  {
    let wiped = findings.filter { $0.wiped != nil && !$0.actors.isEmpty }
    guard !wiped.isEmpty else { return [:] }
    let actors = Set(wiped.flatMap(\.actors)).sorted().map { actor in
      "\"\(actor.replacing("\\", with: "\\\\").replacing("\"", with: "\\\""))\""
    }
    let fields = ["@timestamp", "ActorUserName", "OperationName", "ResourceName", "source.ip", "#event.outcome", "event.id"]
    let query = Engine().compile(
      "in(ActorUserName, values=[\(actors.joined(separator: ", "))]) | select([\(fields.joined(separator: ", "))])")
    guard query.isRunnable else { preconditionFailure("the query for activities compiles: \(query.diagnostics)") }
    var options = input.runOptions(interval: nil)
    options.view = .records
    let from = wiped.compactMap { $0.wiped?.from }.min() ?? 0
    let to = wiped.compactMap { $0.wiped?.to }.max() ?? 0
    options.interval = from..<(to + 1)
    let found = Mutex<[Activity.Entry]>([])
    try await Engine().run(query, over: source, in: environment, options: options) { batch in
      let columns = fields.map { batch.text(of: $0) }
      found.withLock { entries in
        for row in 0..<batch.rowCount {
          let values = columns.map { $0.string(at: row) ?? "" }
          entries.append(
            Activity.Entry(
              time: Int64(values[0]) ?? 0, actor: values[1], action: values[2], resource: values[3], address: values[4],
              outcome: values[5], eventID: values[6]))
        }
      }
      return .more
    }
    let entries = found.withLock { $0 }.sorted { ($0.time, $0.eventID) < ($1.time, $1.eventID) }
    var activities: [String: Activity] = [:]
    for finding in wiped {
      guard let interval = finding.wiped else { continue }
      let steps = Set(finding.steps.map(\.eventID))
      let own = entries.filter { entry in
        entry.time >= interval.from && entry.time <= interval.to && finding.actors.contains(entry.actor)
          && !steps.contains(entry.eventID)
      }
      activities[finding.id] = Activity(
        entries: Array(own.prefix(Self.mostEvents)), left: max(0, own.count - Self.mostEvents))
    }
    return activities
  }
}
