/// A story told in telemetry: an attack, a benign twin of one, or a refusal.
public struct Scenario: Sendable {
  public enum Kind: String, Sendable, CaseIterable {
    /// An instance is brought back to an older state by somebody who should not.
    case attack
    /// Looks like an attack and is none.
    case benign
    /// Brings an instance back to an older state, and somebody has a right to: the records tell nothing else than those of
    /// an attack, so it is found like one. What tells it apart, such as a ticket, is not in the log.
    case legitimate
  }

  /// How the records reach whoever reads them.
  public enum Delivery: Sendable {
    case asWritten
    /// CloudTrail records as events of EventBridge.
    case eventBridge
    /// CloudTrail records as messages of a CloudWatch Logs subscription, three at a time.
    case logGroup
  }

  /// Stable, for the command line and for tests: `T2`, `AWS-3`.
  public let id: String
  public let title: String
  public let kind: Kind
  public let cloud: Cloud
  /// What happens, in two or three sentences.
  public let story: String
  /// The rows of the revert catalogue that must show in the finding; none for a benign story.
  public let rows: [String]
  /// The least severity the finding must have: `low`, `medium` …; `nil` for a benign story.
  public let severity: String?
  /// How many times an instance is brought back, each a finding of its own.
  public let reverts: Int
  let delivery: Delivery
  let tell: @Sendable (inout Telemetry) -> Void

  init(
    _ id: String, _ title: String, kind: Kind, cloud: Cloud, rows: [String] = [], severity: String? = nil,
    reverts: Int = 1, delivery: Delivery = .asWritten, story: String, tell: @escaping @Sendable (inout Telemetry) -> Void
  ) {
    self.id = id
    self.title = title
    self.kind = kind
    self.cloud = cloud
    self.story = story
    self.rows = rows
    self.severity = severity
    self.reverts = reverts
    self.delivery = delivery
    self.tell = tell
  }

  /// The records of the story, in order of time; the same for the same seed.
  public func records(seed: UInt64, start: Moment = .standardStart) -> [NativeRecord] {
    delivered(written(seed: seed, start: start))
  }

  /// The records as the cloud writes them, before they are delivered.
  func written(seed: UInt64, start: Moment) -> [NativeRecord] {
    // Each scenario has ids of its own, so that many can stand in one input.
    var own = seed
    for byte in id.utf8 { own = (own ^ UInt64(byte)) &* 0x100_0000_01B3 }
    var telemetry = Telemetry(seed: own, start: start, cast: id)
    tell(&telemetry)
    return telemetry.records
  }
}

/// Every scenario that ships.
public enum ScenarioCatalogue {
  public static let all: [Scenario] = published + aws + azure + gcp + scoring + evasions + awsVolumeEvasions
    + awsReplacementEvasions + awsProductEvasions + azureEvasions + azureProductEvasions + gcpEvasions + benign + automation
    + awsServices + awsPipelines + migrations + azureRoutine + gcpRoutine

  /// The four tests of the published detection page, with the telemetry it says they must show.
  public static let published: [Scenario] = [
    .stopAndStart, .volumeFromSnapshot, .diskFromSnapshot, .imageFromSnapshot,
  ]

  public static func scenario(_ id: String) -> Scenario? { all.first { $0.id.lowercased() == id.lowercased() } }
}
