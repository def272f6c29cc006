/// The state a disk's content goes back to: the saved state at the end of all copies.
public struct Origin: Sendable, Equatable {
  public var kind: Act.Source.Kind
  /// What the disk was made from directly, which may be a copy of another kind.
  public var madeFrom: Act.Source.Kind
  /// The saved state the content was taken from first.
  public var id: String
  /// When that state was taken, in epoch milliseconds; `nil` when the input does not show it.
  public var time: Int64?
  /// Who took it.
  public var actor: Actor?
  /// The disk it was taken of.
  public var disk: String?
  /// The instance it was taken of, when it was taken of a whole one.
  public var instance: String?
  /// Whether a copy on the way came back from the recycle bin or the archive.
  public var wasRecovered: Bool
  /// What was done on the way, the oldest first.
  public var steps: [Step]
  /// The saved states on the way, copies among them: whoever deletes one removes evidence.
  public var states: [String]
  /// The disks on the way: the one the state was taken of, and those whose content that came from.
  public var disks: [String] = []
  /// The steps that made a copy of a saved state and nothing else of it.
  var copies: Set<Step> = []

  init(_ kind: Act.Source.Kind, _ id: String, wasRecovered: Bool = false, steps: [Step] = []) {
    self.kind = kind
    madeFrom = kind
    self.id = id
    self.wasRecovered = wasRecovered
    self.steps = steps
    states = [id]
  }
}
