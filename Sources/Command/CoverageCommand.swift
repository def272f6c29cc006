import ArgumentParser
import Foundation
import MartletDetections
import MartletEngine
import MartletExecution
import MartletScenarios

/// `martlet coverage`: which scenarios the detections find.
struct CoverageCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "coverage",
    abstract: "Show which scenarios the detections find, and which benign ones they leave alone.",
    discussion: """
      Every scenario of 'martlet simulate --list' is run through the detections by itself; the published query stands beside \
      them. Exits with 1 when an attack is missed, or a benign scenario gives a finding of medium or above.

        martlet coverage
        martlet coverage --format markdown > coverage.md
      """)

  enum Format: String, CaseIterable, ExpressibleByArgument { case text, markdown, json }

  @Option(help: ArgumentHelp("Show the detections in this folder instead of those that ship; may be repeated.", valueName: "folder"))
  var detections: [String] = []

  @Option(help: "How the matrix is told: text, markdown or json.")
  var format = Format.text

  @Option(help: "Where chance starts: another seed gives other ids, times and order.")
  var seed: UInt64 = 1

  @Argument(help: "Scenarios to run, by id; all otherwise.")
  var scenarios: [String] = []

  func validate() throws {
    for id in scenarios where ScenarioCatalogue.scenario(id) == nil {
      throw ValidationError("there is no scenario '\(id)'; 'martlet simulate --list' shows what there is")
    }
  }

  func run() async throws {
    var status = ExitStatus.done
    var packages = PackageLoader.shipped()
    if !detections.isEmpty {
      packages = packages.filter { $0.manifest.status == .reference }
      for folder in detections {
        let (found, problems) = PackageLoader.load(from: folder)
        for problem in problems { Messages.error("\(problem.folder): \(problem.message)") }
        if !problems.isEmpty { status = status.or(.doesNotCompile) }
        packages += found
      }
    }
    let chosen = scenarios.isEmpty ? ScenarioCatalogue.all : scenarios.compactMap { ScenarioCatalogue.scenario($0) }
    let stories = chosen.map { scenario in
      Coverage.Story(
        id: scenario.id, kind: scenario.kind.rawValue, cloud: scenario.cloud.rawValue, title: scenario.title,
        rows: scenario.rows, severity: scenario.severity.flatMap { Severity(rawValue: $0) },
        lines: scenario.records(seed: seed).map(\.body.text))
    }
    do throws(ExecutionError) {
      let now = Moment.standardStart.milliseconds + 60 * 86_400_000
      let coverage = try await Coverage(
        of: packages, over: stories, in: QueryEnvironment(now: now), options: RunOptions(workers: 1))
      switch format {
      case .text: StandardOutput.write(coverage.table)
      case .markdown: StandardOutput.write(coverage.markdown)
      case .json: StandardOutput.write(coverage.ndjson)
      }
      if scenarios.isEmpty, format == .text {
        let rows = coverage.rowsWithoutStory(of: packages)
        if !rows.isEmpty { StandardOutput.write("no scenario shows \(rows.joined(separator: " "))\n") }
      }
      if coverage.lines.contains(where: { !$0.isRight }) { status = status.or(.found) }
    } catch {
      Messages.error(error.sentence)
      status = status.or(.unreadableInput)
    }
    try status.exit()
  }
}
