// New instances, and which instance each stands in for.
extension LineageState {
  /// A machine is written whole: it is made, or its disks may have changed.
  func write(
    _ instance: String, _ system: String?, _ data: [String]?, _ links: [String], _ isEphemeral: Bool,
    _ event: LineageEvent, _ facts: inout LineageFacts
  ) {
    let key = key(instance, event)
    // What was deleted and is written again is made anew.
    if instances[key]?.terminated != nil {
      let launch = Act.Launch(instance: instance, systemDisk: system, links: links, isEphemeral: isEphemeral)
      return self.launch(launch, event, &facts)
    }
    setDisks(instance, system, data, event, &facts)
    instances[key]?.links.formUnion(links)
    if isEphemeral { instances[key]?.isEphemeral = true }
  }

  func launch(_ launch: Act.Launch, _ event: LineageEvent, _ facts: inout LineageFacts) {
    let key = key(launch.instance, event)
    let source = launchSource(launch)
    let origin =
      source.map { self.origin(of: $0, event) }
      ?? (launch.makesSystemDisk ? nil : launch.systemDisk.flatMap { self.origin(ofDisk: $0, event) })
    let owner = ownerInstance(of: origin)
    let isForward = owner.map { wasBuilder($0, of: origin) } ?? false
    let replaced = replacedInstance(by: launch, owner: owner, event)
    let oldDisk = replaced.flatMap { systemDisk(of: $0.key) }
    see(launch.instance, event)
    settle(launch, event)
    facts.set(.instanceType, launch.type)
    if event.actor.isService, let ended = takeEndedMember(event) { facts.set(.groupReplacementOf, ended) }
    guard let origin else { return }
    facts.describe(origin)
    facts.set(.imageFrom, imageContent(launch.image))
    facts.set(.foreign, if: isForward)
    // The product of a builder goes forward: nothing of what it stands in for is in it.
    guard !isForward else { return }
    facts.set(.replacedInstance, replaced?.instance)
    facts.set(.replacementLink, replaced?.link)
    facts.set(.originInstance, owner.map(shortName))
    var steps = origin.steps + [event.step]
    if let replaced, let ended = instances[replaced.key]?.terminated ?? instances[replaced.key]?.stopped { steps.append(ended) }
    let newDisk = launch.makesSystemDisk ? nil : launch.systemDisk
    var chain = Chain(
      id: "\(key)@\(event.eventID)", at: event, instance: replaced?.instance ?? launch.instance, newDisk: newDisk,
      origin: origin, steps: steps,
      joins: ["\(origin.kind.rawValue) \(origin.id)"] + (replaced.map { ["\($0.link) of \($0.instance)"] } ?? []))
    chain.isReplaced = replaced != nil
    chain.replacement = replaced == nil ? owner.map(shortName) : launch.instance
    chain.oldDisk = oldDisk
    let parts = [launch.image, newDisk, launch.instance, owner.map(shortName)] + origin.states + origin.disks
    open(chain, parts: parts, event, &facts)
    guard replaced == nil else { return }
    for link in instances[key]?.links ?? [] {
      launchesByLink["\(event.account)|\(link)", default: []].append((chain.id, event.time))
    }
  }

  /// The disk an instance boots, or last booted, from.
  private func systemDisk(of key: String) -> String? {
    guard let record = instances[key], let disk = record.rootDevice.flatMap({ record.slots[$0]?.disk }) else { return nil }
    return disk.isEmpty ? nil : disk
  }

