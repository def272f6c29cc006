import ArgumentParser
import Foundation
import MartletDetections

/// Finds the query files that paths stand for.
enum QueryFiles {
  /// Files as they are named, and every `*.cql` below a folder, in order of their paths; then the YAML files below it
  /// that hold a rule, a saved query or a parser.
  static func find(_ paths: [String]) throws -> [String] {
    var found: [String] = []
    for path in paths {
      var isFolder: ObjCBool = false
      let before = found.count
      if path == "-" {
        found.append(path)
      } else if unsafe !FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) {
        Messages.error("\(path): there is no such file or folder")
        throw ExitCode(ExitStatus.wrongUsage.rawValue)
      } else if isFolder.boolValue {
        let below = FileManager.default.enumerator(atPath: path)?.compactMap { $0 as? String } ?? []
        found.append(contentsOf: below.filter { $0.hasSuffix(".cql") }.sorted().map { path.hasSuffix("/") ? path + $0 : "\(path)/\($0)" })
        let (files, problems) = ForeignFile.files(below: path)
        // What cannot be read is told of when its turn comes.
        found.append(contentsOf: (files.map(\.path) + problems.map(\.folder)).sorted())
        if found.count == before { Messages.error("\(path): there is no *.cql below it, and no YAML that holds a query") }
      } else {
        found.append(path)
      }
    }
    // As with a path that is not there: nothing was looked at, and that must not pass for success.
    if found.isEmpty { throw ExitCode(ExitStatus.wrongUsage.rawValue) }
    return found
  }

  /// Whether a query is that of a detection with `status: reference`.
  static func isReference(_ path: String) -> Bool {
    let url = URL(filePath: path)
    let folder = url.deletingLastPathComponent()
    guard url.lastPathComponent == "query.cql",
      FileManager.default.fileExists(atPath: folder.appending(path: "detection.yaml").path(percentEncoded: false))
    else { return false }
    let (packages, _) = PackageLoader.load(from: folder.path(percentEncoded: false))
    return packages.first?.manifest.status == .reference
  }

  /// Those of the paths that are folders.
  static func folders(_ paths: [String]) -> [String] {
    paths.filter { path in
      var isFolder: ObjCBool = false
      return unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
    }
  }

  /// The bytes of a file; `nil`, after saying so, when it cannot be read.
  static func read(_ path: String) -> [UInt8]? {
    let data = path == "-" ? try? FileHandle.standardInput.readToEnd() ?? Data() : FileManager.default.contents(atPath: path)
    guard let data else {
      Messages.error("\(path): cannot be read")
      return nil
    }
    return Array(data)
  }
}
