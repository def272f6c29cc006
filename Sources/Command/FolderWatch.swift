import Foundation

/// The files below some folders, and when each was changed: what tells one look from the next.
///
/// It looks, and does not listen: that works on every file system, and an editor that writes a new file in place of the old
/// one changes what is seen as much as one that writes into it.
struct FolderWatch {
  private struct State: Equatable {
    var changed: Date
    var size: Int
    var number: Int
  }

  private let roots: [String]
  private var files: [String: State]

  /// - Parameter roots: folders or files.
  init(_ roots: [String]) {
    self.roots = roots
    files = Self.look(at: roots)
  }

  /// The paths that have changed, come or gone since the last look; waits until nothing changes any more, so that a file
  /// is not seen half written.
  mutating func changes() async throws -> Set<String> {
    var seen = Self.look(at: roots)
    guard seen != files else { return [] }
    while true {
      try await Task.sleep(for: .milliseconds(100))
      let next = Self.look(at: roots)
      if next == seen { break }
      seen = next
    }
    let changed = Set(seen.filter { files[$0.key] != $0.value }.keys).union(files.keys.filter { seen[$0] == nil })
    files = seen
    return changed
  }

  private static func look(at roots: [String]) -> [String: State] {
    var files: [String: State] = [:]
    for root in roots {
      let base = root.hasSuffix("/") ? String(root.dropLast()) : root
      let names = FileManager.default.enumerator(atPath: base)?.compactMap { $0 as? String } ?? []
      for path in names.isEmpty ? [base] : names.map({ "\(base)/\($0)" }) {
        guard let attributes = try? FileManager.default.attributesOfItem(atPath: path),
          attributes[.type] as? FileAttributeType == .typeRegular
        else { continue }
        files[path] = State(
          changed: attributes[.modificationDate] as? Date ?? .distantPast, size: attributes[.size] as? Int ?? 0,
          number: attributes[.systemFileNumber] as? Int ?? 0)
      }
    }
    return files
  }
}
