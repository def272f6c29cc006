public import MartletDiagnostics
import Yams

/// A detection as it lies in its folder, the manifest and the query, or as a file of another product.
public struct DetectionPackage: Sendable {
  /// Where it was read from, for messages.
  public var folder: String
  public var manifest: Manifest
  public var query: SourceText

  /// For a rule in a file of another product: where in the file its query stands.
  public var embedded: EmbeddedQuery?
  public var format: RuleFormat?
  /// The saved queries that lie beside it.
  public var savedQueries = SavedQueries()

  /// Whether the query reads facts that only lineage knows.
  public var readsLineage: Bool { manifest.portable == false }

  /// Reads a package from the text of its files.
  public init(folder: String, manifest text: String, query: SourceText) throws(PackageError) {
    self.folder = folder
    self.query = query
    do {
      manifest = try YAMLDecoder().decode(Manifest.self, from: text)
    } catch {
      throw PackageError(folder: folder, message: "detection.yaml: \(Self.words(error))")
    }
  }

  init(path: String, manifest: Manifest, query: EmbeddedQuery, format: RuleFormat) {
    folder = path
    self.manifest = manifest
    self.query = query.query
    self.format = format
    embedded = query
  }

  /// Diagnostics of the query with the text they are about: the whole file where the query is a part of it.
  public func placed(_ diagnostics: [Diagnostic]) -> (text: SourceText, diagnostics: [Diagnostic]) {
    guard let embedded else { return (query, diagnostics) }
    return (embedded.file, diagnostics.map(embedded.inFile))
  }

  /// What is wrong with a manifest, in words of the file.
  private static func words(_ error: any Error) -> String {
    switch error {
    case DecodingError.keyNotFound(let key, _): "'\(key.stringValue)' is missing"
    case DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context),
      DecodingError.dataCorrupted(let context):
      "\(context.codingPath.map(\.stringValue).joined(separator: ".")): \(context.debugDescription)"
    default: "\(error)"
    }
  }
}

/// A folder that is no detection, and why.
public struct PackageError: Error, Sendable {
  public var folder: String
  public var message: String
}
