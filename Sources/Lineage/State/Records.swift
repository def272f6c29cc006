/// What is remembered of a saved state: a snapshot, an image, a restore point.
struct SavedState: Sendable {
  var taken: Step?
  var disk: String?
  var instance: String?
  /// Snapshots an image is made of.
  var parts: [String] = []
  var copyOf: String?
  var recovered: Step?
  var lastSeen: Int64
}

/// What is remembered of a disk.
struct DiskRecord: Sendable {
  var made: Step?
  /// Whether the input shows how it was made.
  var isKnown = false
  var source: Act.Source?
  var recovered: Step?
  /// The instances it was attached to, ever.
  var instances: Set<String> = []
  var lastSeen: Int64
}

/// What is remembered of an instance.
struct InstanceRecord: Sendable {
  /// A device and the disk that is, or was last, in it.
  struct Slot: Sendable {
    var disk: String
    var attachedAt: Int64?
    var detached: Step?
  }

  var firstSeen: Int64
  var lastSeen: Int64
  var launched: Step?
  var launch: Act.Launch?
  var rootDevice: String?
  /// By device; Azure and Google Cloud use `""` for the system disk and the disk itself for data disks.
  var slots: [String: Slot] = [:]
  var disks: Set<String> = []
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
}

/// What is remembered of an actor.
struct ActorRecord: Sendable {
  var firstSeen: Int64
  var lastSeen: Int64
  /// Where it came from, and since when.
  var addresses: [String: Int64] = [:]
  var reconnaissance: [Step] = []
}
