import Foundation
import MartletDetections
import MartletExecution
import MartletScenarios

/// One run of the tests in some folders, or of some of them.
struct TestSession {
  var folders: [String]
  var lookups: String?

  /// What came of it.
  struct Outcome {
    var results: [TestRunner.Result] = []
    /// Detections without both kinds of tests: by name, with what they lack.
    var incomplete: [(detection: String, lack: String)] = []
    /// Files that are no detections, or no tests, and why.
    var problems: [(place: String, message: String)] = []
    /// Detections and parsers that were looked at; a saved query among them needs no tests.
    var looked = 0

    /// Whether there was anything to look at.
    var isEmpty: Bool { looked == 0 && problems.isEmpty }

    var status: ExitStatus {
      let failed = results.contains { !$0.passed } || !incomplete.isEmpty
      let compiles = problems.isEmpty && results.allSatisfy(\.compiles)
      return (failed ? ExitStatus.found : .done).or(compiles ? .done : .doesNotCompile)
    }
  }

  /// Runs the tests. With `changed` only those of detections and parsers at whose home one of these paths lies.
  func run(changed: Set<String>? = nil) async -> Outcome {
    var outcome = Outcome()
    var packages: [DetectionPackage] = []
    for folder in folders {
      let (found, problems) = PackageLoader.load(from: folder)
      for problem in problems { outcome.problems.append((problem.folder, problem.message)) }
      packages += found
    }
    func isConcerned(_ home: String) -> Bool {
      guard let changed else { return true }
      return changed.contains { $0 == home || $0.hasPrefix(home.hasSuffix("/") ? home : home + "/") }
    }
    await testParsers(isConcerned, &outcome)
    var runner = TestRunner(workers: 1) { id, isRefused in
      guard let scenario = ScenarioCatalogue.scenario(id) else { return nil }
      return (isRefused ? scenario.refusedRecords(seed: 1) : scenario.records(seed: 1)).map(\.body.text)
    }
    runner.readLookup = readLookup
    for package in packages where package.manifest.status != .reference && isConcerned(Self.home(of: package)) {
      if Task.isCancelled { return outcome }
      await test(package, besides: packages, with: runner, &outcome)
    }
    return outcome
  }

  private func test(
    _ package: DetectionPackage, besides packages: [DetectionPackage], with runner: TestRunner, _ outcome: inout Outcome
  ) async {
    outcome.looked += 1
    do throws(TestFileError) {
      let tests = try TestRunner.tests(of: package)
      if tests.isEmpty, package.format?.isRule == false { return }
      let companions = packages.filter { other in
        other.manifest.package != nil && other.manifest.package == package.manifest.package
          && other.folder != package.folder
      }
      for test in tests { outcome.results.append(await runner.run(test, of: package, companions: companions)) }
      let hasNegative = tests.contains(where: \.expectation.isNegative)
      let hasPositive = tests.contains { !$0.expectation.isNegative }
      if !hasNegative || !hasPositive {
        let lack =
          hasNegative
          ? "one that expects a finding is missing"
          : hasPositive ? "one that expects none is missing" : "there is none in \(TestRunner.place(of: package))"
        outcome.incomplete.append((package.manifest.name, lack))
      }
    } catch {
      outcome.problems.append((error.file, error.message))
    }
  }

  /// Runs the tests that parsers bring along.
  private func testParsers(_ isConcerned: (String) -> Bool, _ outcome: inout Outcome) async {
    let runner = ParserTests(now: Int64(Date().timeIntervalSince1970 * 1000), readLookup: readLookup)
    for folder in folders {
      let (parsers, savedQueries, problems) = PackageLoader.parsers(from: folder)
      for problem in problems
      where !outcome.problems.contains(where: { $0.place == problem.folder && $0.message == problem.message }) {
        outcome.problems.append((problem.folder, problem.message))
      }
      for parser in parsers where isConcerned(Self.folder(of: parser.path)) {
        outcome.looked += 1
        outcome.results += await runner.run(parser, savedQueries: savedQueries)
      }
    }
  }

  private var readLookup: LookupReader {
    { [lookups] (name) throws(ExecutionError) in try InputOptions.readLookup(name, below: lookups) }
  }

  /// Where the files of a detection lie: its folder, or that of its file, which also holds its tests.
  private static func home(of package: DetectionPackage) -> String {
    package.format == nil ? package.folder : folder(of: package.folder)
  }

  private static func folder(of file: String) -> String {
    URL(filePath: file).deletingLastPathComponent().relativePath
  }
}