  /// Remembers what a new instance is and has.
  private func settle(_ launch: Act.Launch, _ event: LineageEvent) {
    let key = key(launch.instance, event)
    guard let record = instances[key] else { return }
    record.launched = event.step
    record.launch = launch
    record.type = launch.type
    record.isEphemeral = launch.isEphemeral
    record.wasSeenRunning = true
    record.terminated = nil
    record.stopped = nil
    record.links = Set(links(of: launch))
    for link in record.links { holders["\(event.account)|\(link)"] = (key, event.time) }
    record.rootDevice = launch.rootDevice ?? record.rootDevice
    record.slots = [:]
    func put(_ disk: String, in device: String) {
      seeDisk(self.key(disk, event), event).instances.insert(key)
      record.disks.insert(self.key(disk, event))
      record.slots[device] = InstanceRecord.Slot(disk: disk, attachedAt: event.time)
      if device == record.rootDevice { seeDisk(self.key(disk, event), event).rootOf.insert(key) }
    }
    if let disk = launch.systemDisk {
      let device = launch.rootDevice ?? ""
      record.rootDevice = device
      // A disk that is made together with its instance is another one than that of the same name before.
      if launch.makesSystemDisk { disks[self.key(disk, event)] = DiskRecord(made: event.step, isKnown: true, lastSeen: event.time) }
      put(disk, in: device)
    }
    for (device, disk) in launch.disks { put(disk, in: device.isEmpty ? disk : device) }
  }

  func terminate(_ instance: String, _ event: LineageEvent, _ facts: inout LineageFacts) {
    see(instance, event)
    let key = key(instance, event)
    instances[key]?.terminated = event.step
    noteGone(key, event)
    if !event.actor.isService, instances[key]?.launched?.actor.isService == true { endMember(instance, event) }
    tieReplaced(instance, within: 7 * Self.day, event, &facts)
  }

  /// An instance goes, or loses its address: a launch before put an older state in its place, when that state is its own,
  /// or the new instance has its name or address.
  func tieReplaced(_ instance: String, within span: Int64, _ event: LineageEvent, _ facts: inout LineageFacts) {
    func isOpen(_ id: String, _ span: Int64) -> Bool {
      guard let chain = chains[id], !chain.isReplaced, chain.account == event.account else { return false }
      // When it is known whose state was launched, that instance was replaced and no other.
      guard chain.replacement == nil || chain.replacement == instance else { return false }
      return chain.instance != instance && event.time - chain.placed <= span
    }
    let own = chainsByPart[instance]?.last { isOpen($0, span) && chains[$0]?.replacement == instance }
    let links = instances[key(instance, event)]?.links ?? []
    let linked = links.sorted().lazy.compactMap { link in
      self.launchesByLink["\(event.account)|\(link)"]?.last { isOpen($0.chain, min(span, Self.day)) }
        .map { (id: $0.chain, link: link) }
    }.first
    if let own {
      tie(own, to: instance, link: "origin", event, &facts)
    } else if let linked {
      tie(linked.id, to: instance, link: linked.link, event, &facts)
    }
  }

  /// Says that the launch of a chain replaced an instance.
  private func tie(_ id: String, to instance: String, link: String, _ event: LineageEvent, _ facts: inout LineageFacts) {
    guard var chain = chains[id] else { return }
    let launched = chain.instance
    chain.add(event.step)
    chain.instance = instance
    chain.replacement = launched
    chain.isReplaced = true
    chain.joins.append("\(link) of \(instance)")
    chain.oldDisk = systemDisk(of: key(instance, event))
    chains[id] = chain
    chainsByPart[instance, default: []].append(id)
    facts.set(.chain, id)
    facts.set(.role, "replaced")
    facts.set(.instanceID, instance)
    facts.set(.replacement, launched)
    facts.set(.replacementLink, link)
    facts.describe(chain.origin)
    facts.set(.imageFrom, imageContent(instances[key(launched, event)]?.launch?.image))
  }

  /// An address, an interface or a target group goes to an instance, maybe from the one it replaces.
  func link(_ instance: String?, _ links: [String], _ event: LineageEvent, _ facts: inout LineageFacts) {
    // An address may be given to an interface, and the interface tells the instance.
    let held = links.lazy.compactMap { self.holders["\(event.account)|\($0)"] }.first
    guard let key = instance.map({ self.key($0, event) }) ?? held?.instance else { return }
    see(shortName(key), event)
    for link in links {
      let place = "\(event.account)|\(link)"
      let isShared = link.hasPrefix("target group ")
      let old = isShared ? goneByLink[place]?.last?.key : holders[place]?.instance
      instances[key]?.links.insert(link)
      if !isShared { holders[place] = (key, event.time) }
      guard let id = instances[key]?.chain, let chain = chains[id], !chain.isReplaced, event.time - chain.placed <= Self.day,
        chain.instance == shortName(key), instances[key]?.launched != nil, chain.origin != nil, chain.id.hasPrefix("\(key)@")
      else { continue }
      let isTied = old.map { chain.replacement == nil || chain.replacement == shortName($0) } ?? false
      if let old, old != key, isTied, facts[.chain] == nil {
        tie(id, to: shortName(old), link: link, event, &facts)
      } else {
        launchesByLink[place, default: []].append((id, event.time))
      }
    }
  }

