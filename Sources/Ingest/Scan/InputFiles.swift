import Glibc

/// The files behind the paths a user gave, in the order in which they are read.
enum InputFiles {
  struct Entry {
    /// As it is opened; `-` for standard input.
    var path: String
    /// Set when the path itself cannot be read.
    var problem: String?
  }

  /// Folders are replaced by the files below them, sorted by path; hidden files and folders are passed over.
  static func list(_ paths: [String]) -> [Entry] {
    var entries: [Entry] = []
    for path in paths {
      if path == "-" {
        entries.append(Entry(path: path))
      } else if isFolder(path) {
        var found: [Entry] = []
        var visited: Set<FolderIdentity> = []
        addFolder(path, to: &found, visited: &visited)
        found.sort { $0.path < $1.path }
        entries += found
      } else {
        entries.append(Entry(path: path))
      }
    }
    return entries
  }

  private struct FolderIdentity: Hashable {
    var device: UInt64
    var number: UInt64
  }

  private static func status(_ path: String) -> stat? {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else { return nil }
    return status
  }

  private static func isFolder(_ path: String) -> Bool {
    guard let status = status(path) else { return false }
    return status.st_mode & S_IFMT == S_IFDIR
  }

  private static func addFolder(_ path: String, to entries: inout [Entry], visited: inout Set<FolderIdentity>) {
    // A folder that links back to one above it is read once.
    guard let identity = status(path).map({ FolderIdentity(device: UInt64($0.st_dev), number: UInt64($0.st_ino)) }),
      visited.insert(identity).inserted
    else { return }
    guard let folder = unsafe opendir(path) else {
      entries.append(Entry(path: path, problem: OpenFile.explanation(of: errno)))
      return
    }
    defer { unsafe closedir(folder) }
    let base = path.hasSuffix("/") ? path : path + "/"
    while let entry = unsafe readdir(folder) {
      let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { name in
        unsafe name.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
      }
      if name.hasPrefix(".") { continue }
      let child = base + name
      guard let status = status(child) else {
        entries.append(Entry(path: child, problem: OpenFile.explanation(of: errno)))
        continue
      }
      switch status.st_mode & S_IFMT {
      case S_IFDIR: addFolder(child, to: &entries, visited: &visited)
      case S_IFREG: entries.append(Entry(path: child))
      default: continue
      }
    }
  }
}
