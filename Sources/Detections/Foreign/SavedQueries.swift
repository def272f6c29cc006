import Foundation
import MartletDiagnostics

/// The saved queries of a folder: files `NAME.cql`, and the saved queries of LogScale packages, which are YAML.
public struct SavedQueries: Sendable {
  private var texts: [String: String] = [:]

  public init() {}

  /// Reads a folder at any depth. A file `team/enrich.cql` is the query `team/enrich`; a YAML file is the query of the
  /// name it gives itself, and of its own.
  public init(folder: String) {
    let base = folder.hasSuffix("/") ? String(folder.dropLast()) : folder
    let below = FileManager.default.enumerator(atPath: base)?.compactMap { $0 as? String } ?? []
    add(ForeignFile.files(below: base).files)
    // Plain files win: they are the ones somebody put there for this.
    for path in below.sorted() where path.hasSuffix(".cql") {
      texts[String(path.dropLast(4))] = try? String(contentsOfFile: "\(base)/\(path)", encoding: .utf8)
    }
  }

  init(_ files: [ForeignFile]) { add(files) }

  public var isEmpty: Bool { texts.isEmpty }

  /// The text of a query. `vendor/package:name` is also found as `name`: a folder holds one package as a rule.
  public subscript(name: String) -> String? {
    if let text = texts[name] { return text }
    guard let colon = name.lastIndex(of: ":") else { return nil }
    return texts[String(name[name.index(after: colon)...])]
  }

  /// These and others; where a name is in both, this one counts.
  public mutating func merge(_ others: SavedQueries) { texts.merge(others.texts) { own, _ in own } }

  private mutating func add(_ files: [ForeignFile]) {
    for file in files where file.format == .savedQuery {
      let text = String(decoding: file.query.query.bytes, as: UTF8.self)
      texts[URL(filePath: file.path).deletingPathExtension().lastPathComponent] = text
      texts[file.name] = text
    }
  }
}
