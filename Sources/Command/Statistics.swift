import Foundation
import MartletColumns
import MartletDetections

/// What `--stats` prints: one JSON object on standard error.
struct Statistics {
  var rows: Int
  var scan: ScanReport
  var started: ContinuousClock.Instant
  /// Of `detect`: what shared which pass.
  var passes: [DetectionRun.Outcome.Pass] = []

  /// The keys are a contract; bytes are as stored.
  func print() {
    let elapsed = started.duration(to: .now)
    let seconds = Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) / 1e18
    var members: [(String, String)] = [
      ("files", String(scan.files)), ("bytes", String(scan.bytes)),
      ("decompressed_bytes", String(scan.decompressedBytes)), ("records", String(scan.records)),
      ("events", String(scan.events)), ("rows", String(rows)), ("prefiltered", String(scan.prefiltered)),
      ("without_time", String(scan.withoutTime)), ("skipped", String(scan.skippedRecords)),
      ("unreadable_files", String(Set(scan.problems.filter { $0.record == nil }.map(\.file)).count)),
      ("seconds", String(Double(Int(seconds * 1000)) / 1000)), ("peak_rss_bytes", String(Self.peakMemory)),
    ]
    if !passes.isEmpty {
      let seeAll = passes.flatMap(\.seesEveryEvent).map(Self.quoted).joined(separator: ",")
      members += [
        ("rules", String(passes.reduce(0) { $0 + $1.rules.count })), ("passes", String(passes.count)),
        ("rules_seeing_every_event", "[\(seeAll)]"),
      ]
    }
    Messages.say("{" + members.map { "\"\($0.0)\":\($0.1)" }.joined(separator: ",") + "}")
  }

  private static func quoted(_ text: String) -> String {
    var bytes: [UInt8] = []
    JSONText.append(text, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The largest resident size of this process so far, in bytes.
  static var peakMemory: Int {
    var usage = rusage()
    guard unsafe getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage) == 0 else { return 0 }
    return usage.ru_maxrss * 1024
  }
}

extension ScanReport {
  /// Names what could not be read; true when there was anything.
  func tellProblems() -> Bool {
    for problem in problems {
      let place = problem.record.map { "\(problem.file): record \($0)" } ?? problem.file
      let more = problem.count > 1 ? " (and \(problem.count - 1) more like it)" : ""
      Messages.error("\(place): \(problem.message)\(more)")
    }
    if skippedRecords > 0 {
      Messages.error("\(skippedRecords) \(skippedRecords == 1 ? "record was" : "records were") skipped; the rest was processed")
    }
    return !problems.isEmpty || skippedRecords > 0
  }
}
