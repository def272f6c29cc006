public import MartletExecution
import MartletLineage

extension Baseline {
  /// How long something must have been known before what is new about it counts (telemetry reference §6).
  private static let leastDays = 7
  /// How often an actor must have been seen before an hour can be unusual.
  private static let leastActs = 20

  /// Raises findings of actors, addresses, countries or hours that are new, and lowers those where all is as usual.
  public func apply(to findings: inout [Finding], locate: (String) -> AddressPlace? = { _ in nil }) {
    guard Self.days(from: from, to: to) >= Self.leastDays else { return }
    let actors = Dictionary(uniqueKeysWithValues: actors.map { ([$0.cloud, $0.account, $0.actor], $0) })
    let instances = Dictionary(uniqueKeysWithValues: instances.map { ([$0.cloud, $0.account, $0.instance], $0) })
    for index in findings.indices {
      guard let cloud = findings[index].cloud, let account = findings[index].account else { continue }
      let people = findings[index].identities.filter { !$0.isService }
      guard !people.isEmpty, findings[index].baseSeverity != nil else { continue }
      let known = people.map { actors[[cloud, account, $0.family]] }
      let instance = instances[[cloud, account, findings[index].resource]]
      let verdicts = [
        judgeActors(people, known, instance, &findings[index]),
        judgeAddresses(known, locate, &findings[index]),
        judgeHour(known, &findings[index]),
      ]
      if verdicts.allSatisfy({ $0 == .usual }) {
        findings[index].reasons.append(
          Finding.Reason(.lowers, "the actor, its addresses and the hour are as usual in \(span) of the baseline", rule: "baseline"))
      }
      findings[index].rescore()
    }
  }

  private enum Verdict { case usual, new, unknown }

  private var span: String { "\(Self.days(from: from, to: to)) days" }

  private func judgeActors(
    _ people: [Actor], _ known: [ActorEntry?], _ instance: InstanceEntry?, _ finding: inout Finding
  ) -> Verdict {
    let start = InstantText.iso(finding.first)
    let isOldInstance = instance.map { Self.days(from: $0.seen.first, to: start) >= Self.leastDays } ?? false
    let strangers = zip(people, known).filter { person, entry in
      if let instance, isOldInstance { return !instance.actors.contains { $0.name == person.family } }
      return entry == nil
    }.map(\.0.name)
    if strangers.isEmpty {
      // The input of this run may have been too short to know them.
      if finding.drop(rule: "score-1-new-actor") {
        finding.reasons.append(Finding.Reason(.base, "the baseline knows the actor", rule: "baseline"))
      }
      return known.allSatisfy { $0 != nil } ? .usual : .unknown
    }
    guard !finding.has(rule: "score-1-new-actor") else { return .new }
    let place = isOldInstance ? "on this instance" : "in this account"
    finding.reasons.append(
      Finding.Reason(
        .raises, "\(strangers.joined(separator: ", ")) was never seen \(place) in \(span) of the baseline", rule: "baseline"))
    return .new
  }

  private func judgeAddresses(
    _ known: [ActorEntry?], _ locate: (String) -> AddressPlace?, _ finding: inout Finding
  ) -> Verdict {
    let start = InstantText.iso(finding.first)
    let old = known.compactMap { $0 }.filter { Self.days(from: $0.seen.first, to: start) >= Self.leastDays }
    guard !old.isEmpty, !finding.addresses.isEmpty else { return .unknown }
    var newAddresses: [String] = []
    var newCountries: [String] = []
    for address in finding.addresses where !old.contains(where: { $0.addresses.contains { $0.name == address } }) {
      if let country = locate(address)?.country, old.contains(where: { !$0.countries.isEmpty }),
        !old.contains(where: { $0.countries.contains { $0.name == country } })
      {
        newCountries.append("\(address) (\(country))")
      } else if let network = Network.around(address), old.contains(where: { $0.networks.contains { $0.name == network } }) {
        finding.reasons.append(
          Finding.Reason(.base, "the address \(address) is new, its network \(network) is known", rule: "baseline"))
      } else {
        newAddresses.append(address)
      }
    }
    guard newAddresses.isEmpty, newCountries.isEmpty else {
      if !newCountries.isEmpty {
        finding.reasons.append(
          Finding.Reason(.raises, "the actor never came from the country of \(newCountries.joined(separator: ", ")) in the baseline", rule: "baseline"))
      }
      if !newAddresses.isEmpty, newCountries.isEmpty, !finding.has(rule: "score-2-new-address") {
        finding.reasons.append(
          Finding.Reason(.raises, "the address \(newAddresses.joined(separator: ", ")) was never seen for this actor in the baseline", rule: "baseline"))
      }
      return .new
    }
    if finding.drop(rule: "score-2-new-address") {
      finding.reasons.append(Finding.Reason(.base, "the baseline knows the address or its network", rule: "baseline"))
    }
    return known.allSatisfy { $0 != nil } ? .usual : .unknown
  }

  /// The hour the older state was put in place in, an hour more or less.
  private func judgeHour(_ known: [ActorEntry?], _ finding: inout Finding) -> Verdict {
    let start = InstantText.iso(finding.first)
    let old = known.compactMap { $0 }.filter {
      Self.days(from: $0.seen.first, to: start) >= Self.leastDays && $0.seen.count >= Self.leastActs
    }
    guard !old.isEmpty, let time = finding.wiped?.to ?? (finding.fields["@timestamp"]).flatMap({ Int64($0) }) else { return .unknown }
    let near = [-1, 0, 1].map { Self.slot(of: time + $0 * 3_600_000) }
    if old.contains(where: { entry in near.contains { entry.hours[$0.day]?.contains($0.hour) ?? false } }) { return .usual }
    let slot = Self.slot(of: time)
    finding.reasons.append(
      Finding.Reason(.raises, "the actor was never seen near \(slot.day) \(slot.hour):00 UTC in \(span) of the baseline", rule: "baseline"))
    return .new
  }
}

extension Finding {
  fileprivate func has(rule: String) -> Bool { reasons.contains { $0.rule == rule } }

  fileprivate mutating func drop(rule: String) -> Bool {
    let count = reasons.count
    reasons.removeAll { $0.rule == rule }
    return reasons.count < count
  }
}
