import Foundation
import MartletDetections

/// Tells what came of tests, in each of the formats.
enum TestReport {
  /// - Parameter isQuiet: whether tests that passed are left out.
  static func text(_ outcome: TestSession.Outcome, isQuiet: Bool) -> String {
    var text = ""
    for result in outcome.results where !result.passed || !isQuiet {
      text += "\(result.passed ? "pass" : "FAIL")  \(result.detection): \(result.test.name)\n"
      for failure in result.failures { text += "      \(failure)\n" }
      if !result.passed { text += "      in \(result.test.file)\n" }
    }
    for (detection, lack) in outcome.incomplete { text += "FAIL  \(detection): \(rule): \(lack)\n" }
    let passed = outcome.results.count { $0.passed }
    return text + "\(passed) passed, \(outcome.results.count - passed + outcome.incomplete.count) failed\n"
  }

  /// One object per test, and per detection that lacks one.
  static func json(_ outcome: TestSession.Outcome) -> String {
    var objects: [[String: Any]] = outcome.results.map { result in
      [
        "detection": result.detection, "test": result.test.name, "file": result.test.file, "passed": result.passed,
        "failures": result.failures, "seconds": result.seconds,
      ]
    }
    objects += outcome.incomplete.map { detection, lack in
      ["detection": detection, "test": rule, "file": "", "passed": false, "failures": [lack], "seconds": 0]
    }
    return objects.map { object in
      guard let data = try? JSONSerialization.data(withJSONObject: object, options: [.sortedKeys, .withoutEscapingSlashes])
      else { preconditionFailure("a result of texts and numbers can always be written") }
      return String(decoding: data, as: UTF8.self) + "\n"
    }.joined()
  }

  /// What every detection must have; it stands as a test of its own.
  static let rule = "it needs a test that expects a finding and one that expects none"
}
