public import MartletDiagnostics
import Yams

/// A detection as it lies in its folder: the manifest and the query.
public struct DetectionPackage: Sendable {
  /// Where it was read from, for messages.
  public var folder: String
  public var manifest: Manifest
  public var query: SourceText

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
