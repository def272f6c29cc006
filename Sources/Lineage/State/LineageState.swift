/// Which disk came from which saved state of which disk, and who put it where: the memory of the detection.
///
/// Fed with every event that touches disks, snapshots, images or instances, in causal order, service actors and
/// failures included (failures change nothing). It answers with facts about each event, and gathers the steps of each
/// revert into a chain. What has not been touched for `retention` is forgotten, so memory stays bounded.
public final class LineageState {
  /// Thirty days, in milliseconds.
  public static let standardRetention: Int64 = 30 * 86_400_000

  /// How long two steps that are tied by an instance, a name or an actor, and not by an exact id, may lie apart.
  static let day: Int64 = 86_400_000
  static let hour: Int64 = 3_600_000

  public let retention: Int64
  var savedStates: [String: SavedState] = [:]
  var disks: [String: DiskRecord] = [:]
  var instances: [String: InstanceRecord] = [:]
  var actors: [String: ActorRecord] = [:]
  /// Instances that were stopped or terminated, the last one last, by what may tie a replacement to them: name, address,
  /// interface.
  var goneByLink: [String: [(key: String, time: Int64)]] = [:]
  /// Launches of the last day that an older state came up in, by what may tie the instance to the one it replaces.
  var launchesByLink: [String: [(chain: String, time: Int64)]] = [:]
  /// Which instance has an address or interface.
  var holders: [String: (instance: String, time: Int64)] = [:]
  var databases: [String: DatabaseRecord] = [:]
  /// Chains by who took part, for what they do to the log afterwards.
  var chainsByActor: [String: [String]] = [:]
  /// Chains by saved state, disk and image that take part, for what happens to those later.
  var chainsByPart: [String: [String]] = [:]
  public internal(set) var chains: [String: Chain] = [:]
  /// Members of groups that somebody ended, by account and region, the oldest first.
  var endedMembers: [String: [(instance: String, time: Int64)]] = [:]
  private var nextSweep: Int64 = .min
  /// Nothing that is remembered was last touched before this.
  private var oldestTouch: Int64?

  public init(retention: Int64 = LineageState.standardRetention) {
    self.retention = retention
  }

  /// Learns from an event and tells what is known about it. Events must come in causal order.
  public func apply(_ event: LineageEvent) -> LineageFacts {
    sweep(at: event.time)
    var facts = LineageFacts()
    let actorFacts = meet(event)
    if event.succeeded {
      switch event.act {
      case .takeSnapshot(let snapshot, let disk, let instance): takeSnapshot(snapshot, of: disk, instance: instance, event)
      case .copySnapshot(let snapshot, let source): copy(source, to: snapshot, event)
      case .makeImage(let image, let snapshots, let disk, let instance, let extra):
        makeImage(image, snapshots, disk, instance, extra, event)
      case .copyImage(let image, let source): copy(source, to: image, event)
      case .makeDisk(let disk, let source): makeDisk(disk, source, event, &facts)
      case .attach(let disk, let instance, let device, let isRoot):
        attach(disk, to: instance, device: device, isRoot: isRoot, event, &facts)
      case .detach(let disk, let instance, let device): detach(disk, from: instance, device: device, event, &facts)
      case .launch(let launch): self.launch(launch, event, &facts)
      case .setDisks(let instance, let system, let data, let links, let isEphemeral):
        write(instance, system, data, links, isEphemeral, event, &facts)
      case .changeDisks(let instance, let attached, let detached):
        changeDisks(instance, attached, detached, event, &facts)
      case .replaceRoot(let instance, let source, let deletesOld):
        replaceRoot(instance, source, deletesOld, event, &facts)
      case .stop(let instance, let wasRunning, let isForced): stop(instance, wasRunning, isForced, event, &facts)
      case .start(let instance, let wasStopped): start(instance, wasStopped, event, &facts)
      case .terminate(let instance): terminate(instance, event, &facts)
      case .endMember(let instance): endMember(instance, event)
      case .recover(let id, let disk, let taken): recover(id, of: disk, taken: taken, event, &facts)
      case .requestRestore(let id): requestRestore(id, event)
      case .delete(let id): delete(id, event, &facts)
      case .discardDisks(let instance, let disks): discardDisks(instance, disks, event, &facts)
      case .silence(let scope): silence(scope, event, &facts)
      case .setType(let instance, let type):
        see(instance, event)
        instances[key(instance, event)]?.type = type
      case .link(let instance, let links): link(instance, links, event, &facts)
      case .unlink(let instance, let links): unlink(instance, links, event, &facts)
      case .restoreDatabase(let database, let source, let of, let time):
        restoreDatabase(database, source, of, time, event, &facts)
      case .renameDatabase(let database, let name): renameDatabase(database, name, event, &facts)
      case .dropDatabase(let database): dropDatabase(database, event, &facts)
      case .rewindDatabase(let database, let time): rewindDatabase(database, time, event, &facts)
      case .repoint(let targets): repoint(to: targets, event, &facts)
      case .repair(let instance): repair(instance, event, &facts)
      case .touch(let instance, let touch): self.touch(instance, touch, event)
      }
    } else if event.isDryRun {
      touch(nil, .reconnaissance, event)
    }
    for fact in actorFacts { facts.set(fact, if: true) }
    return facts
  }

