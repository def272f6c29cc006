import Foundation
import MartletColumns
import MartletDetections
import MartletEngine
import MartletExecution
import MartletIngest
import MartletScenarios
import Testing

/// Detections that share passes find what they find one by one.
@Suite struct SharedPassTests {
  /// Every rule that ships, and rules of the same fields in all shapes that conditions have.
  private func packages() throws -> [DetectionPackage] {
    var packages = PackageLoader.shipped()
    var random = RandomSource(seed: 21)
    let operations = [
      "StopInstances", "RunInstances", "CreateSnapshot", "AttachVolume", "DescribeInstances", "PutObject", "deallocate",
    ]
    let conditions = [
      "OperationName=\"A\"", "OperationName!=\"A\"", "OperationName=\"*A*\"", "OperationName=/^A$/i",
      "in(OperationName, values=[\"A\", \"none\"])",
      "not OperationName=\"A\"", "ActorUserName=\"*a*\"", "ActorUserName=/[aeiou]{2}/", "source.ip=\"1*\"",
      "source.ip!=*",
      "cloud.provider=aws", "eventName=\"A\"", "Vendor.eventName=/A/", "event.provider=\"*.com\"",
      "#event.outcome=success", "A",
    ]
    for number in 0..<40 {
      var texts = (0..<Int.random(in: 1...3, using: &random)).map { _ in
        let operation = operations.randomElement(using: &random) ?? ""
        return (conditions.randomElement(using: &random) ?? "").replacing("A", with: operation)
      }
      if texts.count > 1, Bool.random(using: &random) { texts = ["(\(texts[0]) or \(texts[1]))"] + texts.dropFirst(2) }
      if number % 7 == 0 { texts.insert("#event_simpleName=CloudResourceModification", at: 0) }
      let end = ["", "", "", "\n| groupBy(OperationName)", "\n| select([event.id, OperationName])", "\n| count()"]
      let query = texts.joined(separator: "\n| ") + (end.randomElement(using: &random) ?? "")
      let lines = query.split(separator: "\n").map { "  \($0)" }.joined(separator: "\n")
      let text = "name: rule \(number)\ncql: |\n\(lines)\n"
      let file = try ForeignFile(bytes: Array(text.utf8), path: "/rules/r\(number).yaml")
      packages.append(try #require(file?.package()))
    }
    return packages
  }

  @Test func `every rule that ships and others, over attacks among other operations`() async throws {
    let noise = Noise(count: 200, seed: 31).records()
    let records = ScenarioCatalogue.all.flatMap { $0.records(seed: 5) } + noise + noise.prefix(50)
    let flat = #"{"event.id":"f1","OperationName":"PutObject","ActorUserName":"aud","source.ip":"10.0.0.1"}"#
    let path = FileManager.default.temporaryDirectory.appending(path: "martlet-\(UUID().uuidString).ndjson")
    try Data((records.map(\.body.text) + [flat]).joined(separator: "\n").utf8).write(to: path)
    defer { try? FileManager.default.removeItem(at: path) }
    let packages = try packages()
    func findings(_ change: (inout RunOptions) -> Void) async throws -> [String] {
      var options = RunOptions(workers: 2)
      change(&options)
      let environment = QueryEnvironment(now: 1_770_000_000_000)
      let run = DetectionRun(packages: packages, environment: environment, options: options)
      let outcome = try await run.run(over: FileSource(paths: [path.path(percentEncoded: false)]))
      #expect(outcome.broken.isEmpty)
      #expect(outcome.passes.count == (options.sharesPasses ? 3 : packages.count))
      return outcome.findings.map(\.json)
    }
    let alone = try await findings { $0.sharesPasses = false }
    #expect(alone.count > 100)
    for (batchSize, workers, usesIndex) in [(1, 1, true), (7, 4, true), (2048, 1, true), (2048, 4, false)] {
      let together = try await findings { options in
        options.batchSize = batchSize
        options.workers = workers
        options.usesPredicateIndex = usesIndex
      }
      let isSame = together == alone
      #expect(isSame, "batches of \(batchSize), \(workers) workers, index \(usesIndex ? "on" : "off")")
    }
  }
}
