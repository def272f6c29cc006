extension TestRunner {
  /// Why findings are not what a test expects: each says what was expected, and what came.
  func check(_ expected: TestCase.Expectation, _ findings: [Finding]) -> [String] {
    var failures: [String] = []
    let found = Self.list(findings)
    if let count = expected.findings {
      if findings.count != count {
        failures.append(
          "expected \(Self.findings(count)), found \(findings.isEmpty ? "none" : "\(findings.count): \(found)")")
      }
    } else if findings.isEmpty {
      failures.append("expected a finding, found none")
    }
    guard let worst = findings.max(by: { $0.severity < $1.severity }) else { return failures }
    if let severity = expected.severity, worst.severity < severity {
      failures.append("expected severity \(severity.rawValue) or more, found \(worst.severity.rawValue): \(found)")
    }
    for row in expected.catalogue where !findings.contains(where: { $0.catalogue.contains(row) }) {
      failures.append("expected row \(row), found \(found)")
    }
    if let resource = expected.resource, !findings.contains(where: { $0.resource == resource }) {
      failures.append("expected resource \(resource), found \(found)")
    }
    for (field, value) in expected.fieldsHaveValues.sorted(by: { $0.key < $1.key })
    where !findings.contains(where: { $0.fields[field] == value }) {
      let values = findings.map { finding in finding.fields[field].map { "'\($0)'" } ?? "no such field" }
      failures.append(
        "expected \(field) to be '\(value)', found \(values.joined(separator: ", "))\(Self.hint(for: field, in: findings))"
      )
    }
    for field in expected.fieldsNotPresent {
      for finding in findings {
        if let value = finding.fields[field] { failures.append("expected no field \(field), found it with '\(value)'") }
      }
    }
    return failures
  }

  /// The findings in short, a few of them.
  private static func list(_ findings: [Finding]) -> String {
    let shown = findings.prefix(5).map { finding in
      ([finding.severity.rawValue] + finding.catalogue + [finding.resource]).joined(separator: " ")
    }
    return shown.joined(separator: "; ") + (findings.count > 5 ? "; and \(findings.count - 5) more" : "")
  }

  private static func findings(_ count: Int) -> String {
    count == 0 ? "no finding" : count == 1 ? "1 finding" : "\(count) findings"
  }

  /// The fields that a row does have, when the one that is asked for is in none.
  private static func hint(for field: String, in findings: [Finding]) -> String {
    guard findings.allSatisfy({ $0.fields[field] == nil }), let first = findings.first else { return "" }
    let names = first.fields.keys.filter { !$0.hasPrefix("@") }.sorted()
    return
      "; a row has \(names.prefix(12).joined(separator: ", "))\(names.count > 12 ? " and \(names.count - 12) more" : "")"
  }
}
