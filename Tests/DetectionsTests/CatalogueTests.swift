import Foundation
import MartletColumns
import MartletDetections
import MartletEngine
import MartletExecution
import MartletIngest
import MartletScenarios
import Testing

/// Every scenario that ships, through every rule that ships.
@Suite struct CatalogueTests {
  /// The findings of records, as the program would give them.
  private func findings(_ records: [NativeRecord], usesPrefilter: Bool = true) async throws -> [Finding] {
    let path = FileManager.default.temporaryDirectory.appending(path: "martlet-\(UUID().uuidString).ndjson")
    let lines = records.map(\.body.text).joined(separator: "\n")
    try Data(lines.utf8).write(to: path)
    defer { try? FileManager.default.removeItem(at: path) }
    let run = DetectionRun(
      packages: PackageLoader.shipped().filter { $0.manifest.status != .reference },
      environment: QueryEnvironment(now: 1_770_000_000_000), options: RunOptions(workers: 2, usesPrefilter: usesPrefilter))
    let outcome = try await run.run(over: FileSource(paths: [path.path(percentEncoded: false)]))
    #expect(outcome.broken.isEmpty)
    return outcome.findings
  }

  @Test(arguments: ScenarioCatalogue.all.map(\.id))
  func `a scenario is found, or quiet, as it says`(_ id: String) async throws {
    let scenario = try #require(ScenarioCatalogue.scenario(id))
    let found = try await findings(scenario.records(seed: 5))
    let text = found.map { "\($0.severity.rawValue) \($0.catalogue.joined(separator: " ")) \($0.resource)" }
    guard let wanted = scenario.severity.flatMap(Severity.init(rawValue:)) else {
      #expect(found.allSatisfy { $0.severity < .medium }, "\(text)")
      return
    }
    #expect(
      found.contains { $0.severity >= wanted && Set(scenario.rows).isSubset(of: $0.catalogue) }, "\(scenario.rows): \(text)")
    #expect(found.count == scenario.reverts, "one finding per reverted instance: \(text)")
  }

  @Test func `all scenarios together give the same findings, shuffled and twice as well`() async throws {
    var alone: [String] = []
    var all: [NativeRecord] = []
    for scenario in ScenarioCatalogue.all {
      let records = scenario.records(seed: 5)
      alone += try await findings(records).map(\.json)
      all += records
    }
    let together = try await findings(all).map(\.json)
    #expect(together.sorted() == alone.sorted())
    var random = RandomSource(seed: 3)
    let shuffled = try await findings((all + all).shuffled(using: &random)).map(\.json)
    #expect(shuffled.sorted() == together.sorted())
  }

  @Test func `ordinary days are quiet at medium and above`() async throws {
    let found = try await findings(Noise(count: 8000, seed: 11).records())
    #expect(found.allSatisfy { $0.severity < .medium }, "\(found.filter { $0.severity >= .medium }.map(\.json))")
  }

  @Test func `records that are passed over unread change nothing`() async throws {
    let noise = Noise(count: 4000, seed: 12).records()
    let records = ScenarioCatalogue.all.flatMap { $0.records(seed: 5) } + noise
    let read = try await findings(records, usesPrefilter: false).map(\.json)
    #expect(try await findings(records).map(\.json) == read)
  }

  @Test func `the published tests are found among operations of all kinds without reading these`() async throws {
    let package = PackageLoader.shipped().filter { $0.manifest.status != .reference }
    let lines = (Noise(count: 4000, seed: 13).records() + ScenarioCatalogue.all[0].records(seed: 5)).map(\.body.text)
    let path = FileManager.default.temporaryDirectory.appending(path: "martlet-\(UUID().uuidString).ndjson")
    try Data(lines.joined(separator: "\n").utf8).write(to: path)
    defer { try? FileManager.default.removeItem(at: path) }
    let run = DetectionRun(
      packages: package, environment: QueryEnvironment(now: 1_770_000_000_000), options: RunOptions(workers: 2))
    let outcome = try await run.run(over: FileSource(paths: [path.path(percentEncoded: false)]))
    #expect(!outcome.findings.isEmpty)
    #expect(outcome.scan.prefiltered > outcome.scan.records / 4)
  }

  @Test func `the wiped interval runs from the snapshot to the swap`() async throws {
    let scenario = try #require(ScenarioCatalogue.scenario("AWS-2-copy"))
    let records = scenario.records(seed: 5)
    let finding = try #require(try await findings(records).first)
    let wiped = try #require(finding.wiped)
    #expect(wiped.from == records[0].time.milliseconds / 1000 * 1000)
    #expect(finding.disk?.sourceKind == "snapshot")
    #expect(finding.steps.map(\.action) == [
      "CreateSnapshot", "CopySnapshot", "CreateVolume", "StopInstances", "DetachVolume", "AttachVolume", "StartInstances",
    ])
  }

  @Test func `a tuning entry suppresses, and says why`() async throws {
    let scenario = try #require(ScenarioCatalogue.scenario("T2"))
    var found = try await findings(scenario.records(seed: 5))
    #expect(found.count == 1)
    let path = FileManager.default.temporaryDirectory.appending(path: "martlet-\(UUID().uuidString).yaml")
    defer { try? FileManager.default.removeItem(at: path) }
    try Data(
      """
      entries:
        - name: lab
          owner: ida
          reason: a test account
          expires: 2099-01-01
          accounts: ["111122223333"]
      """.utf8
    ).write(to: path)
    let file = path.path(percentEncoded: false)
    let records = scenario.records(seed: 5).map(\.body.text).joined(separator: "\n")
    let events = FileManager.default.temporaryDirectory.appending(path: "martlet-\(UUID().uuidString).ndjson")
    defer { try? FileManager.default.removeItem(at: events) }
    try Data(records.utf8).write(to: events)
    let run = DetectionRun(
      packages: PackageLoader.shipped().filter { $0.manifest.status != .reference }, tuning: try Tuning.load(from: file),
      environment: QueryEnvironment(now: 1_770_000_000_000), options: RunOptions(workers: 1))
    found = try await run.run(over: FileSource(paths: [events.path(percentEncoded: false)])).findings
    #expect(found.first?.suppression?.entry == "lab")
  }
}
