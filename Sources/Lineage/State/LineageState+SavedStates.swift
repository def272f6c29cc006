extension LineageState {
  func takeSnapshot(_ snapshot: String, of disk: String?, _ event: LineageEvent) {
    let state = SavedState(taken: event.step, disk: disk.map { key($0, event) }, lastSeen: event.time)
    if let disk {
      seeDisk(key(disk, event), event)
      if state.disk == nil { state.disk = key(disk, event) }
    }
    savedStates[snapshot] = state
  }

  func makeImage(
    _ image: String, _ snapshots: [String], _ disk: String?, _ instance: String?, _ event: LineageEvent
  ) {
    if let instance { see(instance, event) }
    savedStates[image] = SavedState(
      taken: event.step, disk: disk.map { key($0, event) }, instance: instance.map { key($0, event) }, parts: snapshots,
      lastSeen: event.time)
  }

  func copy(_ source: String, to copy: String, _ event: LineageEvent) {
    savedStates[source]?.lastSeen = event.time
    savedStates[copy] = SavedState(taken: event.step, copyOf: source, lastSeen: event.time)
  }

  /// A snapshot, image or disk comes back from the recycle bin or the archive, and keeps the mark until it is used.
  func recover(_ id: String, _ event: LineageEvent, _ facts: inout LineageFacts) {
    let diskKey = key(id, event)
    if disks[diskKey] != nil || id.hasPrefix("vol-") {
      seeDisk(diskKey, event).recovered = event.step
    } else {
      let state = savedStates[id] ?? SavedState(lastSeen: event.time)
      state.recovered = event.step
      state.lastSeen = event.time
      savedStates[id] = state
    }
    facts.set(.recovered, if: true)
  }

  /// A service is told to restore a saved state: who told it takes part in what the service then does.
  func orderRestore(of id: String, _ event: LineageEvent) {
    let state = savedStates[id] ?? SavedState(lastSeen: event.time)
    state.ordered = event.step
    state.lastSeen = event.time
    savedStates[id] = state
  }

  /// The state that a source goes back to, through copies; knows at least the id.
  func origin(of source: Act.Source, _ event: LineageEvent) -> Origin {
    if source.kind == .disk {
      var origin = Origin(.disk, source.id)
      origin.disk = key(source.id, event)
      return origin
    }
    var steps: [Step] = []
    var id = source.id
    var wasRecovered = false
    var visited: Set<String> = []
    while let state = savedStates[id], visited.insert(id).inserted {
      if let recovered = state.recovered {
        wasRecovered = true
        steps.append(recovered)
      }
      if let taken = state.taken { steps.append(taken) }
      if let ordered = state.ordered { steps.append(ordered) }
      guard let next = state.copyOf else { break }
      id = next
    }
    var origin = Origin(source.kind, id, wasRecovered: wasRecovered)
    // A database at an earlier time is named by the database itself.
    if source.kind == .restorePoint, event.provider == .aws { origin.instance = key(id, event) }
    if let state = savedStates[id] {
      origin.time = state.taken?.time
      origin.actor = state.taken?.actor
      origin.disk = state.disk
      origin.instance = state.instance
      // An image is as old as the snapshot it was registered from, and whoever took that is who took the state.
      if let part = state.parts.first, part != id {
        let below = self.origin(of: Act.Source(.snapshot, part), event)
        origin.time = below.time
        origin.disk = origin.disk ?? below.disk
        origin.actor = below.actor
        origin.wasRecovered = origin.wasRecovered || below.wasRecovered
        steps.append(contentsOf: below.steps)
      }
    }
    origin.steps = steps.sorted { $0.time < $1.time }
    return origin
  }
}
