/// The names of the groups of a regex, as it is written. May name more than there are, never fewer: what stands in a
/// class or between `\Q` and `\E` is not told apart.
enum CaptureNames {
  static func of(_ body: String) -> [String] {
    var names: [String] = []
    let bytes = Array(body.utf8)
    var index = 0
    while index + 3 < bytes.count {
      if bytes[index] == UInt8(ascii: "\\") {
        index += bytes[index + 1] == UInt8(ascii: "c") ? 3 : 2
        continue
      }
      if let name = name(at: index, in: bytes) { names.append(name) }
      index += 1
    }
    return names
  }

  /// The names of the groups that a pattern writes to fields.
  static func written(by pattern: PatternSource) -> [String] {
    guard case .regex(let body, _, extracts: true, _) = pattern else { return [] }
    return of(body)
  }

  /// The name of the group that starts at `start`: `(?<name>`, `(?P<name>` or `(?<{any text}>`.
  private static func name(at start: Int, in bytes: [UInt8]) -> String? {
    guard bytes[start] == UInt8(ascii: "("), bytes[start + 1] == UInt8(ascii: "?") else { return nil }
    var index = start + 2
    if bytes[index] == UInt8(ascii: "P") { index += 1 }
    guard index + 1 < bytes.count, bytes[index] == UInt8(ascii: "<"), bytes[index + 1] != UInt8(ascii: "="),
      bytes[index + 1] != UInt8(ascii: "!")
    else { return nil }
    index += 1
    let isBraced = bytes[index] == UInt8(ascii: "{")
    if isBraced { index += 1 }
    guard let end = bytes[index...].firstIndex(of: isBraced ? UInt8(ascii: "}") : UInt8(ascii: ">")) else { return nil }
    return String(decoding: bytes[index..<end], as: UTF8.self)
  }
}
