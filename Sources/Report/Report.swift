public import MartletDetections

/// An investigation report: one HTML file that stands for itself, fetches nothing and runs no script.
public struct Report: Sendable {
  /// Findings told in full; the others stand in the list.
  public static let mostInFull = 100

  private let findings: [Finding]
  private let activities: [String: Activity]
  private let title: String
  private let source: String
  private let made: Int64
  private let remarks: [String]

  /// - Parameters:
  ///   - activities: what the actors did inside the wiped intervals, by the id of the finding; `nil` when only findings
  ///     were given and no logs.
  ///   - source: what was read, for the reader.
  ///   - made: when the report was made, in epoch milliseconds.
  ///   - remarks: what the reader must know, such as input that could not be read.
  public init(
    _ findings: [Finding], activities: [String: Activity], title: String, source: String, made: Int64,
    remarks: [String] = []
  ) {
    self.findings = findings.enumerated().sorted {
      ($1.element.severity, $0.element.last, $0.offset) < ($0.element.severity, $1.element.last, $1.offset)
    }.map(\.element)
    self.activities = activities
    self.title = title
    self.source = source
    self.made = made
    self.remarks = remarks
  }

  /// The file.
  public var html: String {
    var page = Markup()
    page.doctype()
    page.element("html", ["lang": "en"]) { page in
      page.element("head") { page in
        page.element("meta", ["charset": "utf-8"])
        page.element("meta", ["http-equiv": "Content-Security-Policy", "content": "default-src 'none'; style-src 'unsafe-inline'"])
        page.element("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"])
        page.element("meta", ["name": "color-scheme", "content": "light dark"])
        page.element("title", text: title)
        page.style(ReportStyle.sheet)
      }
      page.newLine()
      page.element("body") { page in
        page.element("main") { page in
          header(&page)
          summary(&page)
          for (index, finding) in findings.prefix(Self.mostInFull).enumerated() {
            page.newLine()
            FindingSection(finding, number: index + 1, activity: activities[finding.id]).write(to: &page)
          }
          if findings.count > Self.mostInFull {
            page.element(
              "p", ["class": "note"],
              text: "\(findings.count - Self.mostInFull) findings of lower severity stand in the list above only.")
          }
        }
      }
    }
    return page.text + "\n"
  }

  private func header(_ page: inout Markup) {
    page.element("header") { page in
      page.element("p", ["class": "kicker"], text: "Investigation report · ATT&CK T1578.004 Revert Cloud Instance")
      page.element("h1", text: title)
      page.element("p", ["class": "meta"], text: "Made \(ReportTime.text(made)) from \(source). All times are UTC.")
      for remark in remarks { page.element("p", ["class": "note"]) { $0.value(remark) } }
    }
  }

  private func summary(_ page: inout Markup) {
    page.element("section", ["aria-labelledby": "summary"]) { page in
      page.element("h2", ["id": "summary"], text: "Summary")
      if findings.isEmpty {
        page.element("p", text: "No instance was found to be brought back to an older state.")
        return
      }
      page.element("p", ["class": "lead"], text: sentence)
      page.element("div", ["class": "counts"]) { page in
        for severity in Severity.allCases.reversed() {
          let count = findings.count { $0.severity == severity }
          if count == 0 { continue }
          page.element("span", ["class": "badge \(severity.rawValue)"], text: "\(count) \(severity.rawValue)")
        }
      }
      page.element("table") { page in
        page.element("caption", text: "Findings, the worst first")
        page.element("thead") { page in
          page.element("tr") { page in
            for name in ["#", "Severity", "What was reverted", "Rows", "Wiped", "Completed"] {
              page.element("th", ["scope": "col"], text: name)
            }
          }
        }
        page.element("tbody") { page in
          for (index, finding) in findings.enumerated() { row(finding, index, &page) }
        }
      }
    }
  }

  private var sentence: String {
    let reverted = Set(findings.map(\.resource)).count
    let wiped = findings.compactMap(\.wiped)
    var text = reverted == 1 ? "One resource was" : "\(reverted) resources were"
    text += " brought back to an older state"
    guard !wiped.isEmpty else { return text + "; what was wiped cannot be told from the logs." }
    let longest = wiped.map { $0.to - $0.from }.max() ?? 0
    return text + "; the longest interval that was wiped is \(ReportTime.duration(longest))."
  }

  private func row(_ finding: Finding, _ index: Int, _ page: inout Markup) {
    page.element("tr") { page in
      page.element("td", text: "\(index + 1)")
      page.element("td") { $0.element("span", ["class": "badge \(finding.severity.rawValue)"], text: finding.severity.rawValue) }
      page.element("td", ["class": "id"]) { page in
        if index < Self.mostInFull {
          page.element("a", ["href": "#finding-\(index + 1)"]) { $0.value(finding.resource) }
        } else {
          page.value(finding.resource)
        }
      }
      page.element("td", text: finding.catalogue.joined(separator: " "))
      page.element("td", text: finding.wiped.map { ReportTime.duration($0.to - $0.from) } ?? "not known")
      page.element("td", text: ReportTime.text(finding.last))
    }
  }
}
