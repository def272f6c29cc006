import Foundation
import MartletDetections
import MartletEngine
import MartletExecution
import MartletIngest
import MartletScenarios
import Testing

/// Attacks that no scenario tells, and their benign twins: steps weeks apart, by other identities, in other shapes, through
/// copies of copies, with members missing. `Fixtures/variants` has one to a line, with what must be found.
@Suite struct VariantTests {
  struct Variant {
    var name: String
    /// Nothing may be found at this level or above.
    var quietAt: Severity?
    var rows: [String]
    var severity: Severity?
    var most: Severity?
    var resource: String?
    var findings: Int?
    /// `nil` when nothing is asked; an empty list when the interval must be unknown.
    var wiped: [String]?
    var text: String

    /// The account, subscription or project of its own, in which all of it happens.
    var account: String
    /// Whether its records are wrapped in a way that hides their accounts.
    var isWrapped: Bool

    init(_ line: String, number: Int) throws {
      var line = line
      account =
        line.contains("cloudaudit") || line.contains("protoPayload")
        ? "proj-1\(number)" : line.contains("subscriptions/s-1") ? "s-1\(number)" : "1\(number + 10_000_000_000)"
      // Envelopes hide accounts: those variants run alone, as they are.
      let isAlone = line.contains("\"text\":")
      // Everything in an account of its own, by identities of its own: all variants can be one input.
      for (old, new) in isAlone ? [] : [
        ("111122223333", "1\(number + 10_000_000_000)"), ("444455556666", "2\(number + 10_000_000_000)"),
        ("proj-1", "proj-1\(number)"), ("subscriptions/s-1", "subscriptions/s-1\(number)"),
        ("SUBSCRIPTIONS/s-1", "SUBSCRIPTIONS/s-1\(number)"), ("\"s-1\"", "\"s-1\(number)\""), ("snap-", "snap-\(number)"), ("ami-", "ami-\(number)"),
        ("AIDA", "AIDA\(number)"), ("AROA", "AROA\(number)"), ("oid-", "oid-\(number)-"), ("@x", "@x\(number)"),
      ] { line = line.replacing(old, with: new) }
      let object = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
      func level(_ key: String) -> Severity? { (object[key] as? String).flatMap(Severity.init(rawValue:)) }
      name = try #require(object["name"] as? String)
      quietAt = level("quietAt")
      rows = object["rows"] as? [String] ?? []
      severity = level("severity")
      most = level("most")
      resource = object["resource"] as? String
      findings = object["findings"] as? Int
      wiped = object["wiped"] is NSNull ? [] : object["wiped"] as? [String]
      let records = object["records"] as? [[String: Any]] ?? []
      isWrapped = object["text"] != nil
      text =
        try object["text"] as? String
        ?? records.map { String(decoding: try JSONSerialization.data(withJSONObject: $0), as: UTF8.self) }.joined(separator: "\n")
    }
  }

  private static func variants(_ cloud: String) throws -> [Variant] {
    let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/variants/\(cloud).ndjson")
    let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
    return try lines.enumerated().map { try Variant(String($0.element), number: $0.offset + 100) }
  }

  private func findings(_ text: String) async throws -> [Finding] {
    let path = FileManager.default.temporaryDirectory.appending(path: "martlet-\(UUID().uuidString).ndjson")
    try Data(text.utf8).write(to: path)
    defer { try? FileManager.default.removeItem(at: path) }
    let run = DetectionRun(
      packages: PackageLoader.shipped().filter { $0.manifest.status != .reference },
      environment: QueryEnvironment(now: 1_780_000_000_000), options: RunOptions(workers: 1))
    return try await run.run(over: FileSource(paths: [path.path(percentEncoded: false)])).findings
  }

  @Test(arguments: ["aws", "azure", "gcp"]) func `variants are found, and their benign twins are not`(
    _ cloud: String
  ) async throws {
    let variants = try Self.variants(cloud)
    #expect(variants.count > 50)
    let together = try await findings(variants.filter { !$0.isWrapped }.map(\.text).joined(separator: "\n"))
    for variant in variants {
      let found =
        variant.isWrapped ? try await findings(variant.text) : together.filter { $0.account == variant.account }
      let told = found.map { "\($0.severity.rawValue) \($0.catalogue.joined(separator: " ")) \($0.resource)" }
      if let quietAt = variant.quietAt {
        #expect(found.allSatisfy { $0.severity < quietAt }, "\(variant.name): \(told)")
        continue
      }
      let hits = found.filter { finding in
        Set(variant.rows).isSubset(of: finding.catalogue) && (variant.resource.map { $0 == finding.resource } ?? true)
      }
      let hit = try #require(hits.max { $0.severity < $1.severity }, "\(variant.name): \(told)")
      if let severity = variant.severity { #expect(hit.severity >= severity, "\(variant.name): \(told)") }
      if let most = variant.most { #expect(hit.severity <= most, "\(variant.name): \(told)") }
      if let count = variant.findings { #expect(found.filter { $0.severity > .info }.count == count, "\(variant.name): \(told)") }
      if let wiped = variant.wiped {
        let interval = hit.wiped.map { [$0.from, $0.to].map { InstantText.iso($0 / 1000 * 1000).replacing(".000Z", with: "Z") } } ?? []
        #expect(interval == wiped, "\(variant.name)")
      }
      for finding in found { Self.check(finding, variant.name) }
    }
  }

  /// What holds for every finding, whatever it found (design §5).
  private static func check(_ finding: Finding, _ name: String) {
    #expect(!finding.steps.isEmpty, "\(name)")
    #expect(finding.steps.allSatisfy { !$0.eventID.isEmpty }, "\(name)")
    #expect(finding.steps.map(\.time) == finding.steps.map(\.time).sorted(), "\(name)")
    #expect(finding.first == finding.steps.first?.time && finding.last == finding.steps.last?.time, "\(name)")
    let tool = ["aws": "aws ", "azure": "az ", "gcp": "gcloud "][finding.cloud ?? ""] ?? "?"
    for response in finding.response {
      guard let command = response.command else { continue }
      #expect(command.hasPrefix(tool), "\(name): \(command)")
      #expect(!command.contains("{finding") && !command.contains("{cloud") && !command.contains("{actor"), "\(name): \(command)")
      #expect(!command.contains("''") && !command.contains("unknown"), "\(name): \(command)")
    }
  }

  @Test(arguments: ["aws", "azure", "gcp"]) func `variants are the same shuffled and doubled`(_ cloud: String) async throws {
    let lines = try Self.variants(cloud).filter { !$0.isWrapped }.flatMap { $0.text.split(separator: "\n").map(String.init) }
    var random = RandomSource(seed: 9)
    let first = try await findings(lines.joined(separator: "\n")).map(\.json)
    let again = try await findings((lines + lines).shuffled(using: &random).joined(separator: "\n")).map(\.json)
    #expect(first == again)
  }
}
