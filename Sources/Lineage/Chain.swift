/// One revert in the making: the steps that belong together, by the ids that tie them.
public struct Chain: Sendable {
  /// Stable: made of the instance and the event that put the older state in place.
  public let id: String
  public let provider: Provider
  public let account: String
  public let region: String
  /// The instance that now runs, or ran, the older state.
  public var instance: String
  /// The other instance of a replacement: the one that was replaced, or the new one.
  public var replacement: String?
  /// Whether `instance` is the one that was replaced, and `replacement` the new one.
  public var isReplaced = false
  public var oldDisk: String?
  public var newDisk: String?
  public var origin: Origin?
  /// When the older state was put in place.
  public internal(set) var placed: Int64
  public private(set) var steps: [Step]
  /// The keys that tied the steps.
  public var joins: [String]

  init(
    id: String, at event: LineageEvent, instance: String, oldDisk: String? = nil, newDisk: String? = nil,
    origin: Origin? = nil, steps: [Step], joins: [String] = []
  ) {
    self.id = id
    provider = event.provider
    account = event.account
    region = event.region
    self.instance = instance
    self.oldDisk = oldDisk
    self.newDisk = newDisk
    self.origin = origin
    placed = event.time
    self.steps = []
    self.joins = joins
    for step in steps { add(step) }
  }

  /// Adds a step in its place; one event is one step.
  mutating func add(_ step: Step) {
    let isKnown = steps.contains {
      $0.eventID == step.eventID && $0.action == step.action && $0.resource == step.resource
    }
    guard !isKnown else { return }
    let index = steps.firstIndex { $0.time > step.time } ?? steps.endIndex
    steps.insert(step, at: index)
  }

  /// What the disk held between these instants is gone; `nil` when the time of the older state is not known.
  public var wiped: (from: Int64, to: Int64)? {
    guard let from = origin?.time, from <= placed else { return nil }
    return (from, placed)
  }
}
