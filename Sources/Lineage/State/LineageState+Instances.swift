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
  }

  func start(_ instance: String, _ wasStopped: Bool, _ event: LineageEvent, _ facts: inout LineageFacts) {
    see(instance, event)
    let key = key(instance, event)
    guard let record = instances[key], wasStopped else { return }
    if let type = record.launch?.type {
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

  func launch(_ launch: Act.Launch, _ event: LineageEvent, _ facts: inout LineageFacts) {
    let key = key(launch.instance, event)
    let source = launchSource(launch)
    let origin = source.map { self.origin(of: $0, event) } ?? launch.systemDisk.flatMap { self.origin(ofDisk: $0, event) }
    let replaced = replacedInstance(by: launch, origin, event)
    see(launch.instance, event)
    instances[key]?.launched = event.step
    instances[key]?.launch = launch
    instances[key]?.wasSeenRunning = true
    instances[key]?.terminated = nil
    if let disk = launch.systemDisk {
      let diskKey = self.key(disk, event)
      instances[key]?.slots[""] = InstanceRecord.Slot(disk: disk, attachedAt: event.time)
      instances[key]?.disks.insert(diskKey)
    }
    facts.set(.instanceType, launch.type)
    if event.actor.isService, let ended = takeEndedMember(event) { facts.set(.groupReplacementOf, ended) }
    guard let origin else { return }
    facts.describe(origin)
    facts.set(.imageFrom, imageContent(launch.image))
    facts.set(.replacedInstance, replaced?.instance)
    facts.set(.replacementLink, replaced?.link)
    let owner = ownerInstance(of: origin)
    facts.set(.originInstance, owner.map(shortName))
    var steps = origin.steps + [event.step]
    if let replaced, let ended = instances[replaced.key]?.terminated ?? instances[replaced.key]?.stopped { steps.append(ended) }
    var chain = Chain(
      id: "\(key)@\(event.eventID)", at: event, instance: replaced?.instance ?? launch.instance,
      newDisk: launch.systemDisk, origin: origin, steps: steps,
      joins: ["\(origin.kind.rawValue) \(origin.id)"] + (replaced.map { ["\($0.link) of \($0.instance)"] } ?? []))
    chain.replacement = replaced == nil ? owner.map(shortName) : launch.instance
    open(
      chain,
      parts: [
        origin.id, origin.disk, launch.image, launch.systemDisk, launch.instance, owner.map(shortName),
        Self.endpoint(launch.instance, event),
      ], event, &facts)
  }

  func terminate(_ instance: String, _ event: LineageEvent, _ facts: inout LineageFacts) {
    see(instance, event)
    let key = key(instance, event)
    instances[key]?.terminated = event.step
    noteGone(key, event)
    if !event.actor.isService, instances[key]?.launched?.actor.isService == true { endMember(instance, event) }
    // The instance whose state was launched again goes: the launch replaced it.
    guard let id = chainsByPart[instance]?.last(where: { id in
      guard let chain = chains[id] else { return false }
      return chain.replacement == instance && event.time - chain.placed <= 7 * Self.day
    }) else { return }
    chains[id]?.add(event.step)
    let launched = chains[id]?.instance
    chains[id]?.replacement = launched
    chains[id]?.instance = instance
    facts.set(.chain, id)
    facts.set(.role, "replaced")
    facts.set(.replacement, launched)
    facts.describe(chains[id]?.origin)
    facts.set(.imageFrom, launched.flatMap { imageContent(instances[self.key($0, event)]?.launch?.image) })
  }

  /// A member of a group is ended by somebody: the group will launch another in its place.
  func endMember(_ instance: String, _ event: LineageEvent) {
    endedMembers["\(event.account)|\(event.region)", default: []].append((instance, event.time))
  }

  /// The member whose end within the last hour explains this launch.
  private func takeEndedMember(_ event: LineageEvent) -> String? {
    let place = "\(event.account)|\(event.region)"
    endedMembers[place]?.removeAll { event.time - $0.time > Self.hour }
    guard let first = endedMembers[place]?.first else { return nil }
    endedMembers[place]?.removeFirst()
    return first.instance
  }

  /// What an image was made of.
  private func imageContent(_ image: String?) -> String? {
    guard let image, var state = savedStates[image] else { return nil }
    var visited: Set<String> = [image]
    while let source = state.copyOf, visited.insert(source).inserted, let next = savedStates[source] { state = next }
    if state.instance != nil { return "instance" }
    if !state.parts.isEmpty { return "snapshot" }
    return state.disk == nil ? nil : "disk"
  }

  private func launchSource(_ launch: Act.Launch) -> Act.Source? {
    if let image = launch.image, savedStates[image] != nil { return Act.Source(.image, image) }
    return launch.sources.first
  }

  /// The instance a new one stands in for: it was stopped or terminated within a day, and shares a name, address or
  /// interface, or is the one the new one's state was taken of.
  private func replacedInstance(by launch: Act.Launch, _ origin: Origin?, _ event: LineageEvent)
    -> (key: String, instance: String, link: String)?
  {
    func isGone(_ key: String) -> Bool {
      guard key != self.key(launch.instance, event), let record = instances[key] else { return false }
      let end = max(record.terminated?.time ?? .min, record.stopped?.time ?? .min)
      return end != .min && event.time - end <= Self.day && end >= (record.started?.time ?? .min)
    }
    if let name = launch.name, instances[key(launch.instance, event)]?.terminated != nil {
      return (key(launch.instance, event), launch.instance, "name \(name)")
    }
    for link in links(of: launch) {
      for gone in (goneByLink["\(event.account)|\(link)"] ?? []).reversed() {
        guard event.time - gone.time <= Self.day else { break }
        if isGone(gone.key) { return (gone.key, shortName(gone.key), link) }
      }
    }
    if let owner = ownerInstance(of: origin), isGone(owner), !wasBuilder(owner, of: origin) { return (owner, shortName(owner), "origin") }
    return nil
  }

  /// Whether an instance was born to be made an image of: launched within an hour before, gone within an hour after. The
  /// launch of such an image goes forward, and wipes nothing.
  private func wasBuilder(_ key: String, of origin: Origin?) -> Bool {
    guard let record = instances[key], let taken = origin?.time, let born = record.launched?.time,
      let end = record.terminated?.time
    else { return false }
    return taken - born <= Self.hour && end - taken <= Self.hour && born <= taken
  }

  /// Notes an instance that was stopped or terminated under all that may tie a replacement to it.
  private func noteGone(_ key: String, _ event: LineageEvent) {
    guard let record = instances[key] else { return }
    for link in record.launch.map(links) ?? record.links.map({ "address \($0)" }) { goneByLink["\(event.account)|\(link)", default: []].append((key, event.time)) }
  }

  private func links(of launch: Act.Launch) -> [String] {
    (launch.name.map { ["name \($0)"] } ?? []) + launch.addresses.map { "address \($0)" }
  }

  /// The instance a saved state was taken of, directly or through its disk.
  func ownerInstance(of origin: Origin?) -> String? {
    if let instance = origin?.instance { return instance }
    guard let disk = origin?.disk else { return nil }
    return disks[disk]?.instances.sorted().first
  }

  func shortName(_ key: String) -> String { key.split(separator: "|").last.map(String.init) ?? key }

  func touch(_ instance: String?, _ touch: Act.Touch, _ event: LineageEvent, _ facts: inout LineageFacts) {
    if let instance { see(instance, event) }
    switch touch {
    case .intrusion: if let instance { instances[key(instance, event)]?.intrusion = event.step }
    case .reconnaissance: actors[event.actor.family]?.reconnaissance.append(event.step)
    case .evidenceRemoval: removeEvidence(of: instance, event, &facts)
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
      let since = actor.addresses[address] ?? event.time
      if since == event.time { actor.addresses[address] = since }
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
  var instance: String? {
    switch self {
    case .attach(_, let instance, _, _), .setDisks(let instance, _, _, _), .replaceRoot(let instance, _, _),
      .stop(let instance, _, _), .start(let instance, _), .terminate(let instance), .endMember(let instance):
      instance
    case .detach(_, let instance, _): instance
    case .touch(let instance, _): instance
    case .rename(let instance, _), .repair(let instance): instance
    default: nil
    }
  }
}
