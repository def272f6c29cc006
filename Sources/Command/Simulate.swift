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
        martlet simulate AWS-2 --commands > AWS-2.sh

      With --commands it prints what to type to do what the story tells, as a script for bash: set-up, attack, check and \
      clean-up, with aws, az or gcloud. With --directory one file for each scenario is written, and all of them without a name.
      """)

  @Argument(help: "Scenarios to tell, by id; see --list.")
  var scenarios: [String] = []

  @Flag(help: "List the scenarios and stop.")
  var list = false

  @Flag(help: "Print the commands of an attack and their clean-up as a script, instead of telemetry.")
  var commands = false

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
    if commands {
      guard !list, noise == 0 else { throw ValidationError("--commands goes with no other kind of output") }
      guard scenarios.count == 1 || directory != nil else {
        throw ValidationError("--commands prints the script of one scenario; name one, or a --directory to write many to")
      }
    } else if !list, scenarios.isEmpty, noise == 0 {
      throw ValidationError("name a scenario, or ask for --noise; 'martlet simulate --list' shows what there is")
    }
    for id in scenarios where ScenarioCatalogue.scenario(id) == nil {
      throw ValidationError("there is no scenario '\(id)'; 'martlet simulate --list' shows what there is")
    }
  }

  func run() throws {
    if list {
      for scenario in ScenarioCatalogue.all {
        StandardOutput.write("\(scenario.id)\t\(scenario.kind.rawValue)\t\(scenario.cloud.rawValue)\t\(scenario.title)\n")
      }
      return
    }
    if commands { return try directory == nil ? printScript() : writeScripts() }
    let records = makeRecords()
    if let directory { try writeArchive(records, below: directory) } else { try writeLines(records) }
  }

  private func printScript() throws {
    guard let scenario = ScenarioCatalogue.scenario(scenarios[0]) else { return }
    guard let script = scenario.bashScript else {
      if case .none(let reason) = scenario.commands { Messages.error("there are no commands for \(scenario.id): \(reason)") }
      return try ExitStatus.wrongUsage.exit()
    }
    StandardOutput.write(script)
  }

  /// One file for each scenario that has commands; the others are named with their reasons.
  private func writeScripts() throws {
    guard let directory else { return }
    let chosen = scenarios.isEmpty ? ScenarioCatalogue.all : scenarios.compactMap { ScenarioCatalogue.scenario($0) }
    try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
    var written = 0
    for scenario in chosen {
      if let script = scenario.bashScript {
        try Data(script.utf8).write(to: URL(filePath: directory).appending(path: "\(scenario.id).sh"))
        written += 1
      } else if case .none(let reason) = scenario.commands, scenario.kind == .attack || !scenarios.isEmpty {
        Messages.say("there are no commands for \(scenario.id): \(reason)")
      }
    }
    StandardOutput.write("\(written) scripts written to \(directory)\n")
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
        StandardOutput.write(bytes)
        bytes.removeAll(keepingCapacity: true)
      }
    }
    StandardOutput.write(bytes)
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
