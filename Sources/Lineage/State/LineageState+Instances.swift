extension LineageState {
  func stop(
    _ instance: String, _ wasRunning: Bool, _ isForced: Bool, _ event: LineageEvent, _ facts: inout LineageFacts
  ) {
    see(instance, event)
    let key = key(instance, event)
    guard wasRunning else { return }
    instances[key]?.stopped = event.step
    instances[key]?.stopWasForced = isForced
    noteGone(key, event)
    instances[key]?.wasSeenRunning = true
    if !event.actor.isService { tieReplaced(instance, within: Self.hour, event, &facts) }
  }

  func start(_ instance: String, _ wasStopped: Bool, _ event: LineageEvent, _ facts: inout LineageFacts) {
    see(instance, event)
    let key = key(instance, event)
    guard let record = instances[key], wasStopped else { return }
    if let type = record.type {
      facts.set(.instanceType, type)
      facts.set(.hasInstanceStore, if: InstanceStore.has(type))
    }
    let stop = record.stopped.flatMap { $0.time > (record.started?.time ?? .min) ? $0 : nil }
    if let stop {
      facts.set(.stoppedAt, stop.time)
      facts.set(.stoppedBy, stop.actor.name)
      facts.set(.stopEvent, stop.eventID)
      facts.set(.stoppedSeconds, (event.time - stop.time) / 1000)
      facts.set(.stopForced, if: record.stopWasForced)
    } else if record.wasSeenRunning {
      facts.set(.unseenStop, if: true)
    }
    record.started = event.step
    record.wasSeenRunning = true
    if let chain = record.chain, event.time - (chains[chain]?.placed ?? .min) <= Self.day {
      chains[chain]?.add(event.step)
      facts.set(.chain, chain)
      facts.set(.role, "start")
    } else if let stop, event.time - stop.time <= Self.hour {
      // Nothing was put in place, but disks of the host may have been wiped: the two belong together.
      let chain = Chain(
        id: "\(key)@\(event.eventID)", at: event, instance: instance, steps: [stop, event.step],
        joins: ["instance \(instance)"])
      chains[chain.id] = chain
      facts.set(.chain, chain.id)
      facts.set(.instanceID, instance)
    }
  }

  /// A group repairs a member: somebody who stopped or ended it within an hour made it do so.
  func repair(_ instance: String, _ event: LineageEvent, _ facts: inout LineageFacts) {
    let record = instances[key(instance, event)]
    see(instance, event)
    let ends = [record?.stopped, record?.terminated].compactMap { $0 }
    let ended = ends.filter { !$0.actor.isService && event.time - $0.time <= Self.hour }.max { $0.time < $1.time }
    guard let ended else { return }
    let chain = Chain(
      id: "\(key(instance, event))@\(event.eventID)", at: event, instance: instance, steps: [ended, event.step],
      joins: ["instance \(instance)"])
    chains[chain.id] = chain
    facts.set(.chain, chain.id)
    facts.set(.instanceID, instance)
    facts.set(.groupReplacementOf, instance)
  }

  /// A member of a group is ended by somebody: the group will launch another in its place.
  func endMember(_ instance: String, _ event: LineageEvent) {
    endedMembers["\(event.account)|\(event.region)", default: []].append((instance, event.time))
  }

  /// The member whose end within the last hour explains this launch.
  func takeEndedMember(_ event: LineageEvent) -> String? {
    let place = "\(event.account)|\(event.region)"
    endedMembers[place]?.removeAll { event.time - $0.time > Self.hour }
    guard let first = endedMembers[place]?.first else { return nil }
    endedMembers[place]?.removeFirst()
    return first.instance
  }

  func shortName(_ key: String) -> String {
    let name = key.split(separator: "|").last.map(String.init) ?? key
    return name.hasPrefix("db:") ? String(name.dropFirst(3)) : name
  }

  func touch(_ instance: String?, _ touch: Act.Touch, _ event: LineageEvent) {
    if let instance { see(instance, event) }
    switch touch {
    case .intrusion: if let instance { instances[key(instance, event)]?.intrusion = event.step }
    case .reconnaissance: actors[event.actor.family]?.reconnaissance.append(event.step)
    case .other: break
    }
  }

  /// Whether something began within the last day that had not been there for a week: the steps of a chain are news
  /// together, not only the first of them.
  private func isNew(_ since: Int64, in known: Int64, at time: Int64) -> Bool {
    since - known >= 7 * Self.day && time - since <= Self.day
  }

  private func actor(_ family: String, at time: Int64) -> ActorRecord {
    if let known = actors[family] { return known }
    let record = ActorRecord(seenAt: time)
    actors[family] = record
    return record
  }

  /// Remembers an actor and where it comes from; tells what is new about it, when it has been known long enough.
  func meet(_ event: LineageEvent) -> [LineageFacts.Name] {
    guard !event.actor.isService else { return [] }
    var news: [LineageFacts.Name] = []
    let actor = actor(event.actor.family, at: event.time)
    if let address = event.address {
      let since = actor.addresses[address]?.first ?? event.time
      actor.addresses[address] = (since, event.time)
      if isNew(since, in: actor.firstSeen, at: event.time) { news.append(.newAddress) }
    }
    actor.lastSeen = event.time
    if !actor.reconnaissance.isEmpty { actor.reconnaissance.removeAll { event.time - $0.time > Self.day } }
    if let instance = event.act.instance, let record = instances[key(instance, event)],
      isNew(record.actors[event.actor.family] ?? event.time, in: record.firstSeen, at: event.time)
    {
      news.append(.newActor)
    }
    return news
  }
}

extension Act {
  /// The existing instance the act is about.
  public var instance: String? {
    switch self {
    case .attach(_, let instance, _, _), .setDisks(let instance, _, _, _, _), .replaceRoot(let instance, _, _),
      .changeDisks(let instance, _, _), .stop(let instance, _, _), .start(let instance, _), .terminate(let instance),
      .endMember(let instance), .discardDisks(let instance, _), .repair(let instance):
      instance
    case .detach(_, let instance, _): instance
    case .touch(let instance, _): instance
    default: nil
    }
  }
}
