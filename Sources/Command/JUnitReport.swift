import MartletDetections
import MartletDiagnostics

/// Results as JUnit XML, which every build server reads.
enum JUnitReport {
  /// One test case per query; it fails when the query has an error.
  static func ofChecks(_ results: [(source: SourceText, diagnostics: [Diagnostic])]) -> String {
    let failed = results.count { $0.diagnostics.contains { $0.severity == .error } }
    var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    text += "<testsuite name=\"martlet check\" tests=\"\(results.count)\" failures=\"\(failed)\">\n"
    for (source, diagnostics) in results {
      text += "  <testcase name=\"\(escaped(source.name))\">\n"
      for diagnostic in diagnostics where diagnostic.severity == .error {
        let place = source.position(of: diagnostic.range.lowerBound)
        let message = "\(place.line):\(place.column): \(diagnostic.message)"
        text += "    <failure type=\"\(diagnostic.code)\" message=\"\(escaped(message))\">"
        text += "\(escaped(diagnostic.help ?? ""))</failure>\n"
      }
      text += "  </testcase>\n"
    }
    return text + "</testsuite>\n"
  }

  /// One test case per test of a detection, and one per detection that lacks a kind of tests.
  static func ofTests(_ results: [TestRunner.Result], incomplete: [(detection: String, lack: String)]) -> String {
    let failed = results.count { !$0.passed } + incomplete.count
    var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    text += "<testsuite name=\"martlet test\" tests=\"\(results.count + incomplete.count)\" failures=\"\(failed)\">\n"
    for result in results {
      text += "  <testcase classname=\"\(escaped(result.detection))\" name=\"\(escaped(result.test.name))\""
      text += " time=\"\(result.seconds)\">\n"
      for failure in result.failures { text += "    <failure message=\"\(escaped(failure))\"/>\n" }
      text += "  </testcase>\n"
    }
    for (detection, lack) in incomplete {
      text += "  <testcase classname=\"\(escaped(detection))\" name=\"\(escaped(TestReport.rule))\" time=\"0\">\n"
      text += "    <failure message=\"\(escaped(lack))\"/>\n  </testcase>\n"
    }
    return text + "</testsuite>\n"
  }

  private static func escaped(_ text: String) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      case "\n", "\t": escaped.unicodeScalars.append(scalar)
      case _ where scalar.value < 0x20: escaped += "\u{FFFD}"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}
