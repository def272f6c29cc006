/// `detection.yaml`: everything about a detection besides its query.
public struct Manifest: Sendable, Codable {
  public enum Status: String, Sendable, Codable {
    case stable, experimental
    /// Kept to be measured against: runs only when named, exempt from lint.
    case reference
  }

  public var id: String
  /// The folder's name.
  public var name: String
  public var title: String
  public var status: Status
  public var severity: Severity
  public var description: String
  /// The package a row belongs to: what its findings are called. The name when absent.
  public var package: String?
  public var attack: Attack?
  /// Whether the query can be pasted into LogScale and works there; `false` when it reads `lineage.*`.
  public var portable: Bool?
  /// `records`, `resources` or `native`, when the query itself does not say.
  public var view: String?
  public var finding: FindingMap?
  public var mutableElements: [String: String]?
  public var falsePositives: [String]?
  public var blindSpots: [String]?
  public var references: [String]?
  public var schedule: Schedule?
  public var response: [ResponseStep]?

  enum CodingKeys: String, CodingKey {
    case id, name, title, status, severity, description, package, attack, portable, view, finding, references, schedule
    case response
    case mutableElements = "mutable_elements"
    case falsePositives = "false_positives"
    case blindSpots = "blind_spots"
  }

  public struct Attack: Sendable, Codable {
    public var technique: String
    public var tactics: [String]?
  }

  /// How often a server runs it, and over how long.
  public struct Schedule: Sendable, Codable {
    public var every: String
    public var window: String
  }

  /// How rows become findings.
  public struct FindingMap: Sendable, Codable {
    /// The row of the catalogue.
    public var catalogue: String?
    /// Whether rows are findings of their own, or raise those of the same chain or resource.
    public var effect: Effect?
    /// The output field that names what was reverted.
    public var resource: String?
    /// The output field with a severity of the row, when it is not always the same.
    public var severityField: String?
    /// What the row means, for the reasons of a finding.
    public var reason: String?

    enum CodingKeys: String, CodingKey {
      case catalogue, effect, resource, reason
      case severityField = "severity_field"
    }

    public enum Effect: String, Sendable, Codable { case base, raises, lowers }
  }

  /// What to do, with `{field}` for values of the finding.
  public struct ResponseStep: Sendable, Codable {
    public var step: String
    public var command: String?
    /// A value the step makes no sense without: `finding.kept_disk`.
    public var when: String?
  }
}
