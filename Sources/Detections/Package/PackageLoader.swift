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

  /// The detections in a folder, at any depth, in order of their paths, and what could not be read. Rules in files of
  /// other products come after ours. A path may also be such a file.
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
    let (files, unreadable) = foreignFiles(at: folder)
    let savedQueries = SavedQueries(files)
    for var package in files.compactMap({ $0.package() }) {
      package.savedQueries = savedQueries
      packages.append(package)
    }
    return (packages, problems + unreadable)
  }

  /// The parsers of LogScale in a folder, in order of their paths, with the saved queries beside them.
  public static func parsers(
    from folder: String
  ) -> (parsers: [ParserFile], savedQueries: SavedQueries, problems: [PackageError]) {
    let files = foreignFiles(at: folder).files
    var parsers: [ParserFile] = []
    var problems: [PackageError] = []
    for file in files {
      do throws(PackageError) {
        if let parser = try ParserFile(file) { parsers.append(parser) }
      } catch {
        problems.append(error)
      }
    }
    return (parsers, SavedQueries(files), problems)
  }

  private static func foreignFiles(at path: String) -> (files: [ForeignFile], problems: [PackageError]) {
    guard ForeignFile.isCandidate(path), let bytes = FileManager.default.contents(atPath: path) else {
      return ForeignFile.files(below: path)
    }
    do throws(PackageError) {
      return (try ForeignFile(bytes: Array(bytes), path: path).map { [$0] } ?? [], [])
    } catch {
      return ([], [error])
    }
  }

  private static func manifests(below folder: String) -> [String] {
    let base = folder.hasSuffix("/") ? String(folder.dropLast()) : folder
    let below = FileManager.default.enumerator(atPath: base)?.compactMap { $0 as? String } ?? []
    return below.filter { $0 == "detection.yaml" || $0.hasSuffix("/detection.yaml") }.sorted().map { "\(base)/\($0)" }
  }
}
