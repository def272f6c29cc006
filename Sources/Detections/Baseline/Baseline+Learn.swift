public import MartletExecution
import MartletLineage

/// One act, as far as a baseline learns from it.
public struct Observation: Sendable {
  var time: Int64
  var eventID: String
  var cloud: String
  var account: String
  var actor: String
  var address: String?
  var instance: String?

  /// `nil` for what nobody learns from: services of the provider, what was refused.
  init?(_ event: LineageEvent) {
    guard event.succeeded, !event.actor.isService else { return nil }
    time = event.time
    eventID = event.eventID
    cloud = event.provider.rawValue
    account = event.account
    actor = event.actor.family
    address = event.address
    instance = event.act.instance
  }
}

extension Baseline {
  /// Adds what was observed, besides the events of findings at or above medium: an attack is not normal because it was
  /// learnt from.
  public mutating func learn(
    _ observations: [Observation], besides findings: [Finding], locate: (String) -> AddressPlace? = { _ in nil }
  ) {
    let suspect = findings.filter { $0.severity >= .medium && $0.suppression == nil }
    let events = Set(suspect.flatMap(\.steps).map(\.eventID))
    var actors = Dictionary(uniqueKeysWithValues: self.actors.map { ([$0.cloud, $0.account, $0.actor], $0) })
    var instances = Dictionary(uniqueKeysWithValues: self.instances.map { ([$0.cloud, $0.account, $0.instance], $0) })
    var places: [String: AddressPlace?] = [:]
    for act in observations where !events.contains(act.eventID) {
      let time = InstantText.iso(act.time)
      let seen = Seen(time)
      from = from.isEmpty ? time : min(from, time)
      to = max(to, time)
      let key = [act.cloud, act.account, act.actor]
      var actor = actors[key] ?? ActorEntry(cloud: act.cloud, account: act.account, actor: act.actor, seen: Seen.none(at: time))
      actor.seen.add(seen)
      let slot = Self.slot(of: act.time)
      if !(actor.hours[slot.day]?.contains(slot.hour) ?? false) { actor.hours[slot.day, default: []].append(slot.hour) }
      if let address = act.address {
        actor.addresses.add(address, seen)
        if let network = Network.around(address) { actor.networks.add(network, seen) }
        let place = places[address] ?? locate(address)
        places[address] = place
        if let country = place?.country { actor.countries.add(country, seen) }
        if let number = place?.systemNumber { actor.systems.add("AS\(number)", seen) }
      }
      if actor.addresses.count > 2 * Limit.addresses { actor.addresses = actor.addresses.bounded(to: Limit.addresses) }
      if actor.networks.count > 2 * Limit.networks { actor.networks = actor.networks.bounded(to: Limit.networks) }
      actors[key] = actor
      guard let name = act.instance else { continue }
      let place = [act.cloud, act.account, name]
      var instance =
        instances[place] ?? InstanceEntry(cloud: act.cloud, account: act.account, instance: name, seen: Seen.none(at: time))
      instance.seen.add(seen)
      instance.actors.add(act.actor, seen)
      instances[place] = instance
    }
    self.actors = Self.bounded(Array(actors.values), to: Limit.actors, \.seen) { [$0.cloud, $0.account, $0.actor] }.map { entry in
      var entry = entry
      entry.hours = entry.hours.mapValues { $0.sorted() }
      entry.addresses = entry.addresses.bounded(to: Limit.addresses)
      entry.networks = entry.networks.bounded(to: Limit.networks)
      entry.countries = entry.countries.bounded(to: Limit.networks)
      entry.systems = entry.systems.bounded(to: Limit.networks)
      return entry
    }
    self.instances = Self.bounded(Array(instances.values), to: Limit.instances, \.seen) { [$0.cloud, $0.account, $0.instance] }
      .map { entry in
        var entry = entry
        entry.actors = entry.actors.bounded(to: Limit.actorsOfInstance)
        return entry
      }
  }

  /// At most so many entries, those seen last, in order of their keys.
  private static func bounded<Entry>(
    _ entries: [Entry], to limit: Int, _ seen: (Entry) -> Seen, _ key: (Entry) -> [String]
  ) -> [Entry] {
    func precedes(_ left: [String], _ right: [String]) -> Bool { left.lexicographicallyPrecedes(right) }
    let newest = entries.sorted { left, right in
      let (a, b) = (seen(left).last, seen(right).last)
      return a != b ? a > b : precedes(key(left), key(right))
    }
    return newest.prefix(limit).sorted { precedes(key($0), key($1)) }
  }
}

extension Baseline.Seen {
  /// Before anything was seen.
  fileprivate static func none(at time: String) -> Self {
    var seen = Self(time)
    seen.count = 0
    return seen
  }
}
