import Foundation
import MartletColumns
import MartletDiagnostics
import MartletEngine
public import MartletExecution
import MartletIngest

/// Reads a lookup file by its name.
public typealias LookupReader = @Sendable (String) throws(ExecutionError) -> [UInt8]

/// The reader of tests that have no lookup files.
public let noLookups: LookupReader = { (name) throws(ExecutionError) in
  throw .unavailable("there is no lookup file '\(name)'")
}

extension ExecutionError {
  /// Why a test could not run.
  var inTests: String {
    if case .unavailable(let reason) = self { reason } else { "\(self)" }
  }
}

/// Runs the tests that live beside detections.
public struct TestRunner: Sendable {
  /// The records of a scenario as lines, by its id, as they are when its calls are refused or not; `nil` when there is
  /// none.
  public var scenario: @Sendable (_ id: String, _ isRefused: Bool) -> [String]?
  public var workers: Int
  /// Reads a lookup file that a query names.
  public var readLookup: LookupReader = noLookups

  public init(workers: Int = 1, scenario: @escaping @Sendable (_ id: String, _ isRefused: Bool) -> [String]?) {
    self.workers = workers
    self.scenario = scenario
  }

  /// What came of one test.
  public struct Result: Sendable {
    public var detection: String
    public var test: TestCase
    /// Why it failed; empty when it passed.
    public var failures: [String]
    public var seconds: Double
    /// Whether the query or the script compiles.
    public var compiles = true

    public var passed: Bool { failures.isEmpty }
  }

  /// The tests of a package: every YAML file in its folder `tests`, in order of their names; for a file `X.yaml` of
  /// another product those in `X.test.yaml` beside it.
  public static func tests(of package: DetectionPackage) throws(TestFileError) -> [TestCase] {
    if package.format != nil { return try tests(besides: package.folder) }
    let folder = "\(package.folder)/tests"
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    var tests: [TestCase] = []
    for name in names.sorted() where name.hasSuffix(".yaml") || name.hasSuffix(".yml") {
      guard let text = try? String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8) else {
        throw TestFileError(file: "\(folder)/\(name)", message: "it cannot be read")
      }
      tests += try TestCase.read(text, file: "\(folder)/\(name)")
    }
    return tests
  }

  /// Where the tests of a package stand, or should.
  public static func place(of package: DetectionPackage) -> String {
    guard package.format != nil else { return "\(package.folder)/tests" }
    return URL(filePath: package.folder).deletingPathExtension().relativePath + ".test.yaml"
  }

  private static func tests(besides path: String) throws(TestFileError) -> [TestCase] {
    let stem = URL(filePath: path).deletingPathExtension().path(percentEncoded: false)
    for file in ["\(stem).test.yaml", "\(stem).test.yml"] where FileManager.default.fileExists(atPath: file) {
      guard let text = try? String(contentsOfFile: file, encoding: .utf8) else {
        throw TestFileError(file: file, message: "it cannot be read")
      }
      return try TestCase.read(text, file: file)
    }
    return []
  }

  /// Runs one test. `companions` are the other rules of its package, which may raise its findings.
  public func run(_ test: TestCase, of package: DetectionPackage, companions: [DetectionPackage]) async -> Result {
    let started = ContinuousClock.now
    var failures: [String] = []
    var compiles = true
    if let paths = prepare(test, &failures) {
      let now = test.now.flatMap(Self.instant) ?? Int64(Date().timeIntervalSince1970 * 1000)
      var run = DetectionRun(
        packages: [package] + companions, environment: environment(now: now), options: RunOptions(workers: workers))
      run.keepsFields = true
      do throws(ExecutionError) {
        let outcome = try await run.run(over: FileSource(paths: [paths.path]))
        for (query, diagnostics) in outcome.broken where query.name == package.query.name {
          compiles = false
          failures += diagnostics.filter { $0.severity == .error }.map {
            "the query does not compile: line \(query.position(of: $0.range.lowerBound).line): \($0.message)"
          }
        }
        for problem in outcome.scan.problems {
          failures.append(
            "the events cannot be read: \(problem.record.map { "event \($0): " } ?? "")\(problem.message)")
        }
        let own = outcome.findings.filter { concerns($0, package) }
        failures += check(test.expectation, own)
        if let raises = test.expectation.raises, let reason = package.manifest.finding?.reason {
          let isThere = own.contains { finding in finding.reasons.contains { $0.text == reason } }
          if isThere != raises {
            let reasons = own.flatMap(\.reasons).map { "'\($0.text)'" }
            failures.append(
              "expected the reason '\(reason)' \(raises ? "" : "not ")to be there; "
                + (own.isEmpty ? "there is no finding" : "the reasons are \(reasons.joined(separator: ", "))"))
          }
        }
      } catch {
        failures.append("the run failed: \(error.inTests)")
      }
      if paths.isTemporary { try? FileManager.default.removeItem(atPath: paths.path) }
    }
    let elapsed = started.duration(to: .now)
    return Result(
      detection: package.manifest.name, test: test, failures: failures,
      seconds: Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) / 1e18, compiles: compiles)
  }

  /// The present time of a test, in epoch milliseconds; `nil` for what is no instant.
  static func instant(_ text: String) -> Int64? { TimePoint(text)?.instant(now: 0, zone: .utc) }

  private func environment(now: Int64) -> QueryEnvironment {
    QueryEnvironment(now: now, findZone: { TimeZoneRules.named($0) }, readLookup: readLookup)
  }

  private func concerns(_ finding: Finding, _ package: DetectionPackage) -> Bool {
    guard let row = package.manifest.finding?.catalogue else {
      return package.manifest.finding != nil || finding.detection == package.manifest.name
    }
    return finding.catalogue.contains(row)
  }

  private func prepare(_ test: TestCase, _ failures: inout [String]) -> (path: String, isTemporary: Bool)? {
    var lines: [String]
    switch test.input {
    case .file(let name):
      let path = URL(filePath: test.file).deletingLastPathComponent().appending(path: name).path(percentEncoded: false)
      guard FileManager.default.fileExists(atPath: path) else {
        failures.append("there is no file '\(name)' beside the test")
        return nil
      }
      return (path, false)
    case .scenario(let id, let isRefused):
      guard let records = scenario(id, isRefused) else {
        failures.append("there is no scenario '\(id)'")
        return nil
      }
      lines = records
    case .lines(let events): lines = events
    }
    lines.append("")
    let path = FileManager.default.temporaryDirectory.appending(path: "martlet-test-\(UUID().uuidString).ndjson")
      .path(percentEncoded: false)
    guard FileManager.default.createFile(atPath: path, contents: Data(lines.joined(separator: "\n").utf8)) else {
      failures.append("no temporary file can be made")
      return nil
    }
    return (path, true)
  }
}
