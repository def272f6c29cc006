import Foundation
import MartletDetections
import MartletEngine
import MartletExecution
import MartletIngest
import MartletLineage
import MartletScenarios
import Testing

@Suite struct TuningTests {
  private static let day: Int64 = 1_780_000_000_000

  private func findings(_ scenario: String, _ entry: String, now: Int64 = day) async throws -> DetectionRun.Outcome {
    let (tuning, problems) = Tuning.read("entries:\n" + entry, path: "tuning.yaml")
    #expect(problems.isEmpty, "\(problems.map(\.text))")
    let records = try #require(ScenarioCatalogue.scenario(scenario)).records(seed: 5)
    let path = FileManager.default.temporaryDirectory.appending(path: "martlet-\(UUID().uuidString).ndjson")
    try Data(records.map(\.body.text).joined(separator: "\n").utf8).write(to: path)
    defer { try? FileManager.default.removeItem(at: path) }
    let run = DetectionRun(
      packages: PackageLoader.shipped().filter { $0.manifest.status != .reference }, tuning: tuning,
      environment: QueryEnvironment(now: now), options: RunOptions(workers: 1))
    return try await run.run(over: FileSource(paths: [path.path(percentEncoded: false)]))
  }

  private func entry(_ conditions: String, effect: String = "suppress", expires: String = "2099-01-01") -> String {
    "  - {name: e, owner: ida, reason: known, expires: \(expires), effect: \(effect), \(conditions)}\n"
  }

  private func isSuppressed(_ scenario: String, _ conditions: String) async throws -> Bool {
    let found = try await findings(scenario, entry(conditions)).findings
    #expect(!found.isEmpty)
    return found.allSatisfy { $0.suppression?.entry == "e" }
  }

  @Test func `actors are matched by identity and never by a name`() async throws {
    let plain = try #require(try await findings("T2", entry("accounts: [nobody]")).findings.first)
    let actor = try #require(plain.identities.first)
    #expect(try await isSuppressed("T2", "actors: ['\(actor.family)']"))
    #expect(try await isSuppressed("T2", "actors: ['\(try #require(actor.arn))']"))
    #expect(try await isSuppressed("T2", "actors: ['\(actor.name)']") == false)
    let google = try #require(try await findings("GCP-1", entry("accounts: [nobody]")).findings.first?.identities.first)
    #expect(try await isSuppressed("GCP-1", "actors: ['\(google.name)']"))
  }

  @Test func `all conditions must hold`() async throws {
    #expect(try await isSuppressed("T2", "accounts: ['111122223333'], catalogue: [AWS-2]"))
    #expect(try await isSuppressed("T2", "accounts: ['111122223333'], catalogue: [AWS-3]") == false)
    #expect(try await isSuppressed("T2", "networks: [198.51.100.0/24]"))
    #expect(try await isSuppressed("T2", "networks: [203.0.113.0/24]") == false)
  }

  @Test func `a window holds when all of the finding lies in it`() async throws {
    let plain = try #require(try await findings("T2", entry("accounts: [nobody]")).findings.first)
    let first = InstantText.iso(plain.first)
    let last = InstantText.iso(plain.last)
    #expect(try await isSuppressed("T2", "windows: [{from: '\(first)', to: '\(last)'}]"))
    #expect(try await isSuppressed("T2", "windows: [{from: '\(first)', to: '\(first)'}]") == false)
  }

  @Test func `a maintenance window comes back every week, by the clock of its place`() async throws {
    let plain = try #require(try await findings("T2", entry("accounts: [nobody]")).findings.first)
    // 2026-01-06 is a Tuesday; the story begins within the hour that the finding tells.
    let hour = Int(InstantText.iso(plain.first).dropFirst(11).prefix(2)) ?? 0
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let day = ["thu", "fri", "sat", "sun", "mon", "tue", "wed"][Int(plain.first / 86_400_000 % 7)]
    let other = day == "mon" ? "tue" : "mon"
    let hours = "from: '\(two(hour)):00', to: '\(two(min(hour + 3, 23))):59'"
    #expect(try await isSuppressed("T2", "recurring: [{days: [\(day)], \(hours)}]"))
    #expect(try await isSuppressed("T2", "recurring: [{\(hours)}]"))
    #expect(try await isSuppressed("T2", "recurring: [{days: [\(other)], \(hours)}]") == false)
    // The same hours elsewhere are others.
    #expect(try await isSuppressed("T2", "recurring: [{days: [\(day)], \(hours), zone: '+09:00'}]") == false)
  }

  @Test func `a window may cross midnight`() {
    let (tuning, problems) = Tuning.read(
      "entries:\n" + entry("recurring: [{days: [sat], from: '22:00', to: '02:00', zone: Europe/Berlin}]"), path: "t")
    #expect(problems.isEmpty)
    let window = tuning.entries[0].recurring?[0]
    func holds(_ text: String) -> Bool {
      (TimePoint(text)?.instant(now: 0, zone: .utc)).flatMap { window?.contains($0) } ?? false
    }
    #expect(holds("2026-01-10T21:30:00Z"))  // Saturday 22:30 in Berlin
    #expect(holds("2026-01-11T00:30:00Z"))  // Sunday 01:30
    #expect(!holds("2026-01-11T01:30:00Z"))
    #expect(!holds("2026-01-11T22:00:00Z"))
    #expect(holds("2026-07-11T20:30:00Z"))  // in summer time
  }

