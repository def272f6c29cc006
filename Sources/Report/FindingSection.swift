import MartletDetections

/// One finding, told in full.
struct FindingSection {
  private let finding: Finding
  private let number: Int
  private let activity: Activity?

  init(_ finding: Finding, number: Int, activity: Activity?) {
    self.finding = finding
    self.number = number
    self.activity = activity
  }

  func write(to page: inout Markup) {
    page.element("section", ["class": "finding", "aria-labelledby": "finding-\(number)"]) { page in
      page.element("h2", ["id": "finding-\(number)"]) { page in
        page.element("span", ["class": "badge \(finding.severity.rawValue)"], text: finding.severity.rawValue)
        page.write(" ")
        page.value(finding.title)
      }
      facts(&page)
      reasons(&page)
      page.element("h3", text: "Where the disk comes from")
      LineageGraph(finding).write(to: &page)
      page.element("h3", text: "Timeline")
      Timeline(finding).write(to: &page)
      evidence(&page)
      activities(&page)
      missing(&page)
      response(&page)
    }
  }

  private func facts(_ page: inout Markup) {
    page.element("dl", ["class": "facts"]) { page in
      fact("Resource", finding.resource, &page)
      fact("Cloud", [finding.cloud, finding.account, finding.region].compactMap { $0 }.joined(separator: " · "), &page)
      fact("Actors", finding.actors.joined(separator: ", "), &page)
      fact("Addresses", finding.addresses.joined(separator: ", "), &page)
      if let wiped = finding.wiped {
        fact(
          "Wiped", "\(ReportTime.text(wiped.from)) to \(ReportTime.text(wiped.to)) (\(ReportTime.duration(wiped.to - wiped.from)))",
          &page)
      } else {
        fact("Wiped", "not known: the logs do not show when the older state was taken", &page)
      }
      fact("Catalogue", finding.catalogue.joined(separator: " "), &page)
      fact("Tied by", finding.joins.joined(separator: ", "), &page)
      fact("Finding", finding.id, &page)
    }
  }

  private func fact(_ name: String, _ value: String, _ page: inout Markup) {
    if value.isEmpty { return }
    page.element("dt", text: name)
    page.element("dd") { $0.value(value) }
  }

  private func reasons(_ page: inout Markup) {
    if finding.reasons.isEmpty { return }
    page.element("h3", text: "Why")
    page.element("ul") { page in
      for reason in finding.reasons {
        page.element("li") { page in
          page.value(reason.text)
          if reason.effect != .base {
            page.element("span", ["class": "effect"], text: reason.effect == .raises ? " raises the severity" : " lowers the severity")
          }
        }
      }
    }
  }

  private func evidence(_ page: inout Markup) {
    page.element("table", ["class": "evidence"]) { page in
      page.element("caption", text: "Evidence: the steps, in order")
      Self.head(["#", "Time", "Action", "Resource", "Actor", "Address", "Event id"], &page)
      page.element("tbody") { page in
        for (index, step) in finding.steps.enumerated() {
          Self.row(
            ["\(index + 1)", ReportTime.text(step.time), step.action, step.resource, step.actor, step.address ?? "", step.eventID],
            &page)
        }
      }
    }
  }

  private func activities(_ page: inout Markup) {
    guard finding.wiped != nil else { return }
    page.element("h3", text: "What the actors did inside the wiped interval")
    guard let activity else {
      page.element("p", ["class": "note"], text: "Only the finding was given, not the logs, so this cannot be told.")
      return
    }
    if activity.entries.isEmpty {
      page.element("p", text: "Nothing else of theirs is in the logs.")
      return
    }
    page.element("table") { page in
      page.element("caption", text: "Events of the actors, in order")
      Self.head(["Time", "Actor", "Action", "Resource", "Address", "Outcome", "Event id"], &page)
      page.element("tbody") { page in
        for entry in activity.entries {
          Self.row(
            [ReportTime.text(entry.time), entry.actor, entry.action, entry.resource, entry.address, entry.outcome, entry.eventID],
            &page)
        }
      }
    }
    if activity.left > 0 {
      page.element("p", ["class": "note"], text: "\(activity.left) more events are not shown; 'martlet query' lists them.")
    }
  }

  private static func head(_ names: [String], _ page: inout Markup) {
    page.element("thead") { page in
      page.element("tr") { page in for name in names { page.element("th", ["scope": "col"], text: name) } }
    }
  }

  private static func row(_ values: [String], _ page: inout Markup) {
    page.element("tr") { page in
      for value in values {
        // Times and addresses are read as one; ids may be broken.
        let isShort = value.utf8.count <= 19 && value.utf8.allSatisfy { $0 < 0x3B && $0 >= 0x20 }
        page.element("td", ["class": isShort ? "short" : "id"]) { $0.value(value) }
      }
    }
  }

  private func missing(_ page: inout Markup) {
    if finding.missing.isEmpty { return }
    page.element("h3", text: "What a complete chain would show")
    page.element("ul") { page in for text in finding.missing { page.element("li") { $0.value(text) } } }
  }

  private func response(_ page: inout Markup) {
    if finding.response.isEmpty { return }
    page.element("h3", text: "What to do now")
    page.element("ol", ["class": "response"]) { page in
      for step in finding.response {
        page.element("li") { page in
          page.element("span", ["class": "check", "aria-hidden": "true"], text: "☐")
          page.write(" ")
          page.value(step.step)
          if let command = step.command { page.element("pre") { $0.element("code") { $0.value(command, limit: 2000) } } }
        }
      }
    }
  }
}