  /// Ids of one account and region never stand for another's; saved states may be shared, and keep their own id.
  func key(_ id: String, _ event: LineageEvent) -> String {
    event.provider == .aws ? "\(event.account)|\(event.region)|\(id)" : id
  }

  /// Notes that an instance exists, and its actor.
  func see(_ instance: String, _ event: LineageEvent) {
    let key = key(instance, event)
    let record: InstanceRecord
    if let known = instances[key] {
      record = known
    } else {
      record = InstanceRecord(seenAt: event.time)
      instances[key] = record
    }
    record.lastSeen = event.time
    if !event.actor.isService, record.actors[event.actor.family] == nil {
      record.actors[event.actor.family] = event.time
    }
  }

  /// Notes that a disk exists.
  @discardableResult
  func seeDisk(_ key: String, _ event: LineageEvent) -> DiskRecord {
    if let known = disks[key] {
      known.lastSeen = event.time
      return known
    }
    let record = DiskRecord(lastSeen: event.time)
    disks[key] = record
    return record
  }

  /// Forgets what nobody has touched for the retention, at most once a day of event time.
  private func sweep(at time: Int64) {
    guard time >= nextSweep else { return }
    nextSweep = time + Self.day
    goneByLink = Self.kept(goneByLink) { time - $0.time <= Self.day }
    launchesByLink = Self.kept(launchesByLink) { time - $0.time <= Self.day }
    endedMembers = Self.kept(endedMembers) { time - $0.time <= Self.hour }
    chainsByActor = Self.kept(chainsByActor) { time - (chains[$0]?.placed ?? .min) <= Self.day }
    let oldest = time - retention
    guard oldest > oldestTouch ?? time else {
      oldestTouch = oldestTouch ?? time
      return
    }
    oldestTouch = oldest
    savedStates = savedStates.filter { $0.value.lastSeen >= oldest }
    disks = disks.filter { $0.value.lastSeen >= oldest }
    instances = instances.filter { $0.value.lastSeen >= oldest }
    actors = actors.filter { $0.value.lastSeen >= oldest }
    databases = databases.filter { $0.value.lastSeen >= oldest }
    holders = holders.filter { $0.value.time >= oldest }
    for record in instances.values {
      record.disks = record.disks.filter { disks[$0] != nil }
      record.reverted.formIntersection(record.slots.values.map(\.disk))
      record.actors = record.actors.filter { actors[$0.key] != nil }
    }
    for record in disks.values {
      record.instances = record.instances.filter { instances[$0] != nil }
      record.rootOf = record.rootOf.filter { instances[$0] != nil }
      record.replacedAt = record.replacedAt.filter { instances[$0.key] != nil }
    }
    for record in actors.values { record.forgetOldAddresses(before: oldest) }
    chainsByPart = Self.kept(chainsByPart) { (chains[$0]?.placed ?? .min) >= oldest }
  }

  private static func kept<Value>(
    _ lists: [String: [Value]], _ isKept: (Value) -> Bool
  ) -> [String: [Value]] {
    lists.compactMapValues { list in
      let kept = list.filter(isKept)
      return kept.isEmpty ? nil : kept
    }
  }

  /// How much is remembered, for tests of what is forgotten. Chains are the outcome, and stay.
  public var size: Int {
    savedStates.count + disks.count + instances.count + actors.count + databases.count + holders.count
      + goneByLink.values.reduce(0) { $0 + $1.count } + launchesByLink.values.reduce(0) { $0 + $1.count }
      + endedMembers.values.reduce(0) { $0 + $1.count } + chainsByPart.count + chainsByActor.count
      + instances.values.reduce(0) { $0 + $1.disks.count + $1.slots.count + $1.actors.count + $1.links.count }
      + disks.values.reduce(0) { $0 + $1.instances.count + $1.rootOf.count + $1.replacedAt.count } + actors.values.reduce(0) { $0 + $1.addresses.count }
  }
}
