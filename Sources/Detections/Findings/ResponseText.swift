import MartletLineage

/// Fills the response steps of a manifest with the ids of a finding.
enum ResponseText {
  /// Steps whose command names something that is not known are kept without their command; those that say `when` it makes
  /// sense are left out. A step for `{actor.revoke}` stands once for each actor.
  static func fill(
    _ steps: [Manifest.ResponseStep], from fields: [String: String], actors: [Actor] = [], cloud: String? = nil,
    at time: Int64 = 0
  ) -> [Finding.Response] {
    steps.flatMap { step -> [Finding.Response] in
      if let condition = step.when, fields[condition] == nil { return [] }
      if step.command == "{actor.revoke}" {
        let people = actors.filter { !$0.isService }
        return people.prefix(mostActors).map { actor in
          Finding.Response(
            step: "\(step.step) \(actor.name)", command: ActorResponse.command(for: actor, cloud: cloud, at: time))
        }
      }
      let command = step.command.flatMap { filled($0, fields) }
      return [Finding.Response(step: filled(step.step, fields) ?? step.step, command: command)]
    }
  }

  private static let mostActors = 8

  private static func filled(_ template: String, _ fields: [String: String]) -> String? {
    var text = ""
    var rest = template[...]
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      text += rest[..<open]
      guard let value = fields[String(rest[rest.index(after: open)..<close])], !value.isEmpty else { return nil }
      text += shellQuoted(value)
      rest = rest[rest.index(after: close)...]
    }
    return text + rest
  }

  /// Ids come from logs that an attacker wrote in part: a value that is more than a plain word is quoted.
  static func shellQuoted(_ value: String) -> String {
    let isPlain = value.utf8.allSatisfy { byte in
      (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || "-_./:@".utf8.contains(byte)
    }
    return isPlain && !value.isEmpty ? value : "'" + value.replacing("'", with: "'\\''") + "'"
  }
}
