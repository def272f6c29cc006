import ArgumentParser
import Foundation

/// `martlet test`: runs the tests that live beside detections.
struct TestCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test",
    abstract: "Run the tests that live beside detections.",
    discussion: """
      Every folder with a detection.yaml may have a folder 'tests' of YAML files. A detection needs at least one test that \
      expects a finding and one that expects none. A rule X.yaml of a LogScale package, of Query-Hub or of Falcon has its \
      tests in X.test.yaml; parsers of LogScale have theirs in the same file. Exits with 1 when a test fails, \
      and with 2 when a query or a script does not compile.

        martlet test Detections/
        martlet test package/src/parsers/
        martlet test --format junit rules/ > results.xml
        martlet test --watch rules/
      """)

  enum Format: String, CaseIterable, ExpressibleByArgument { case text, json, junit }

  @Argument(help: ArgumentHelp("Folders of detections, or files of rules and parsers; the current folder otherwise.", valueName: "path"))
  var folders: [String] = ["."]

  @Option(help: "How results are told: text, json or junit.")
  var format = Format.text

  @Option(help: ArgumentHelp("The folder lookup files are read from.", valueName: "folder"))
  var lookups: String?

  @Flag(help: "Run everything once, then again whatever lies beside a file that changes, until Ctrl-C.")
  var watch = false

  @OptionGroup var display: DisplayOptions

  func validate() throws {
    if watch, format != .text { throw ValidationError("--watch tells results as text") }
    for folder in folders where !FileManager.default.fileExists(atPath: folder) {
      throw ValidationError("there is no '\(folder)'")
    }
  }

  func run() async throws {
    let session = TestSession(folders: folders, lookups: lookups)
    if watch { return try await runAgainAndAgain(session) }
    let outcome = await session.run()
    tellProblems(of: outcome)
    if outcome.isEmpty {
      Messages.error("there is no detection.yaml and nothing else with tests below \(folders.joined(separator: ", "))")
      return try ExitStatus.wrongUsage.exit()
    }
    switch format {
    case .text: StandardOutput.write(TestReport.text(outcome, isQuiet: display.quiet))
    case .json: StandardOutput.write(TestReport.json(outcome))
    case .junit: StandardOutput.write(JUnitReport.ofTests(outcome.results, incomplete: outcome.incomplete))
    }
    try outcome.status.exit()
  }

  /// Everything once, then what changes, until it is interrupted.
  private func runAgainAndAgain(_ session: TestSession) async throws {
    await Interruption().watch { [folders] in
      // The first look comes before the first run: what changes during it is not missed.
      var files = FolderWatch(folders)
      var outcome = await session.run()
      tellProblems(of: outcome)
      StandardOutput.write(TestReport.text(outcome, isQuiet: true))
      StandardOutput.write("watching \(folders.joined(separator: ", ")); Ctrl-C ends it\n")
      do {
        while true {
          try await Task.sleep(for: .milliseconds(300))
          let changed = try await files.changes()
          if changed.isEmpty { continue }
          let shown = changed.sorted()
          StandardOutput.write("changed: \(shown[0])\(shown.count > 1 ? " and \(shown.count - 1) more" : "")\n")
          outcome = await session.run(changed: changed)
          tellProblems(of: outcome)
          StandardOutput.write(
            outcome.isEmpty ? "no test lies beside it\n" : TestReport.text(outcome, isQuiet: true))
        }
      } catch {
        // Only the interruption ends the sleep.
      }
    }
    try ExitStatus.interrupted.exit()
  }

  private func tellProblems(of outcome: TestSession.Outcome) {
    for (place, message) in outcome.problems { Messages.error("\(place): \(message)") }
  }
}
