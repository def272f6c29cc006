// Databases are reverted by a restore under another name, which then takes the place of the old one.
extension LineageState {
  func restoreDatabase(
    _ database: String, _ source: Act.Source, _ of: String?, _ time: Int64?, _ event: LineageEvent,
    _ facts: inout LineageFacts
  ) {
    let key = databaseKey(database, event)
    var origin = source.kind == .snapshot ? self.origin(of: source, event) : Origin(source.kind, source.id)
    origin.time = origin.time ?? time
    origin.steps.append(event.step)
    facts.describe(origin)
    let record = self.database(key, event)
    let gone = record.gone
    record.origin = origin
    record.of = of ?? origin.disk.map(shortName)
    record.gone = nil
    // Under the name of one that went, or after the one it was taken of went.
    if let gone, event.time - gone.time <= Self.day {
      swap(database, replacement: database, origin, gone, "name \(database)", event, &facts)
    } else if let parent = record.of, parent != database, let gone = databases[databaseKey(parent, event)]?.gone,
      event.time - gone.time <= Self.day
    {
      swap(parent, replacement: database, origin, gone, "origin of \(database)", event, &facts)
    }
  }

  func renameDatabase(_ database: String, _ name: String, _ event: LineageEvent, _ facts: inout LineageFacts) {
    let record = self.database(databaseKey(database, event), event)
    let origin = record.origin
    let parent = record.of
    record.gone = event.step
    record.origin = nil
    let new = self.database(databaseKey(name, event), event)
    let gone = new.gone.flatMap { event.time - $0.time <= Self.day ? $0 : nil }
    new.origin = origin
    new.of = parent
    new.gone = nil
    guard let origin, gone != nil || parent == name else { return }
    swap(name, replacement: database, origin, gone, "name \(name)", event, &facts)
  }

  func dropDatabase(_ database: String, _ event: LineageEvent, _ facts: inout LineageFacts) {
    let key = databaseKey(database, event)
    self.database(key, event).gone = event.step
    // The newest that was restored from it stands in for it.
    let stand = databases.filter { entry in
      entry.key != key && entry.value.gone == nil && entry.value.of == database && entry.value.origin != nil
        && entry.key.hasPrefix("\(event.account)|\(event.region)|") && event.time - entry.value.lastSeen <= 7 * Self.day
    }.max { ($0.value.lastSeen, $0.key) < ($1.value.lastSeen, $1.key) }
    guard let stand, let origin = stand.value.origin else { return }
    let name = shortName(stand.key)
    swap(database, replacement: name, origin, nil, "origin of \(name)", event, &facts)
  }

  func rewindDatabase(_ database: String, _ time: Int64?, _ event: LineageEvent, _ facts: inout LineageFacts) {
    _ = self.database(databaseKey(database, event), event)
    var origin = Origin(.restorePoint, database)
    origin.time = time
    facts.describe(origin)
    let chain = Chain(
      id: "\(databaseKey(database, event))@\(event.eventID)", at: event, instance: database, origin: origin,
      steps: [event.step], joins: ["database \(database)"])
    open(chain, parts: [database], event, &facts)
  }

  /// A host name leads to what was restored; it may be changed from another region.
  func repoint(to targets: [String], _ event: LineageEvent, _ facts: inout LineageFacts) {
    for target in targets {
      guard let label = target.split(separator: ".").first, facts[.chain] == nil else { continue }
      let found = databases.filter { entry in
        entry.key.hasPrefix("\(event.account)|") && entry.key.hasSuffix("|db:\(label)") && entry.value.origin != nil
          && event.time - entry.value.lastSeen <= Self.day
      }.max { ($0.value.lastSeen, $0.key) < ($1.value.lastSeen, $1.key) }
      guard let found, let origin = found.value.origin else { continue }
      let name = shortName(found.key)
      facts.set(.role, "repointed")
      swap(found.value.of ?? name, replacement: name, origin, nil, "host name \(target)", event, &facts)
    }
  }

  private func swap(
    _ database: String, replacement: String, _ origin: Origin, _ gone: Step?, _ link: String, _ event: LineageEvent,
    _ facts: inout LineageFacts
  ) {
    var chain = Chain(
      id: "\(databaseKey(database, event))@\(event.eventID)", at: event, instance: database, origin: origin,
      steps: origin.steps + (gone.map { [$0] } ?? []) + [event.step],
      joins: ["\(origin.kind.rawValue) \(origin.id)", link])
    chain.replacement = replacement
    chain.isReplaced = true
    facts.set(.replacement, replacement)
    open(chain, parts: origin.states, event, &facts)
  }

  private func databaseKey(_ name: String, _ event: LineageEvent) -> String { key("db:\(name)", event) }

  private func database(_ key: String, _ event: LineageEvent) -> DatabaseRecord {
    let record = databases[key] ?? DatabaseRecord(lastSeen: event.time)
    record.lastSeen = event.time
    databases[key] = record
    return record
  }
}
