import Foundation
import MartletColumns
import MartletDetections

/// Findings in the forms other programs read.
enum FindingReports {
  /// Findings as rows: what fits on a line of each.
  static func write(
    _ findings: [Finding], with makeWriter: (ByteOutput) throws(OutputError) -> any RowWriter
  ) {
    func column(_ value: (Finding) -> String?) -> Column { .text(TextColumn(findings.map(value))) }
    let rows = Batch(
      [
        ("severity", column(\.severity.rawValue)), ("first", column { Self.time($0.first) }),
        ("cloud", column(\.cloud)), ("resource", column(\.resource)),
        ("catalogue", column { $0.catalogue.joined(separator: " ") }),
        ("wiped", column { $0.wiped.map { Self.duration(($0.to - $0.from) / 1000) } }),
        ("actors", column { $0.actors.joined(separator: " ") }), ("title", column(\.title)), ("id", column(\.id)),
      ], rowCount: findings.count)
    do throws(OutputError) {
      let writer = try makeWriter(ByteOutput(descriptor: ByteOutput.standardOutput))
      if !findings.isEmpty { try writer.write(rows) }
      try writer.finish()
    } catch {
      StandardOutput.note(error)
    }
  }

  /// `2026-01-05 09:12:44`
  static func time(_ milliseconds: Int64) -> String {
    String(InstantText.iso(milliseconds).prefix(19)).replacing("T", with: " ")
  }

  /// `2d 3h`, `5m 12s`: the two largest units.
  static func duration(_ seconds: Int64) -> String {
    let units = [(seconds / 86_400, "d"), (seconds / 3600 % 24, "h"), (seconds / 60 % 60, "m"), (seconds % 60, "s")]
    let shown = units.drop { $0.0 == 0 }.prefix(2).filter { $0.0 > 0 }
    return shown.isEmpty ? "0s" : shown.map { "\($0.0)\($0.1)" }.joined(separator: " ")
  }

  static func sarif(_ findings: [Finding]) -> String {
    let results = findings.map { finding -> [String: Any] in
      var result: [String: Any] = [
        "ruleId": finding.detection, "level": finding.severity >= .high ? "error" : finding.severity >= .medium ? "warning" : "note",
        "message": ["text": "\(finding.title) (\(finding.catalogue.joined(separator: ", ")))"],
        "partialFingerprints": ["findingId/v1": finding.id],
        "locations": [["logicalLocations": [["fullyQualifiedName": finding.resource, "kind": "resource"]]]],
        "properties": ["severity": finding.severity.rawValue, "catalogue": finding.catalogue],
      ]
      if let suppression = finding.suppression {
        result["suppressions"] = [["kind": "external", "justification": "\(suppression.entry): \(suppression.reason)"]]
      }
      return result
    }
    let rules = Set(findings.map(\.detection)).sorted().map { detection -> [String: Any] in
      var rule: [String: Any] = ["id": detection, "name": detection]
      if let technique = findings.first(where: { $0.detection == detection })?.technique {
        rule["properties"] = ["tags": ["attack.\(technique.lowercased())"]]
      }
      return rule
    }
    let document: [String: Any] = [
      "$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0",
      "runs": [["tool": ["driver": ["name": "martlet", "rules": rules]], "results": results]],
    ]
    guard let data = try? JSONSerialization.data(withJSONObject: document, options: [.sortedKeys, .withoutEscapingSlashes])
    else { preconditionFailure("a SARIF document of texts can always be written") }
    return String(decoding: data, as: UTF8.self) + "\n"
  }

  static func github(_ findings: [Finding]) -> String {
    findings.map { finding in
      let command = finding.severity >= .high ? "error" : finding.severity >= .medium ? "warning" : "notice"
      let text = finding.title.replacing("%", with: "%25").replacing("\r", with: "%0D").replacing("\n", with: "%0A")
      return "::\(command) title=\(finding.catalogue.joined(separator: " "))::\(text)\n"
    }.joined()
  }
}
