// Objects, so that what one event changes is changed in place; nobody but the state refers to them for longer.

/// What is remembered of a saved state: a snapshot, an image, a restore point.
final class SavedState {
  var taken: Step?
  var disk: String?
  var instance: String?
  /// Snapshots an image is made of.
  var parts: [String] = []
  var copyOf: String?
  var recovered: Step?
  /// Somebody told a backup service to restore it.
  var requested: Step?
  /// When it was taken, where only a later record tells.
  var takenAt: Int64?
  var lastSeen: Int64

  init(
    taken: Step? = nil, disk: String? = nil, instance: String? = nil, parts: [String] = [], copyOf: String? = nil,
    lastSeen: Int64
  ) {
    self.taken = taken
    self.disk = disk
    self.instance = instance
    self.parts = parts
    self.copyOf = copyOf
    self.lastSeen = lastSeen
  }
}

/// What is remembered of a disk.
final class DiskRecord {
  var made: Step?
  /// Whether the input shows how it was made.
  var isKnown = false
  var source: Act.Source?
  var recovered: Step?
  /// The instances it was attached to, ever, and those it was the root disk of.
  var instances: Set<String> = []
  var rootOf: Set<String> = []
  /// When another disk took its place, by instance.
  var replacedAt: [String: Int64] = [:]
  var lastSeen: Int64

  init(made: Step? = nil, isKnown: Bool = false, source: Act.Source? = nil, lastSeen: Int64) {
    self.made = made
    self.isKnown = isKnown
    self.source = source
    self.lastSeen = lastSeen
  }
}

/// What is remembered of an instance.
final class InstanceRecord {
  /// A device and the disk that is, or was last, in it.
  struct Slot: Sendable {
    var disk: String
    var attachedAt: Int64?
    var detached: Step?
    /// How the disk came in.
    var attached: Step?
  }

  let firstSeen: Int64
  var lastSeen: Int64
  var launched: Step?
  var launch: Act.Launch?
  var rootDevice: String?
  var type: String?
  var isEphemeral = false
  /// What may tie a replacement to it: names, addresses, interfaces, target groups.
  var links: Set<String> = []
  /// By device; Azure and Google Cloud use `""` for the system disk and the disk itself for data disks.
  var slots: [String: Slot] = [:]
  var disks: Set<String> = []
  /// Disks whose coming was already told as a revert.
  var reverted: Set<String> = []
  var stopped: Step?
  var stopWasForced = false
  var started: Step?
  var terminated: Step?
  var wasSeenRunning = false
  /// Who has acted on it, and since when.
  var actors: [String: Int64] = [:]
  var intrusion: Step?
  /// The newest chain that put an older state in place here.
  var chain: String?

  init(seenAt time: Int64) {
    firstSeen = time
    lastSeen = time
  }
}

/// What is remembered of an actor.
final class ActorRecord {
  let firstSeen: Int64
  var lastSeen: Int64
  /// Where it came from: since when, and when last.
  var addresses: [String: (first: Int64, last: Int64)] = [:]
  var reconnaissance: [Step] = []

  init(seenAt time: Int64) {
    firstSeen = time
    lastSeen = time
  }

  func forgetOldAddresses(before oldest: Int64) {
    addresses = addresses.filter { $0.value.last >= oldest }
  }
}

/// What is remembered of a database.
final class DatabaseRecord {
  /// The state it was restored from, with the steps.
  var origin: Origin?
  /// The database that state was taken of.
  var of: String?
  /// How the database of this name went: deleted, or called something else.
  var gone: Step?
  var lastSeen: Int64

  init(lastSeen: Int64) { self.lastSeen = lastSeen }
}
