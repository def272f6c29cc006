/// The parts of a URI as they are written, nothing decoded (RFC 3986, appendix B).
struct URIParts {
  var scheme: Substring?
  var username: Substring?
  var password: Substring?
  var host: Substring?
  var port: Substring?
  var path: Substring = ""
  var query: Substring?
  var fragment: Substring?

  /// `nil` for a text that is no URI: one with blanks or control characters, or a port that is no number.
  init?(_ text: some StringProtocol) {
    var rest = Substring(text)
    guard !rest.isEmpty, !rest.unicodeScalars.contains(where: { $0.value <= 0x20 || $0.value == 0x7F }) else { return nil }
    if let hash = rest.firstIndex(of: "#") {
      fragment = rest[rest.index(after: hash)...]
      rest = rest[..<hash]
    }
    if let mark = rest.firstIndex(of: "?") {
      query = rest[rest.index(after: mark)...]
      rest = rest[..<mark]
    }
    if let colon = rest.firstIndex(of: ":"), Self.isScheme(rest[..<colon]) {
      scheme = rest[..<colon]
      rest = rest[rest.index(after: colon)...]
    }
    if rest.hasPrefix("//") {
      rest = rest.dropFirst(2)
      let end = rest.firstIndex(of: "/") ?? rest.endIndex
      guard readAuthority(rest[..<end]) else { return nil }
      rest = rest[end...]
    }
    path = rest
  }

  private static func isScheme(_ text: Substring) -> Bool {
    guard let first = text.first, first.isASCII, first.isLetter else { return false }
    return text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "+-.".contains($0)) }
  }

  private mutating func readAuthority(_ text: Substring) -> Bool {
    var rest = text
    if let at = rest.lastIndex(of: "@") {
      let user = rest[..<at]
      rest = rest[rest.index(after: at)...]
      let colon = user.firstIndex(of: ":") ?? user.endIndex
      username = user[..<colon]
      if colon < user.endIndex { password = user[user.index(after: colon)...] }
    }
    let portStart = rest.hasPrefix("[") ? rest.firstIndex(of: "]") ?? rest.startIndex : rest.startIndex
    if let colon = rest[portStart...].lastIndex(of: ":") {
      let digits = rest[rest.index(after: colon)...]
      guard digits.allSatisfy({ $0.isASCII && $0.isNumber }) else { return false }
      port = digits
      rest = rest[..<colon]
    }
    host = rest
    return true
  }

  /// The parts that are there, under the names that functions give them.
  var fields: [(name: String, value: Substring)] {
    let parts = [
      ("scheme", scheme), ("username", username), ("password", password), ("host", host), ("port", port),
      ("path", path.isEmpty ? nil : path), ("query", query), ("fragment", fragment),
    ]
    return parts.compactMap { name, value in value.flatMap { $0.isEmpty ? nil : (name, $0) } }
  }

  static let names = ["scheme", "username", "password", "host", "port", "path", "query", "fragment"]
}
