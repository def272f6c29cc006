extension LineageState {
  /// A disk was put into an instance: tells what it replaces and where its content comes from, and opens a chain when
  /// that is an older or unknown state. `tellsWholeLayout`: by a record that names all disks the instance then has.
  func place(
    _ disk: String, on instance: String, slot: String, isRoot: Bool, tellsWholeLayout: Bool = false,
    _ event: LineageEvent, _ facts: inout LineageFacts
  ) {
    let instanceKey = key(instance, event)
    let diskKey = key(disk, event)
    let before = instances[instanceKey]?.slots[slot]
    let replaced = before.flatMap { slot -> InstanceRecord.Slot? in
      guard slot.disk != disk else { return nil }
      // A device is free before another disk can be attached there: a disk that was not seen to leave had left before.
      if slot.detached == nil, !tellsWholeLayout { return nil }
      if let detached = slot.detached, event.time - detached.time > Self.day, !isExactlyTied(disk, to: instanceKey, event) {
        return nil
      }
      return slot
    }
    // A device whose disk the log did not name is called like its disk by default.
    let wasHere = before.map { $0.disk.isEmpty && disk.hasSuffix("/\(slot)") } ?? false
    let origin = origin(ofDisk: disk, for: instanceKey, event)
    // A disk of an older state that waited at a data device comes to the root for the first time.
    let places = isRoot && origin != nil ? disks[diskKey]?.rootOf : disks[diskKey]?.instances
    let isReturning = wasHere || (places?.contains(instanceKey) ?? false)
    // What another disk has stood in for since a day or more is an older state; a repair is done sooner.
    let wasAway = replaced != nil && (disks[diskKey]?.replacedAt[instanceKey].map { event.time - $0 >= Self.day } ?? false)
    if let replaced, !replaced.disk.isEmpty { seeDisk(key(replaced.disk, event), event).replacedAt[instanceKey] = event.time }
    if isRoot { seeDisk(diskKey, event).rootOf.insert(instanceKey) }
    let isOwn = isOwn(origin, of: instanceKey)
    let oldDisk = replaced.flatMap { $0.disk.isEmpty ? nil : $0.disk }
    facts.set(.slot, isRoot ? "root" : "data")
    facts.set(.replacedDisk, oldDisk)
    facts.set(.returning, if: isReturning)
    facts.set(.away, if: isReturning && wasAway)
    facts.set(.own, if: isOwn)
    facts.set(.diskMade, if: disks[diskKey]?.isKnown ?? false)
    facts.describe(origin)
    if origin?.madeFrom == .image { facts.set(.imageFrom, imageContent(disks[diskKey]?.source?.id)) }
    // At a data device only content can tell: an empty disk, or one of another instance's past, reverts nothing here.
    let isForeign = (origin?.disk != nil || origin?.instance != nil) && !isOwn
    facts.set(.foreign, if: isForeign)
    let isRevert = isOwn || (isRoot ? replaced != nil || origin != nil : replaced != nil && origin != nil && !isForeign)
    guard isRevert, !isReturning || wasAway || origin?.wasRecovered == true else { return }

    var steps = origin?.steps ?? []
    if steps.isEmpty, let made = disks[diskKey]?.made { steps.append(made) }
    if let detached = replaced?.detached { steps.append(detached) }
    if let stopped = recentStop(of: instanceKey, at: event.time) { steps.append(stopped) }
    steps.append(event.step)
    var chain = Chain(
      id: "\(instanceKey)@\(event.eventID)", at: event, instance: instance, oldDisk: oldDisk, newDisk: disk,
      origin: origin, steps: steps, joins: ["volume \(disk)", "instance \(instance)"])
    if let origin { chain.joins.append("\(origin.kind.rawValue) \(origin.id)") }
    instances[instanceKey]?.reverted.insert(disk)
    open(chain, parts: [disk, oldDisk] + (origin.map { $0.states + $0.disks } ?? []), event, &facts)
  }

  /// The root disk is put back by one call.
  func replaceRoot(
    _ instance: String, _ source: Act.Source?, _ deletesOld: Bool, _ event: LineageEvent, _ facts: inout LineageFacts
  ) {
    see(instance, event)
    let instanceKey = key(instance, event)
    let record = instances[instanceKey]
    var origin: Origin
    if let source {
      origin = self.origin(of: source, for: instanceKey, event)
    } else {
      origin = Origin(.launchState, record?.launch?.image ?? instance)
      origin.time = record?.launched?.time
    }
    facts.describe(origin)
    facts.set(.own, if: isOwn(origin, of: instanceKey) || source == nil)
    facts.set(.slot, "root")
    let old = record?.rootDevice.flatMap { record?.slots[$0]?.disk }.flatMap { $0.isEmpty ? nil : $0 }
    facts.set(.hasInstanceStore, if: record?.isEphemeral ?? false)
    facts.set(.imageFrom, source.flatMap { imageContent($0.id) })
    facts.set(.replacedDisk, old)
    facts.set(.deletesOld, if: deletesOld)
    let chain = Chain(
      id: "\(instanceKey)@\(event.eventID)", at: event, instance: instance, oldDisk: old, origin: origin,
      steps: origin.steps + [event.step], joins: ["instance \(instance)", "\(origin.kind.rawValue) \(origin.id)"])
    open(chain, parts: [old] + origin.states + origin.disks, event, &facts)
    // What the instance ran is gone from its place: the disk it has now is another, of unknown id.
    if let record, let root = record.rootDevice { record.slots[root] = nil }
  }

  /// Remembers a chain, and tells what the story so far adds to it.
  func open(_ chain: Chain, parts: [String?], _ event: LineageEvent, _ facts: inout LineageFacts) {
    let instanceKey = key(chain.instance, event)
    let families = Set(chain.steps.filter { !$0.actor.isService }.map(\.actor.family))
    // The state was taken by somebody who also takes part in putting it back.
    // Clones count for AWS alone (catalogue rows AWS-7, AZ-11, GCP-8).
    if let origin = chain.origin, let taker = origin.actor, !taker.isService, families.contains(taker.family),
      origin.kind != .launchState, origin.kind != .disk || chain.provider == .aws
    {
      // To copy a saved state is not yet to use it.
      facts.set(
        .ownRestorePoint,
        if: chain.steps.contains {
          $0.time > (chain.origin?.time ?? .max) && $0.actor.family == taker.family && !origin.copies.contains($0)
        })
    }
    if let intrusion = instances[instanceKey]?.intrusion, chain.placed - intrusion.time <= Self.day {
      facts.set(.intrusion, intrusion.action)
    }
    if families.contains(where: { family in
      actors[family]?.reconnaissance.contains { chain.placed - $0.time <= Self.day } ?? false
    }) {
      facts.set(.reconnaissance, if: true)
    }
    if var known = chains[chain.id] {
      // One call put several disks in place: the first is what the finding is about, the others are a part of it.
      for step in chain.steps { known.add(step) }
      known.joins += chain.joins.filter { !known.joins.contains($0) }
      chains[chain.id] = known
    } else {
      chains[chain.id] = chain
    }
    instances[instanceKey]?.chain = chain.id
    for part in Set(parts.compactMap { $0 }).union([chain.instance]) { chainsByPart[part, default: []].append(chain.id) }
    for family in families { chainsByActor[family, default: []].append(chain.id) }
    facts.set(.chain, chain.id)
    facts.set(.instanceID, chain.instance)
  }

  /// Adds what happens to a part of a chain after the fact: the start, the removal of evidence.
  func extend(_ part: String, with event: LineageEvent, role: String, _ facts: inout LineageFacts) {
    guard let id = chainsByPart[part]?.last(where: { id in
      guard let chain = chains[id], chain.provider == event.provider else { return false }
      // Names of databases and Lightsail are no ids, and volumes are another account's only with another id.
      guard chain.account == event.account || event.provider != .aws || part.hasPrefix("snap-") || part.hasPrefix("ami-")
      else { return false }
      return event.time - chain.placed <= Self.day && (chain.origin != nil || chain.newDisk != nil)
    }) else { return }
    chains[id]?.add(event.step)
    facts.set(.chain, id)
    facts.set(.role, role)
    facts.set(.instanceID, chains[id]?.instance)
  }

  func delete(_ id: String, _ event: LineageEvent, _ facts: inout LineageFacts) {
    extend(id, with: event, role: "evidence_removal", &facts)
    if facts[.chain] == nil { extend(key(id, event), with: event, role: "evidence_removal", &facts) }
  }

  /// Whether a saved state was taken of a disk that is or was in the instance, or of the instance itself.
  func isOwn(_ origin: Origin?, of instanceKey: String) -> Bool {
    guard let origin, let record = instances[instanceKey] else { return false }
    return origin.instance == instanceKey || origin.disks.contains(where: record.disks.contains)
  }

  /// Disks that are to go together with their instance leave no evidence.
  func discardDisks(_ instance: String, _ disks: [String], _ event: LineageEvent, _ facts: inout LineageFacts) {
    see(instance, event)
    for part in disks + [instance] where facts[.chain] == nil {
      extend(part, with: event, role: "evidence_removal", &facts)
    }
  }

  /// The log, or a lock, is taken away: by somebody who put an older state in place, or around what was put back.
  func silence(_ scope: String?, _ event: LineageEvent, _ facts: inout LineageFacts) {
    let own = chainsByActor[event.actor.family]?.last { id in
      guard let chain = chains[id] else { return false }
      return chain.provider == event.provider && chain.account == event.account && event.time - chain.placed <= Self.day
    }
    let chain = own ?? scope.flatMap { scope in
      chains.values.filter { chain in
        chain.provider == event.provider && event.time - chain.placed <= Self.day && event.time >= chain.placed
          && [chain.instance, chain.oldDisk, chain.origin?.id].contains { $0?.hasPrefix(scope) ?? false }
      }.max { ($0.placed, $0.id) < ($1.placed, $1.id) }?.id
    }
    guard let chain, chains[chain]?.origin != nil || chains[chain]?.newDisk != nil else { return }
    chains[chain]?.add(event.step)
    facts.set(.chain, chain)
    facts.set(.role, "evidence_removal")
    facts.set(.instanceID, chains[chain]?.instance)
  }

  /// Steps joined by exact ids belong together however slowly they come (design decision 22).
  private func isExactlyTied(_ disk: String, to instanceKey: String, _ event: LineageEvent) -> Bool {
    isOwn(origin(ofDisk: disk, for: instanceKey, event), of: instanceKey)
  }

  private func recentStop(of instanceKey: String, at time: Int64) -> Step? {
    guard let stopped = instances[instanceKey]?.stopped, time - stopped.time <= Self.day else { return nil }
    return stopped
  }
}
