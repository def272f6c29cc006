public import MartletLineage

/// One thing a responder has to look at: for a revert, one instance that was brought back to an older state.
///
/// The keys of its JSON form are a contract (`Finding+JSON.swift`); more may be added.
public struct Finding: Sendable {
  /// Stable: made of the detection, the resource and the event that completed the strongest row.
  public var id: String
  public var detection: String
  public var technique: String?
  /// Rows of the catalogue that apply, base rows and what raised them.
  public var catalogue: [String]
  public var severity: Severity
  public var title: String
  public var cloud: String?
  public var account: String?
  public var region: String?
  /// The instance that runs the older state, or what else was reverted.
  public var resource: String
  /// Epoch milliseconds of the first and the last step.
  public var first: Int64
  public var last: Int64
  public var wiped: Wiped?
  public var disk: Disk?
  public var actors: [String]
  public var addresses: [String]
  public var reasons: [Reason]
  public var steps: [Step]
  /// The keys that tied the steps.
  public var joins: [String]
  /// What a complete chain would show and this one does not.
  public var missing: [String]
  public var suppression: Suppression?
  public var response: [Response]
  /// Who took part, by what does not change with a session or a name.
  public var identities: [Actor] = []
  /// Tags on what was made or put in place: `key=value`.
  public var tags: [String] = []
  /// The level of the strongest row, before anything raised or lowered it.
  public var baseSeverity: Severity?
  /// The fields of the strongest row, for tests and for whoever wants more than a finding says.
  public var fields: [String: String] = [:]

  /// What happened between these instants is gone from the disk. Epoch milliseconds.
  public struct Wiped: Sendable, Equatable {
    public var from: Int64
    public var to: Int64

    public init(from: Int64, to: Int64) {
      self.from = from
      self.to = to
    }
  }

  public struct Disk: Sendable, Equatable {
    public var old: String?
    public var new: String?
    public var source: String?
    public var sourceKind: String?

    public init(old: String? = nil, new: String? = nil, source: String? = nil, sourceKind: String? = nil) {
      self.old = old
      self.new = new
      self.source = source
      self.sourceKind = sourceKind
    }
  }

  /// Why the severity is what it is.
  public struct Reason: Sendable, Equatable {
    public enum Effect: String, Sendable { case base, raises = "+1", lowers = "-1" }

    public var effect: Effect
    public var text: String
    /// The rule it comes from, when that is not the one that found the finding.
    public var rule: String?

    public init(_ effect: Effect, _ text: String, rule: String? = nil) {
      self.effect = effect
      self.text = text
      self.rule = rule
    }
  }

  public struct Step: Sendable, Equatable {
    public var time: Int64
    public var eventID: String
    public var action: String
    public var resource: String
    public var actor: String
    public var address: String?
  }

  /// Why it does not alert, though it is still there to be seen.
  public struct Suppression: Sendable, Equatable {
    public var entry: String
    public var reason: String
    public var expires: String
  }

  /// What to do, with a command where there is one, its ids filled in.
  public struct Response: Sendable, Equatable {
    public var step: String
    public var command: String?
  }

  /// The level again, after reasons came or went.
  mutating func rescore() {
    guard let baseSeverity else { return }
    let steps = reasons.reduce(0) { sum, reason in
      switch reason.effect {
      case .base: sum
      case .raises: sum + 1
      case .lowers: sum - 1
      }
    }
    severity = baseSeverity.raised(by: steps)
  }
}
