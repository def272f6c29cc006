import Foundation
import MartletDetections
import MartletEngine
import MartletExecution
import MartletIngest
import MartletScenarios
import Testing

@Suite struct BaselineTests {
  /// A call of EC2 by a user, as CloudTrail writes it.
  private func record(
    _ time: String, _ name: String, by user: String, from address: String = "198.51.100.7", _ request: String, _ response: String
  ) -> String {
    """
    {"eventVersion":"1.09","userIdentity":{"type":"IAMUser","principalId":"AIDA\(user.uppercased())","arn":"arn:aws:iam::111122223333:user/\(user)","accountId":"111122223333","userName":"\(user)"},"eventTime":"\(time)","eventSource":"ec2.amazonaws.com","eventName":"\(name)","awsRegion":"eu-west-1","sourceIPAddress":"\(address)","userAgent":"aws-cli","requestParameters":\(request),"responseElements":\(response),"eventID":"\(time)-\(name)-\(user)","readOnly":false,"recipientAccountId":"111122223333"}
    """
  }

  /// Forty days on which one person reboots an instance every working morning at nine and ten.
  private var usualDays: [String] {
    (0..<40).flatMap { day -> [String] in
      let date = InstantText.iso(1_767_225_600_000 + Int64(day) * 86_400_000).prefix(10)
      return ["09", "10"].flatMap { hour -> [String] in
        ["Stop", "Start"].enumerated().map { index, verb in
          let states = verb == "Stop" ? ("running", "stopping") : ("stopped", "pending")
          return record(
            "\(date)T\(hour):\(index * 20 + 10):00Z", "\(verb)Instances", by: "ann", #"{"instancesSet":{"items":[{"instanceId":"i-1"}]}}"#,
            #"{"instancesSet":{"items":[{"instanceId":"i-1","currentState":{"name":"\#(states.1)"},"previousState":{"name":"\#(states.0)"}}]}}"#)
        }
      }
    }
  }

  /// A root volume swapped for one from a snapshot on a day after.
  private func swap(by user: String, from address: String = "198.51.100.7", at clock: String = "09") -> [String] {
    let day = "2026-02-17T\(clock)"  // a Tuesday
    return [
      record("\(day):01:00Z", "CreateVolume", by: user, from: address, #"{"snapshotId":"snap-1"}"#, #"{"volumeId":"vol-2","snapshotId":"snap-1"}"#),
      record(
        "\(day):05:00Z", "DetachVolume", by: user, from: address, #"{"volumeId":"vol-1"}"#,
        #"{"volumeId":"vol-1","instanceId":"i-1","device":"/dev/xvda"}"#),
      record(
        "\(day):06:00Z", "AttachVolume", by: user, from: address, #"{"volumeId":"vol-2","instanceId":"i-1","device":"/dev/xvda"}"#,
        #"{"volumeId":"vol-2","instanceId":"i-1","device":"/dev/xvda"}"#),
    ]
  }

  private func run(
    _ lines: [String], baseline: Baseline? = nil, places: [String: String] = [:]
  ) async throws -> DetectionRun.Outcome {
    let path = FileManager.default.temporaryDirectory.appending(path: "martlet-\(UUID().uuidString).ndjson")
    try Data(lines.joined(separator: "\n").utf8).write(to: path)
    defer { try? FileManager.default.removeItem(at: path) }
    var environment = QueryEnvironment(now: 1_780_000_000_000)
    environment.locate = { places[$0].map { AddressPlace(country: $0) } }
    var run = DetectionRun(
      packages: PackageLoader.shipped().filter { $0.manifest.status != .reference }, environment: environment,
      options: RunOptions(workers: 1))
    run.baseline = baseline
    run.observes = true
    return try await run.run(over: FileSource(paths: [path.path(percentEncoded: false)]))
  }

  private func learnt(_ lines: [String], places: [String: String] = [:]) async throws -> Baseline {
    let outcome = try await run(lines)
    var baseline = Baseline()
    baseline.learn(outcome.observations, besides: outcome.findings) { places[$0].map { AddressPlace(country: $0) } }
    return baseline
  }

  private func finding(_ lines: [String], _ baseline: Baseline?, places: [String: String] = [:]) async throws -> Finding {
    try #require(try await run(lines, baseline: baseline, places: places).findings.first { $0.catalogue.contains("AWS-2") })
  }

  @Test func `a known actor, address and hour lower a finding, and one by somebody unknown is raised`() async throws {
    let baseline = try await learnt(usualDays)
    #expect(try await finding(swap(by: "ann"), nil).severity == .high)
    let usual = try await finding(swap(by: "ann"), baseline)
    #expect(usual.severity == .medium)
    #expect(usual.reasons.contains { $0.effect == .lowers && $0.text.contains("as usual") })
    let stranger = try await finding(swap(by: "mallory"), baseline)
    #expect(stranger.severity == .critical)
    #expect(stranger.reasons.contains { $0.effect == .raises && $0.text.contains("never seen on this instance") })
  }

  @Test func `a new address, country or hour of a known actor raises`() async throws {
    let places = ["198.51.100.7": "NL", "203.0.113.9": "NL", "192.0.2.1": "KP"]
    let baseline = try await learnt(usualDays, places: places)
    let address = try await finding(swap(by: "ann", from: "203.0.113.9"), baseline, places: places)
    #expect(address.severity == .critical)
    #expect(address.reasons.contains { $0.effect == .raises && $0.text.contains("203.0.113.9") })
    let country = try await finding(swap(by: "ann", from: "192.0.2.1"), baseline, places: places)
    #expect(country.reasons.contains { $0.effect == .raises && $0.text.contains("KP") })
    let neighbour = try await finding(swap(by: "ann", from: "198.51.100.99"), baseline)
    #expect(neighbour.reasons.contains { $0.effect == .base && $0.text.contains("198.51.100.0/24 is known") })
    #expect(neighbour.severity == .medium)
    let night = try await finding(swap(by: "ann", at: "03"), baseline)
    #expect(night.severity == .critical)
    #expect(night.reasons.contains { $0.effect == .raises && $0.text.contains("tue 3:00 UTC") })
  }

  @Test func `a baseline of less than a week says nothing`() async throws {
    let baseline = try await learnt(Array(usualDays.prefix(20)))
    #expect(try await finding(swap(by: "mallory"), baseline).severity == .high)
  }

  @Test func `what is new in the logs and in the baseline counts once`() async throws {
    let baseline = try await learnt(usualDays)
    let both = try await finding(usualDays + swap(by: "mallory"), baseline)
    #expect(both.reasons.filter { $0.effect == .raises && $0.text.contains("never seen on this instance") }.count == 1)
  }

  @Test func `an attack that lies in the logs is not learnt`() async throws {
    let baseline = try await learnt(usualDays + swap(by: "mallory"))
    #expect(!baseline.actors.contains { $0.actor == "AIDAMALLORY" })
    #expect(baseline.actors.map(\.actor) == ["AIDAANN"])
  }

  @Test func `the file round-trips, and the same logs in another order give the same file`() async throws {
    let noise = Noise(count: 3000, seed: 21).records().map(\.body.text)
    let story = try #require(ScenarioCatalogue.scenario("B-night")).records(seed: 3).map(\.body.text)
    let baseline = try await learnt(noise + story + usualDays)
    #expect(try Baseline(Data(baseline.json.utf8)) == baseline)
    #expect(baseline.actors.count > 1)
    let again = try await learnt((noise + story + usualDays).reversed())
    #expect(again.json == baseline.json)
    // Structural identities: nobody's name is in it.
    #expect(!baseline.json.contains("\"ann\""))
  }

  @Test func `learning again adds`() async throws {
    let outcome = try await run(usualDays)
    var baseline = try await learnt(usualDays)
    let count = try #require(baseline.actors.first).seen.count
    baseline.learn(outcome.observations, besides: [])
    #expect(baseline.actors.count == 1)
    #expect(baseline.actors.first?.seen.count == count * 2)
    let other = try await run([record("2026-03-02T10:00:00Z", "StopInstances", by: "bob", #"{"instancesSet":{"items":[{"instanceId":"i-2"}]}}"#, "null")])
    baseline.learn(other.observations, besides: [])
    #expect(baseline.actors.count == 2)
    #expect(baseline.to == "2026-03-02T10:00:00.000Z")
  }

  @Test func `a file of another format or version is refused`() {
    #expect(throws: BaselineError.self) { try Baseline(Data("{}".utf8)) }
    #expect(throws: BaselineError.self) { try Baseline(Data("[1".utf8)) }
    let newer = Baseline().json.replacing("\"version\": 1", with: "\"version\": 2")
    #expect(throws: BaselineError.self) { try Baseline(Data(newer.utf8)) }
  }
}
