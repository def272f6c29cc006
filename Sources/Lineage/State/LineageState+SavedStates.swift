extension LineageState {
  func takeSnapshot(_ snapshot: String, of disk: String?, instance: String?, _ event: LineageEvent) {
    let state = SavedState(taken: event.step, disk: disk.map { key($0, event) }, lastSeen: event.time)
    if let disk {
      seeDisk(key(disk, event), event)
      // All disks of an instance at once: the record tells which instance each belongs to.
      if let instance {
        see(instance, event)
        instances[key(instance, event)]?.disks.insert(key(disk, event))
        disks[key(disk, event)]?.instances.insert(key(instance, event))
      }
    }
    savedStates[snapshot] = state
  }

  func makeImage(
    _ image: String, _ snapshots: [String], _ disk: String?, _ instance: String?, _ extra: Act.ImageDetails,
    _ event: LineageEvent
  ) {
    // A restore point is of the machine its collection is of.
    let instance = instance.map { key($0, event) } ?? collection(of: image)?.instance
    if let instance { see(shortName(instance), event) }
    savedStates[image] = SavedState(
      taken: event.step, disk: disk.map { key($0, event) }, instance: instance, parts: snapshots, lastSeen: event.time)
    if let disk { seeDisk(key(disk, event), event) }
    for (part, disk) in extra.disks {
      savedStates[part] = SavedState(
        taken: event.step, disk: key(disk, event), instance: instance, lastSeen: event.time)
    }
    if let alias = extra.alias { savedStates[alias] = SavedState(copyOf: image, lastSeen: event.time) }
  }

  func copy(_ source: String, to copy: String, _ event: LineageEvent) {
    savedStates[source]?.lastSeen = event.time
    savedStates[copy] = SavedState(taken: event.step, copyOf: source, lastSeen: event.time)
  }

  /// A snapshot, image or disk comes back from the recycle bin or the archive, and keeps the mark until it is used.
  func recover(_ id: String, of disk: String?, taken: Int64?, _ event: LineageEvent, _ facts: inout LineageFacts) {
    let diskKey = key(id, event)
    if disks[diskKey] != nil || id.hasPrefix("vol-") {
      seeDisk(diskKey, event).recovered = event.step
    } else {
      let state = remembered(id, event)
      state.recovered = event.step
      if state.disk == nil, let disk {
        state.disk = key(disk, event)
        seeDisk(key(disk, event), event)
      }
      if state.taken == nil { state.takenAt = taken }
    }
    facts.set(.recovered, if: true)
  }

  func requestRestore(_ id: String, _ event: LineageEvent) {
    remembered(id, event).requested = event.step
  }

  private func remembered(_ id: String, _ event: LineageEvent) -> SavedState {
    let state = savedStates[id] ?? SavedState(lastSeen: event.time)
    state.lastSeen = event.time
    savedStates[id] = state
    return state
  }

  /// The state that a source goes back to, through copies; knows at least the id.
  ///
  /// Copies of copies are followed as far as the content is the same: through disks that were never in any instance, and
  /// through those that lead back to a disk of `instanceKey`.
  func origin(
    of source: Act.Source, made: Step? = nil, for instanceKey: String? = nil, _ event: LineageEvent, depth: Int = 0
  ) -> Origin {
    var origin = directOrigin(of: source, made: made, for: instanceKey, event, depth: depth)
    guard depth < Self.deepest, let disk = origin.disk, !holds(instanceKey, disk), let record = disks[disk],
      let next = record.source
    else { return origin }
    var deeper = self.origin(of: next, made: record.made, for: instanceKey, event, depth: depth + 1)
    guard record.instances.isEmpty || instanceKey.map({ isOwn(deeper, of: $0) }) ?? false else {
      origin.disks += deeper.disks
      return origin
    }
    deeper.madeFrom = origin.madeFrom
    deeper.states = origin.states + deeper.states
    deeper.disks = origin.disks + deeper.disks
    deeper.wasRecovered = deeper.wasRecovered || origin.wasRecovered
    deeper.copies.formUnion(origin.copies)
    deeper.steps = (deeper.steps + (record.made.map { [$0] } ?? []) + origin.steps).sorted { $0.time < $1.time }
    return deeper
  }

  private static let deepest = 8

  /// The saved state a source names, through copies of that state.
  private func directOrigin(
    of source: Act.Source, made: Step?, for instanceKey: String?, _ event: LineageEvent, depth: Int
  ) -> Origin {
    if source.kind == .disk {
      // A clone holds what its source held when the clone was made.
      var origin = Origin(.disk, source.id)
      origin.time = made?.time
      origin.actor = made?.actor
      origin.disk = key(source.id, event)
      origin.disks = [key(source.id, event)]
      return origin
    }
    var steps: [Step] = []
    var copies: Set<Step> = []
    var id = source.id
    var wasRecovered = false
    var states: [String] = []
    while let state = savedState(id), !states.contains(id) {
      states.append(id)
      if let recovered = state.recovered {
        wasRecovered = true
        steps.append(recovered)
      }
      if let requested = state.requested { steps.append(requested) }
      if let taken = state.taken {
        steps.append(taken)
        if state.copyOf != nil { copies.insert(taken) }
      }
      guard let next = state.copyOf else { break }
      id = next
    }
    var origin = Origin(source.kind, id, wasRecovered: wasRecovered)
    origin.copies = copies
    origin.states = states.isEmpty ? [id] : states + (states.contains(id) ? [] : [id])
    if let state = savedState(id) {
      origin.time = state.taken?.time ?? state.takenAt
      origin.actor = state.taken?.actor
      origin.disk = state.disk
      origin.instance = state.instance
      origin.disks = state.disk.map { [$0] } ?? []
      // An image is as old as the snapshot it was registered from, and whoever took that is who took the state.
      if let part = state.parts.first, part != id, depth < Self.deepest {
        let below = self.origin(of: Act.Source(.snapshot, part), for: instanceKey, event, depth: depth + 1)
        origin.time = below.time
        origin.disk = origin.disk ?? below.disk
        origin.instance = origin.instance ?? below.instance
        origin.actor = below.actor
        origin.wasRecovered = origin.wasRecovered || below.wasRecovered
        origin.states += below.states
        origin.disks += below.disks
        origin.copies.formUnion(below.copies)
        steps.append(contentsOf: below.steps)
      }
    }
    origin.steps = steps.sorted { $0.time < $1.time }
    return origin
  }

  /// What is known of a saved state; a part of a restore point is as old as the whole.
  func savedState(_ id: String) -> SavedState? {
    if let state = savedStates[id] { return state }
    guard let part = id.firstRange(of: "/diskrestorepoints/") else { return nil }
    return savedStates[String(id[..<part.lowerBound])]
  }

  /// The collection a restore point lies in.
  private func collection(of id: String) -> SavedState? {
    guard let part = id.firstRange(of: "/restorepoints/") else { return nil }
    return savedStates[String(id[..<part.lowerBound])]
  }

  private func holds(_ instanceKey: String?, _ disk: String) -> Bool {
    instanceKey.flatMap { instances[$0] }?.disks.contains(disk) ?? false
  }
}
