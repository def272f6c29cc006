import Foundation

/// The memory this process may still take, as the system tells it: the machine's, or what a control group leaves.
enum AvailableMemory {
  /// Bytes; what the machine has in all where nothing better is known.
  static var bytes: Int {
    let machine = meminfo ?? Int(clamping: ProcessInfo.processInfo.physicalMemory)
    return controlGroups.reduce(machine) { min($0, $1) }
  }

  private static var meminfo: Int? {
    guard let text = text(of: "/proc/meminfo") else { return nil }
    for line in text.split(separator: "\n") where line.hasPrefix("MemAvailable:") {
      return line.split(separator: " ").dropFirst().first.flatMap { Int($0) }.map { $0 << 10 }
    }
    return nil
  }

  /// What each control group around the process leaves, of either version.
  private static var controlGroups: [Int] {
    var left: [Int] = []
    for line in (text(of: "/proc/self/cgroup") ?? "").split(separator: "\n") {
      let parts = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
      guard parts.count == 3 else { continue }
      let isFirstVersion = parts[1].split(separator: ",").contains("memory")
      guard isFirstVersion || parts[1].isEmpty else { continue }
      let root = isFirstVersion ? "/sys/fs/cgroup/memory" : "/sys/fs/cgroup"
      let names = isFirstVersion ? ("memory.limit_in_bytes", "memory.usage_in_bytes") : ("memory.max", "memory.current")
      // A container sees its own group at the root; on the machine itself the groups above hold too.
      var path = parts[2].split(separator: "/")
      while true {
        let folder = ([root] + path.map { String($0) }).joined(separator: "/")
        if let limit = number(in: folder, names.0), let used = number(in: folder, names.1) {
          left.append(max(limit - used + reclaimable(in: folder), 0))
        }
        if path.popLast() == nil { break }
      }
    }
    return left
  }

  /// Pages of files, which the system takes back when it needs them.
  private static func reclaimable(in folder: String) -> Int {
    for line in (text(of: "\(folder)/memory.stat") ?? "").split(separator: "\n") {
      let parts = line.split(separator: " ")
      if parts.count == 2, parts[0] == "inactive_file" || parts[0] == "total_inactive_file" { return Int(parts[1]) ?? 0 }
    }
    return 0
  }

  /// `nil` for no limit, which is the word max or a number beyond all memory.
  private static func number(in folder: String, _ name: String) -> Int? {
    text(of: "\(folder)/\(name)").flatMap { Int($0.trimmingCharacters(in: .whitespacesAndNewlines)) }
      .flatMap { $0 < 1 << 60 ? $0 : nil }
  }

  private static func text(of path: String) -> String? {
    FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) }
  }
}
