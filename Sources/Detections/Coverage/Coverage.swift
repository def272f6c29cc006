import Foundation
public import MartletEngine
public import MartletExecution
import MartletIngest

/// What detections say of stories told in telemetry: a matrix of scenarios and catalogue rows.
public struct Coverage: Sendable {
  /// One story, and what it must lead to.
  public struct Story: Sendable {
    public var id: String
    /// `attack` or `benign`.
    public var kind: String
    public var cloud: String
    public var title: String
    /// The rows the finding must have, and its least severity; none for a benign story.
    public var rows: [String]
    public var severity: Severity?
    /// Native records as lines.
    public var lines: [String]

    public init(
      id: String, kind: String, cloud: String, title: String, rows: [String], severity: Severity?, lines: [String]
    ) {
      self.id = id
      self.kind = kind
      self.cloud = cloud
      self.title = title
      self.rows = rows
      self.severity = severity
      self.lines = lines
    }
  }

  /// What came of one story.
  public struct Line: Sendable {
    public var story: Story
    /// The rows of the findings, and the worst severity.
    public var rows: [String]
    public var severity: Severity?
    public var findings: Int
    /// How many findings each detection gave that stands beside the others for comparison.
    public var references: [(name: String, findings: Int)]

    /// Whether an attack was found with its rows and severity, or a benign story left alone at medium and above.
    public var isRight: Bool {
      guard let wanted = story.severity else { return (severity ?? .info) < .medium }
      return (severity.map { $0 >= wanted } ?? false) && Set(story.rows).isSubset(of: rows)
    }
  }

  public private(set) var lines: [Line] = []

  /// Runs the packages over each story by itself. Those with status `reference` stand beside the others.
  public init(
    of packages: [DetectionPackage], over stories: [Story], in environment: QueryEnvironment, options: RunOptions
  ) async throws(ExecutionError) {
    let own = packages.filter { $0.manifest.status != .reference }
    let references = packages.filter { $0.manifest.status == .reference }
    for story in stories {
      let path = FileManager.default.temporaryDirectory.appending(path: "martlet-story-\(UUID().uuidString).ndjson")
        .path(percentEncoded: false)
      let text = story.lines.joined(separator: "\n") + "\n"
      guard FileManager.default.createFile(atPath: path, contents: Data(text.utf8)) else {
        throw .unavailable("no temporary file can be made for the scenario '\(story.id)'")
      }
      defer { try? FileManager.default.removeItem(atPath: path) }
      func findings(of packages: [DetectionPackage]) async throws(ExecutionError) -> [Finding] {
        try await DetectionRun(packages: packages, environment: environment, options: options)
          .run(over: FileSource(paths: [path])).findings
      }
      let found = try await findings(of: own)
      var compared: [(name: String, findings: Int)] = []
      for reference in references {
        compared.append((reference.manifest.name, try await findings(of: [reference]).count))
      }
      var rows: [String] = []
      for row in found.flatMap(\.catalogue) where !rows.contains(row) { rows.append(row) }
      lines.append(
        Line(
          story: story, rows: rows, severity: found.map(\.severity).max(), findings: found.count, references: compared))
    }
  }

  /// The rows of the packages' catalogue that no attack shows.
  public func rowsWithoutStory(of packages: [DetectionPackage]) -> [String] {
    let shown = Set(lines.flatMap(\.rows))
    return Set(packages.compactMap { $0.manifest.finding?.catalogue }).subtracting(shown).sorted()
  }
}
