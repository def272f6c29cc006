import MartletExecution
import MartletLineage

extension Tuning {
  /// Marks or lowers the findings that an entry covers, and tells of entries that have expired.
  func apply(to findings: inout [Finding], in environment: QueryEnvironment) -> [String] {
    var warnings: [String] = []
    let today = String(InstantText.iso(environment.now).prefix(10))
    for entry in entries {
      guard entry.expires >= today else {
        warnings.append("the tuning entry '\(entry.name)' of \(entry.owner) expired on \(entry.expires) and does nothing any more")
        continue
      }
      for index in findings.indices where findings[index].suppression == nil && entry.covers(findings[index], environment) {
        switch entry.effect {
        case .suppress:
          findings[index].suppression = Finding.Suppression(entry: entry.name, reason: entry.reason, expires: entry.expires)
        case .lower:
          findings[index].severity = findings[index].severity.raised(by: -1)
          findings[index].reasons.append(Finding.Reason(.lowers, "tuning entry '\(entry.name)': \(entry.reason)", rule: "tuning"))
        }
      }
    }
    return warnings
  }
}

extension Tuning.Entry {
  /// Whether every condition of the entry holds. An entry without conditions covers nothing.
  func covers(_ finding: Finding, _ environment: QueryEnvironment) -> Bool {
    var conditions: [Bool] = []
    if let actors {
      let people = finding.identities.filter { !$0.isService }
      conditions.append(!people.isEmpty && people.allSatisfy { $0.isNamed(in: actors, cloud: finding.cloud) })
    }
    if let resources { conditions.append(resources.contains(finding.resource)) }
    if let accounts { conditions.append(finding.account.map(accounts.contains) ?? false) }
    if let catalogue { conditions.append(!catalogue.isDisjoint(with: finding.catalogue)) }
    if let networks {
      conditions.append(
        !finding.addresses.isEmpty
          && finding.addresses.allSatisfy { address in networks.contains { $0.contains(address) } })
    }
    if let countries {
      conditions.append(
        !finding.addresses.isEmpty
          && finding.addresses.allSatisfy { address in
            environment.locate(address)?.country.map { countries.contains($0.uppercased()) } ?? false
          })
    }
    let span = finding.first...max(finding.first, finding.last)
    if let windows { conditions.append(windows.contains { $0.contains(span) }) }
    if let recurring {
      // The state may have been taken long before; what matters is when it was put in place, and what followed.
      let placed = min(finding.wiped?.to ?? finding.first, span.upperBound)
      conditions.append(recurring.contains { $0.contains(placed...span.upperBound) })
    }
    if let tags {
      conditions.append(tags.contains { tag in
        finding.tags.contains { $0 == tag || (!tag.contains("=") && $0.hasPrefix("\(tag)=")) }
      })
    }
    if let tickets {
      let placed = min(finding.wiped?.to ?? finding.first, span.upperBound)
      conditions.append(tickets.contains { $0.resource == finding.resource && $0.window.contains(placed...span.upperBound) })
    }
    return !conditions.isEmpty && conditions.allSatisfy { $0 }
  }
}

extension Tuning.Window {
  func contains(_ span: ClosedRange<Int64>) -> Bool { from <= span.lowerBound && span.upperBound <= to }
}

extension Actor {
  /// By what the provider gave it; of names only those that are identities, the addresses of Google Cloud.
  fileprivate func isNamed(in actors: Set<String>, cloud: String?) -> Bool {
    if actors.contains(family) && (family != name || cloud == "gcp" || arn != nil) { return true }
    if let arn, actors.contains(arn) { return true }
    return cloud == "gcp" && name.contains("@") && actors.contains(name)
  }
}
