import Foundation
import MartletDiagnostics
import Yams

/// A YAML file of another product, with the query it holds.
public struct ForeignFile: Sendable {
  public let path: String
  public let format: RuleFormat
  public let query: EmbeddedQuery
  /// The name in the file; that of the file when it gives none.
  public let name: String
  private let text: String

  /// Reads a file; `nil` when it is none that holds a query. Throws when it looks like one and is no YAML.
  public init?(bytes: [UInt8], path: String) throws(PackageError) {
    let text = String(decoding: bytes, as: UTF8.self)
    let document: Node?
    do {
      document = try Self.compose(text)
    } catch {
      guard Self.looksLikeRule(text) else { return nil }
      throw PackageError(folder: path, message: "it is no YAML: \("\(error)".prefix { $0 != "\n" })")
    }
    guard let root = document, let format = RuleFormat(of: root) else { return nil }
    guard let node = format.query(in: root), let query = EmbeddedQuery(node, in: SourceText(bytes: bytes, name: path))
    else { throw PackageError(folder: path, message: "the \(format.rawValue) has no query") }
    self.path = path
    self.format = format
    self.query = query
    self.text = text
    name = root["name"]?.string ?? Self.stem(of: path)
  }

  /// The YAML document.
  func document() -> Node? { try? Self.compose(text) }

  /// The encoding is given because the library's default reads the environment of the process anew for every file.
  private static func compose(_ text: String) throws -> Node? {
    try Yams.compose(yaml: text, .default, .default, .utf8)
  }

  /// The file as a detection, with what its format says of one.
  public func package() -> DetectionPackage? {
    guard format != .parser, let root = document() else { return nil }
    let severity = Self.severity(of: root)
    var manifest = Manifest(
      id: root["id"]?.string ?? root["rule_id"]?.string ?? name, name: Self.stem(of: path), title: name, status: .stable,
      severity: severity, description: root["description"]?.string ?? "")
    manifest.attack = Self.attack(of: root)
    if let references = root["references"]?.sequence { manifest.references = references.compactMap(\.string) }
    return DetectionPackage(path: path, manifest: manifest, query: query, format: format)
  }

  /// `10` to `90` in correlation rules, a word elsewhere; most formats have none.
  private static func severity(of root: Node) -> Severity {
    guard let written = root["severity"] else { return .medium }
    if let number = written.int {
      return number >= 90 ? .critical : number >= 70 ? .high : number >= 50 ? .medium : number >= 30 ? .low : .info
    }
    let word = written.string?.lowercased() ?? ""
    return Severity(rawValue: word == "informational" ? "info" : word) ?? .medium
  }

  /// The technique, where one is named; formats name it in several ways.
  private static func attack(of root: Node) -> Manifest.Attack? {
    let mapped = root["mitre_attack"]?.sequence?.first
    let ids = root["mitre_ids"]?.sequence?.compactMap(\.string) ?? []
    let technique =
      mapped?["technique_id"]?.string ?? root["technique"]?.string ?? ids.first { $0.hasPrefix("T") && !$0.hasPrefix("TA") }
    guard let technique, !technique.isEmpty else { return nil }
    let tactic = mapped?["tactic_id"]?.string ?? root["tactic"]?.string
    return Manifest.Attack(technique: technique, tactics: tactic.map { [$0] } ?? ids.filter { $0.hasPrefix("TA") })
  }

  private static func stem(of path: String) -> String {
    URL(filePath: path).deletingPathExtension().lastPathComponent
  }

  private static func looksLikeRule(_ text: String) -> Bool {
    text.split(separator: "\n").contains { line in
      ["cql:", "queryString:", "script:"].contains { line.hasPrefix($0) }
    }
  }
}

extension ForeignFile {
  /// Whether a path has the ending of such a file, and is not that of its tests.
  public static func isCandidate(_ path: String) -> Bool {
    isYAML(path) && !path.hasSuffix(".test.yaml") && !path.hasSuffix(".test.yml")
  }

  public static func isYAML(_ path: String) -> Bool { path.hasSuffix(".yaml") || path.hasSuffix(".yml") }

  /// The files below a folder, in order of their paths, and what could not be read. Folders of detections are left
  /// out: their YAML is ours.
  public static func files(below folder: String) -> (files: [ForeignFile], problems: [PackageError]) {
    let base = folder.hasSuffix("/") ? String(folder.dropLast()) : folder
    let below = (FileManager.default.enumerator(atPath: base)?.compactMap { $0 as? String } ?? []).sorted()
    let ours = below.filter { $0 == "detection.yaml" || $0.hasSuffix("/detection.yaml") }
      .map { String($0.dropLast("detection.yaml".count)) }
    var files: [ForeignFile] = []
    var problems: [PackageError] = []
    for path in below where isCandidate(path) && !ours.contains(where: path.hasPrefix) {
      guard let bytes = FileManager.default.contents(atPath: "\(base)/\(path)") else { continue }
      do throws(PackageError) {
        if let file = try ForeignFile(bytes: Array(bytes), path: "\(base)/\(path)") { files.append(file) }
      } catch {
        problems.append(error)
      }
    }
    return (files, problems)
  }
}