  @Test func `a ticket covers its resource for its time`() async throws {
    let plain = try #require(try await findings("T2", entry("accounts: [nobody]")).findings.first)
    let span = "from: 2026-01-01T00:00:00Z, to: 2026-12-01T00:00:00Z"
    #expect(try await isSuppressed("T2", "tickets: [{id: C, resource: '\(plain.resource)', \(span)}]"))
    #expect(try await isSuppressed("T2", "tickets: [{id: C, resource: i-other, \(span)}]") == false)
  }

  @Test func `lowering takes a level off and says which entry did`() async throws {
    let plain = try #require(try await findings("T2", entry("accounts: [nobody]")).findings.first)
    let lowered = try #require(try await findings("T2", entry("accounts: ['111122223333']", effect: "lower")).findings.first)
    #expect(lowered.severity == plain.severity.raised(by: -1))
    #expect(lowered.reasons.last?.text.contains("'e'") == true)
    #expect(lowered.suppression == nil)
  }

  @Test func `an entry that has expired warns and does nothing`() async throws {
    let outcome = try await findings("T2", entry("accounts: ['111122223333']", expires: "2026-01-01"))
    #expect(outcome.findings.allSatisfy { $0.suppression == nil })
    #expect(outcome.warnings.contains { $0.contains("expired on 2026-01-01") && $0.contains("ida") })
  }

  @Test(arguments: [
    ("accounts: [a]\n    colour: red", "colour", "no such key"),
    ("networks: [198.51.100.0/33]", "networks", "is no network"),
    ("networks: []", "networks", "at least one element"),
    ("windows: [{from: yesterday, to: 2026-01-05T09:00:00Z}]", "windows[0].from", "is no instant"),
    ("windows: [{from: 2026-01-06T09:00:00Z, to: 2026-01-05T09:00:00Z}]", "windows[0]", "ends before it starts"),
    ("recurring: [{from: '25:00', to: '26:00'}]", "recurring[0].from", "no time of day"),
    ("recurring: [{days: [someday], from: '22:00', to: '23:00'}]", "days", "is no day"),
    ("recurring: [{from: '22:00', to: '23:00', zone: Mars/North}]", "zone", "no time zone"),
    ("countries: [Germany]", "countries", "no code of a country"),
    ("actors: ['*backup*']", "actors", "is a pattern"),
    ("tickets: [{id: C, from: 2026-01-05T09:00:00Z, to: 2026-01-06T09:00:00Z}]", "tickets[0].resource", "is missing"),
    ("tickets_file: nowhere.csv", "tickets_file", "there is no file"),
    ("effect: hide\n    accounts: [a]", "effect", "write suppress or lower"),
    ("name: e", "entries[0]", "no condition"),
  ]) func `what is wrong is told with its line and key`(_ conditions: String, _ key: String, _ message: String) {
    let named = conditions.hasPrefix("name:") ? "" : "name: e\n    "
    let text = "entries:\n  - \(named)owner: ida\n    reason: known\n    expires: 2099-01-01\n    \(conditions)\n"
    let problems = Tuning.read(text, path: "tuning.yaml").problems
    #expect(problems.contains { $0.key.contains(key) && $0.message.contains(message) && $0.line > 1 }, "\(problems)")
  }

  @Test func `owner, reason and expiry are asked for`() {
    let problems = Tuning.read("entries:\n  - name: e\n    accounts: [a]\n", path: "t").problems
    #expect(problems.map(\.key) == ["entries[0].owner", "entries[0].reason", "entries[0].expires"])
    #expect(Tuning.read("entries:\n" + entry("accounts: [a]", expires: "2026-02-30"), path: "t").problems.count == 1)
    #expect(Tuning.read("entries: []\n", path: "t").problems.count == 1)
    #expect(Tuning.read("entries: [\n", path: "t").problems.count == 1)
  }

  @Test func `every example of the page loads`() throws {
    let page = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../docs/tuning.md")
    let text = try String(contentsOf: page, encoding: .utf8)
    func blocks(_ language: String) -> [String] {
      text.components(separatedBy: "```\(language)\n").dropFirst().compactMap { $0.components(separatedBy: "```").first }
    }
    let folder = FileManager.default.temporaryDirectory.appending(path: "martlet-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try Data(try #require(blocks("csv").first).utf8).write(to: folder.appending(path: "tickets.csv"))
    let examples = blocks("yaml")
    #expect(examples.count >= 5)
    for example in examples {
      let path = folder.appending(path: "tuning.yaml").path(percentEncoded: false)
      let (tuning, problems) = Tuning.read(example, path: path)
      #expect(problems.isEmpty, "\(problems.map(\.text))\n\(example)")
      #expect(!tuning.entries.isEmpty)
      #expect(Tuning.isTuning(example))
    }
    let baseline = try Baseline(Data(try #require(blocks("json").first).utf8))
    #expect(baseline.actors.first?.hours["mon"] == [9, 10])
    #expect(try Baseline(Data(baseline.json.utf8)) == baseline)
  }
}
