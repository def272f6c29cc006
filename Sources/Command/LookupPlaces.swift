import Foundation

/// Where `check` looks for the lookup files that a query names.
struct LookupPlaces: Sendable {
  private let folders: [String]

  /// - Parameters:
  ///   - named: the folder of `--lookups`; then it is the only one, as it is for a run.
  ///   - query: the file of the query, or `-`.
  ///   - others: folders that are checked as a whole.
  init(named: String?, besides query: String, _ others: [String]) {
    if let named {
      self.folders = [named]
      return
    }
    let own = query == "-" ? nil : URL(filePath: query).deletingLastPathComponent().relativePath
    var folders: [String] = []
    for folder in [own].compactMap({ $0 }) + others + ["."] {
      let plain = folder.count > 1 && folder.hasSuffix("/") ? String(folder.dropLast()) : folder
      if !folders.contains(plain) { folders.append(plain) }
    }
    self.folders = folders
  }

  /// Where a file was looked for in vain, for a message; `nil` when it is there.
  func missing(_ name: String) -> String? {
    if folders.contains(where: { FileManager.default.fileExists(atPath: "\($0)/\(name)") }) { return nil }
    let shown = folders.map { $0 == "." ? "the current folder" : "'\($0)'" }
    guard let last = shown.last, shown.count > 1 else { return shown.joined() }
    return shown.dropLast().joined(separator: ", ") + " or " + last
  }
}
