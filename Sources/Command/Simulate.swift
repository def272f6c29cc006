import ArgumentParser
import Foundation
import MartletScenarios

/// `martlet simulate`: telemetry made to order, as native records.
struct Simulate: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "simulate",
    abstract: "Make the telemetry of an attack, of its benign twin, or of ordinary days.",
    discussion: """
      Writes the native records of the named scenarios, one JSON document per line in order of time. The same seed gives \
      the same records. With --noise, ordinary records surround them.

        martlet simulate --list
        martlet simulate T2
        martlet simulate T1 T2 T3 T4 --noise 10000 --directory logs
      """)

  @Argument(help: "Scenarios to tell, by id; see --list.")
  var scenarios: [String] = []

  @Flag(help: "List the scenarios and stop.")
  var list = false

  @Option(help: ArgumentHelp("Surround them with this many ordinary records.", valueName: "count"))
  var noise = 0

  @Option(help: "Where chance starts: another seed gives other ids, times and order.")
  var seed: UInt64 = 1

  @Option(
    help: ArgumentHelp(
      "Write an archive below this folder, as CloudTrail, Azure and Google Cloud lay one out, instead of standard output.",
      valueName: "folder"))
  var directory: String?

  func validate() throws {
    guard noise >= 0 else { throw ValidationError("--noise takes a number from 0") }
    if !list, scenarios.isEmpty, noise == 0 {
      throw ValidationError("name a scenario, or ask for --noise; 'martlet simulate --list' shows what there is")
    }
    for id in scenarios where ScenarioCatalogue.scenario(id) == nil {
      throw ValidationError("there is no scenario '\(id)'; 'martlet simulate --list' shows what there is")
    }
  }

  func run() throws {
    if list {
      for scenario in ScenarioCatalogue.all {
        print("\(scenario.id)\t\(scenario.kind.rawValue)\t\(scenario.cloud.rawValue)\t\(scenario.title)")
      }
      return
    }
    let records = makeRecords()
    if let directory { try writeArchive(records, below: directory) } else { try writeLines(records) }
  }

  /// Scenarios start one after another within the days of the noise, so that they lie in the middle of it.
  private func makeRecords() -> [NativeRecord] {
    var records = noise > 0 ? Noise(count: noise, seed: seed).records() : []
    for (index, id) in scenarios.enumerated() {
      guard let scenario = ScenarioCatalogue.scenario(id) else { continue }
      let start = Moment(milliseconds: Moment.standardStart.milliseconds + Int64(26 + 9 * index) * 3_600_000)
      records.append(contentsOf: scenario.records(seed: seed &+ UInt64(index), start: start))
    }
    return records.enumerated().sorted { ($0.element.time, $0.offset) < ($1.element.time, $1.offset) }.map(\.element)
  }

  private func writeLines(_ records: [NativeRecord]) throws {
    var bytes: [UInt8] = []
    for record in records {
      record.body.append(to: &bytes)
      bytes.append(UInt8(ascii: "\n"))
      if bytes.count > 1 << 16 {
        try FileHandle.standardOutput.write(contentsOf: Data(bytes))
        bytes.removeAll(keepingCapacity: true)
      }
    }
    try FileHandle.standardOutput.write(contentsOf: Data(bytes))
  }

  /// CloudTrail files hold one `{"Records":[…]}`; the others one record per line.
  private func writeArchive(_ records: [NativeRecord], below directory: String) throws {
    var files: [String: (cloud: Cloud, records: [NativeRecord])] = [:]
    for record in records { files[record.archivePath, default: (record.cloud, [])].records.append(record) }
    for (path, file) in files.sorted(by: { $0.key < $1.key }) {
      let url = URL(filePath: directory).appending(path: path + ".json")
      try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      var bytes: [UInt8] = []
      if file.cloud == .aws {
        JSONValue.object([(key: "Records", value: .array(file.records.map(\.body)))]).append(to: &bytes)
        bytes.append(UInt8(ascii: "\n"))
      } else {
        for record in file.records {
          record.body.append(to: &bytes)
          bytes.append(UInt8(ascii: "\n"))
        }
      }
      try Data(bytes).write(to: url)
    }
  }
}
