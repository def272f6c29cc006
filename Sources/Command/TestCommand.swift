import ArgumentParser
import Foundation
import MartletDetections
import MartletExecution
import MartletScenarios

/// `martlet test`: runs the tests that live beside detections.
struct TestCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test",
    abstract: "Run the tests that live beside detections.",
    discussion: """
      Every folder with a detection.yaml may have a folder 'tests' of YAML files. A detection needs at least one test that \
      expects a finding and one that expects none. A rule X.yaml of a LogScale package, of Query-Hub or of Falcon has its \
      tests in X.test.yaml; parsers of LogScale have theirs in the same file. Exits with 1 when a test fails.

        martlet test Detections/
        martlet test package/src/parsers/
        martlet test --format junit rules/ > results.xml
      """)

  enum Format: String, CaseIterable, ExpressibleByArgument { case text, json, junit }

  @Argument(help: ArgumentHelp("Folders of detections, or files of rules and parsers; the current folder otherwise.", valueName: "path"))
  var folders: [String] = ["."]

  @Option(help: "How results are told: text, json or junit.")
  var format = Format.text

  @Option(help: ArgumentHelp("The folder lookup files are read from.", valueName: "folder"))
  var lookups: String?

  @OptionGroup var display: DisplayOptions

  func run() async throws {
    var status = ExitStatus.done
    var packages: [DetectionPackage] = []
    for folder in folders {
      let (found, problems) = PackageLoader.load(from: folder)
      for problem in problems { Messages.error("\(problem.folder): \(problem.message)") }
      if !problems.isEmpty { status = status.or(.doesNotCompile) }
      packages += found
    }
    let parserResults = await testParsers(&status)
    if packages.isEmpty, parserResults.isEmpty, status == .done {
      Messages.error("there is no detection.yaml and nothing else with tests below \(folders.joined(separator: ", "))")
      return try ExitStatus.wrongUsage.exit()
    }
    var results = parserResults
    var incomplete: [String] = []
    var runner = TestRunner(workers: 1) { id, isRefused in
      guard let scenario = ScenarioCatalogue.scenario(id) else { return nil }
      return (isRefused ? scenario.refusedRecords(seed: 1) : scenario.records(seed: 1)).map(\.body.text)
    }
    runner.readLookup = readLookup
    for package in packages where package.manifest.status != .reference {
      do {
        let tests = try TestRunner.tests(of: package)
        if tests.isEmpty, package.format?.isRule == false { continue }
        let companions = packages.filter { other in
          other.manifest.package != nil && other.manifest.package == package.manifest.package
            && other.folder != package.folder
        }
        for test in tests { results.append(await runner.run(test, of: package, companions: companions)) }
        if !tests.contains(where: \.expectation.isNegative) || tests.allSatisfy(\.expectation.isNegative) {
          incomplete.append(package.manifest.name)
        }
      } catch {
        Messages.error("\(error.file): \(error.message)")
        status = status.or(.doesNotCompile)
      }
    }
    report(results, incomplete)
    if results.contains(where: { !$0.passed }) || !incomplete.isEmpty { status = status.or(.found) }
    try status.exit()
  }

  private var readLookup: LookupReader {
    { [lookups] (name) throws(ExecutionError) in try InputOptions.readLookup(name, below: lookups) }
  }

  /// Runs the tests that parsers bring along.
  private func testParsers(_ status: inout ExitStatus) async -> [TestRunner.Result] {
    var results: [TestRunner.Result] = []
    let runner = ParserTests(now: Int64(Date().timeIntervalSince1970 * 1000), readLookup: readLookup)
    for folder in folders {
      let (parsers, savedQueries, problems) = PackageLoader.parsers(from: folder)
      for problem in problems {
        Messages.error("\(problem.folder): \(problem.message)")
        status = status.or(.doesNotCompile)
      }
      for parser in parsers { results += await runner.run(parser, savedQueries: savedQueries) }
    }
    return results
  }

  private func report(_ results: [TestRunner.Result], _ incomplete: [String]) {
    switch format {
    case .text: StandardOutput.write(text(results, incomplete))
    case .json:
      for result in results {
        let object: [String: Any] = [
          "detection": result.detection, "test": result.test.name, "file": result.test.file, "passed": result.passed,
          "failures": result.failures, "seconds": result.seconds,
        ]
        guard let data = try? JSONSerialization.data(withJSONObject: object, options: [.sortedKeys, .withoutEscapingSlashes])
        else { preconditionFailure("a result of texts and numbers can always be written") }
        StandardOutput.write(String(decoding: data, as: UTF8.self) + "\n")
      }
    case .junit: StandardOutput.write(JUnitReport.ofTests(results))
    }
  }

  private func text(_ results: [TestRunner.Result], _ incomplete: [String]) -> String {
    var text = ""
    for result in results where !result.passed || !display.quiet {
      text += "\(result.passed ? "pass" : "FAIL")  \(result.detection): \(result.test.name)\n"
      for failure in result.failures { text += "      \(failure)\n" }
    }
    for name in incomplete { text += "FAIL  \(name): it needs a test that expects a finding and one that expects none\n" }
    let passed = results.count { $0.passed }
    return text + "\(passed) passed, \(results.count - passed) failed\n"
  }
}
