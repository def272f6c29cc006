import Foundation
import MartletDiagnostics

/// Finds detections: those that ship inside the program, and those in folders.
public enum PackageLoader {
  /// The detections that ship, in order of their folders.
  public static func shipped() -> [DetectionPackage] {
    ShippedFiles.all.keys.filter { $0.hasSuffix("/detection.yaml") }.sorted().map { path in
      let folder = String(path.dropLast("/detection.yaml".count))
      do throws(PackageError) {
        return try DetectionPackage(
          folder: folder, manifest: ShippedFiles.all[path] ?? "",
          query: SourceText(ShippedFiles.all["\(folder)/query.cql"] ?? "", name: "\(folder)/query.cql"))
      } catch {
        preconditionFailure("a detection that ships is broken: \(error.folder): \(error.message)")
      }
    }
  }

  /// The detections in a folder, at any depth, in order of their paths; and what could not be read.
  public static func load(from folder: String) -> (packages: [DetectionPackage], problems: [PackageError]) {
    var packages: [DetectionPackage] = []
    var problems: [PackageError] = []
    for path in manifests(below: folder) {
      let place = String(path.dropLast("/detection.yaml".count))
      guard let manifest = try? String(contentsOfFile: path, encoding: .utf8) else {
        problems.append(PackageError(folder: place, message: "detection.yaml cannot be read"))
        continue
      }
      guard let query = FileManager.default.contents(atPath: "\(place)/query.cql") else {
        problems.append(PackageError(folder: place, message: "there is no query.cql beside detection.yaml"))
        continue
      }
      do throws(PackageError) {
        packages.append(
          try DetectionPackage(
            folder: place, manifest: manifest, query: SourceText(bytes: Array(query), name: "\(place)/query.cql")))
      } catch {
        problems.append(error)
      }
    }
    return (packages, problems)
  }

  private static func manifests(below folder: String) -> [String] {
    let base = folder.hasSuffix("/") ? String(folder.dropLast()) : folder
    let below = FileManager.default.enumerator(atPath: base)?.compactMap { $0 as? String } ?? []
    return below.filter { $0 == "detection.yaml" || $0.hasSuffix("/detection.yaml") }.sorted().map { "\(base)/\($0)" }
  }
}
