import MartletLineage

extension Tuning {
  /// Marks or lowers the findings that an entry covers, and tells of entries that have expired.
  func apply(to findings: inout [Finding], now: Int64) -> [String] {
    var warnings: [String] = []
    let today = String(InstantText.iso(now).prefix(10))
    for entry in entries {
      guard entry.expires >= today else {
        warnings.append("the tuning entry '\(entry.name)' of \(entry.owner) expired on \(entry.expires) and does nothing any more")
        continue
      }
      for index in findings.indices where findings[index].suppression == nil && entry.covers(findings[index]) {
        switch entry.effect ?? .suppress {
        case .suppress:
          findings[index].suppression = Finding.Suppression(entry: entry.name, reason: entry.reason, expires: entry.expires)
        case .lower:
          findings[index].severity = findings[index].severity.raised(by: -1)
          findings[index].reasons.append(Finding.Reason(.lowers, "tuning: \(entry.reason)"))
        }
      }
    }
    return warnings
  }
}

extension Tuning.Entry {
  /// Whether every condition of the entry holds. An entry without conditions covers nothing.
  func covers(_ finding: Finding) -> Bool {
    var conditions: [Bool] = []
    if let actors { conditions.append(!finding.actors.isEmpty && finding.actors.allSatisfy(actors.contains)) }
    if let resources { conditions.append(resources.contains(finding.resource)) }
    if let accounts { conditions.append(finding.account.map(accounts.contains) ?? false) }
    if let catalogue { conditions.append(!finding.catalogue.isEmpty && !Set(catalogue).isDisjoint(with: finding.catalogue)) }
    if let networks {
      let known = networks.compactMap(Network.init)
      conditions.append(
        !finding.addresses.isEmpty && finding.addresses.allSatisfy { address in known.contains { $0.contains(address) } })
    }
    if let windows {
      conditions.append(windows.contains { Self.covers($0.from, $0.to, finding) })
    }
    if let tickets {
      conditions.append(tickets.contains { $0.resource == finding.resource && Self.covers($0.from, $0.to, finding) })
    }
    return !conditions.isEmpty && conditions.allSatisfy { $0 }
  }

  private static func covers(_ from: String, _ to: String, _ finding: Finding) -> Bool {
    guard let start = InstantReader.milliseconds(from), let end = InstantReader.milliseconds(to) else { return false }
    return start <= finding.first && finding.last <= end
  }
}
