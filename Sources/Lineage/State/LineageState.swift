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
  /// Chains by saved state, disk and image that take part, for what happens to those later.
  var chainsByPart: [String: [String]] = [:]
  public internal(set) var chains: [String: Chain] = [:]
  /// Members of groups that somebody ended, by account and region, the oldest first.
  var endedMembers: [String: [(instance: String, time: Int64)]] = [:]
  /// The names that databases gave up, with the name each has now.
  var formerNames: [String: (name: String, time: Int64)] = [:]
  private var nextSweep: Int64 = .min

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
      case .takeSnapshot(let snapshot, let disk): takeSnapshot(snapshot, of: disk, event)
      case .copySnapshot(let snapshot, let source): copy(source, to: snapshot, event)
      case .makeImage(let image, let snapshots, let disk, let instance):
        makeImage(image, snapshots, disk, instance, event)
      case .copyImage(let image, let source): copy(source, to: image, event)
      case .makeDisk(let disk, let source): makeDisk(disk, source, event, &facts)
      case .attach(let disk, let instance, let device, let isRoot):
        attach(disk, to: instance, device: device, isRoot: isRoot, event, &facts)
      case .detach(let disk, let instance, let device): detach(disk, from: instance, device: device, event, &facts)
      case .launch(let launch): self.launch(launch, event, &facts)
      case .setDisks(let instance, let system, let data, let links): setDisks(instance, system, data, links, event, &facts)
      case .replaceRoot(let instance, let source, let deletesOld):
        replaceRoot(instance, source, deletesOld, event, &facts)
      case .stop(let instance, let wasRunning, let isForced): stop(instance, wasRunning, isForced, event, &facts)
      case .start(let instance, let wasStopped): start(instance, wasStopped, event, &facts)
      case .terminate(let instance): terminate(instance, event, &facts)
      case .endMember(let instance): endMember(instance, event)
      case .recover(let id): recover(id, event, &facts)
      case .delete(let id): delete(id, event, &facts)
      case .rename(let instance, let name): rename(instance, to: name, event, &facts)
      case .repoint(let targets): repoint(to: targets, event, &facts)
      case .orderRestore(let id): orderRestore(of: id, event)
      case .repair(let instance): repair(instance, event, &facts)
      case .touch(let instance, let touch): self.touch(instance, touch, event, &facts)
      }
    } else if event.isDryRun {
      touch(nil, .reconnaissance, event, &facts)
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
    let oldest = time - retention
    savedStates = savedStates.filter { $0.value.lastSeen >= oldest }
    disks = disks.filter { $0.value.lastSeen >= oldest }
    instances = instances.filter { $0.value.lastSeen >= oldest }
    actors = actors.filter { $0.value.lastSeen >= oldest }
    formerNames = formerNames.filter { time - $0.value.time <= Self.day }
    goneByLink = goneByLink.compactMapValues { gone in
      let kept = gone.filter { time - $0.time <= Self.day }
      return kept.isEmpty ? nil : kept
    }
    chainsByPart = chainsByPart.compactMapValues { ids in
      let kept = ids.filter { (chains[$0]?.placed ?? .min) >= oldest }
      return kept.isEmpty ? nil : kept
    }
  }
}