  func unlink(_ instance: String, _ links: [String], _ event: LineageEvent, _ facts: inout LineageFacts) {
    see(instance, event)
    let key = key(instance, event)
    instances[key]?.links.formUnion(links)
    for link in links { goneByLink["\(event.account)|\(link)", default: []].append((key, event.time)) }
    tieReplaced(instance, within: Self.day, event, &facts)
  }

  /// What an image was made of.
  func imageContent(_ image: String?) -> String? {
    guard let image, var state = savedStates[image] else { return nil }
    var visited: Set<String> = [image]
    while let source = state.copyOf, visited.insert(source).inserted, let next = savedStates[source] { state = next }
    if !state.parts.isEmpty { return "snapshot" }
    if state.instance != nil { return "instance" }
    return state.disk == nil ? nil : "disk"
  }

  private func launchSource(_ launch: Act.Launch) -> Act.Source? {
    if let image = launch.image, savedStates[image] != nil { return Act.Source(.image, image) }
    return launch.sources.first
  }

  /// The instance a new one stands in for: it was stopped or terminated within a day, and shares a name, address or
  /// interface, or is the one the new one's state was taken of. When that one is known, no other.
  private func replacedInstance(by launch: Act.Launch, owner: String?, _ event: LineageEvent)
    -> (key: String, instance: String, link: String)?
  {
    let own = key(launch.instance, event)
    func isGone(_ key: String) -> Bool {
      guard key != own, let record = instances[key] else { return false }
      let end = max(record.terminated?.time ?? .min, record.stopped?.time ?? .min)
      return end != .min && event.time - end <= Self.day && end >= (record.started?.time ?? .min)
    }
    func isOwner(_ key: String) -> Bool { owner == nil || owner == key }
    if let ended = instances[own]?.terminated, event.time - ended.time <= Self.day, isOwner(own) {
      return (own, launch.instance, "name \(launch.name ?? shortName(own))")
    }
    for link in links(of: launch) {
      for gone in (goneByLink["\(event.account)|\(link)"] ?? []).reversed() {
        guard event.time - gone.time <= Self.day else { break }
        if isGone(gone.key), isOwner(gone.key) { return (gone.key, shortName(gone.key), link) }
      }
    }
    if let owner, isGone(owner) { return (owner, shortName(owner), "origin") }
    return nil
  }

  /// Whether an instance was born to be made an image of: launched shortly before, and gone shortly after, within hours
  /// when one identity did all of it. The launch of such an image goes forward, and wipes nothing.
  private func wasBuilder(_ key: String, of origin: Origin?) -> Bool {
    guard let record = instances[key], let taken = origin?.time, let born = record.launched, let end = record.terminated
    else { return false }
    let isOneHand = born.actor.family == end.actor.family && born.actor.family == origin?.actor?.family
    let span = isOneHand ? 6 * Self.hour : Self.hour
    return born.time <= taken && taken - born.time <= span && end.time - taken <= span
  }

  /// Notes an instance that was stopped or terminated under all that may tie a replacement to it.
  func noteGone(_ key: String, _ event: LineageEvent) {
    for link in instances[key]?.links ?? [] {
      goneByLink["\(event.account)|\(link)", default: []].append((key, event.time))
    }
  }

  private func links(of launch: Act.Launch) -> [String] {
    // A path tells a machine of Azure or Google Cloud by itself.
    (launch.name.map { ["name \($0)"] } ?? []) + launch.links
  }

  /// The instance a saved state was taken of, directly or through its disk.
  func ownerInstance(of origin: Origin?) -> String? {
    if let instance = origin?.instance { return instance }
    return origin?.disks.lazy.compactMap { self.disks[$0]?.instances.sorted().first }.first
  }
}
