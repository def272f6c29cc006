/// Fills the response steps of a manifest with the ids of a finding.
enum ResponseText {
  /// Steps whose command names a field that is not known are kept without their command.
  static func fill(_ steps: [Manifest.ResponseStep], from fields: [String: String]) -> [Finding.Response] {
    steps.map { Finding.Response(step: filled($0.step, fields) ?? $0.step, command: $0.command.flatMap { filled($0, fields) }) }
  }

  private static func filled(_ template: String, _ fields: [String: String]) -> String? {
    var text = ""
    var rest = template[...]
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      text += rest[..<open]
      guard let value = fields[String(rest[rest.index(after: open)..<close])] else { return nil }
      text += shellQuoted(value)
      rest = rest[rest.index(after: close)...]
    }
    return text + rest
  }

  /// Ids come from logs that an attacker wrote in part: a value that is more than a plain word is quoted.
  private static func shellQuoted(_ value: String) -> String {
    let isPlain = value.utf8.allSatisfy { byte in
      (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || "-_./:@".utf8.contains(byte)
    }
    return isPlain && !value.isEmpty ? value : "'" + value.replacing("'", with: "'\\''") + "'"
  }
}
