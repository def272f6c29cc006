/// Commands that make, name and choose fields: `eval`, `rex`, `rename`, `fields`, `table` …
enum SplunkFields: HabitFamily {
  static let commands: Set<String> = [
    "eval", "rex", "regex", "rename", "fields", "table", "fillnull", "mvexpand", "makemv", "spath", "iplocation", "convert",
    "bin", "bucket", "kv", "extract",
  ]

  static func recognise(_ step: LooseStep) -> Habit? {
    guard !step.rest.isEmpty || step.command.lowercased() == "spath" else { return nil }
    return switch step.command.lowercased() {
    case "eval": eval(step)
    case "rex": rex(step)
    case "regex": regex(step)
    case "rename": rename(step)
    case "fields": fields(step)
    case "table": table(step)
    case "fillnull": fillnull(step)
    case "mvexpand":
      habit(step, "makes an event of each value", step.rest.names.map { "split(\($0[0]))" }, "Write 'split(hosts)'.", isSilent: true)
    case "makemv": habit(step, "splits a field into values", nil, "Write 'splitString(\",\", field=hosts, as=hosts)'.")
    case "spath": habit(step, "reads JSON", step.rest.isEmpty ? "parseJson()" : nil, "Write 'parseJson(field=message)'.", isSilent: true)
    case "iplocation":
      habit(step, "looks up where an address is", step.rest.names.map { "ipLocation(\($0[0]))" }, "Write 'ipLocation(ip)'.", isSilent: true)
    case "bin", "bucket":
      habit(step, "rounds time down", nil, "Write 'bucket(span=1h, function=count())' or 'timeChart(span=1h)'.", isSilent: step.command.lowercased() == "bin")
    case "kv", "extract": habit(step, "reads key=value pairs", nil, "Write 'kvParse()'.", isSilent: true)
    default: habit(step, "converts a field", nil, "Write an assignment such as 'seconds := duration / 1000'.", isSilent: true)
    }
  }

  private static func habit(
    _ step: LooseStep, _ purpose: String, _ rewrite: String?, _ advice: String, isSilent: Bool = false
  ) -> Habit {
    Habit(
      origin: .splunk, command: step.command, purpose: purpose, rewrite: rewrite, advice: advice,
      isSilent: isSilent && !step.pieces.contains { $0.isMark(",") })
  }

  private static func eval(_ step: LooseStep) -> Habit? {
    guard step.pieces.count > 3, step.pieces[2].isMark("=") else { return nil }
    var assignments: [String] = []
    for part in step.rest.partedByCommas {
      guard part.count >= 3, let name = part.first?.fieldName, part[part.startIndex + 1].isMark("="),
        let value = value(of: part.dropFirst(2), in: step)
      else { return habit(step, "makes a field", nil, "Write 'total := a + b'.") }
      assignments.append("\(name) := \(value)")
    }
    return habit(step, "makes a field", assignments.joined(separator: " | "), "Write 'total := a + b'.")
  }

  /// A Splunk expression as CQL: arithmetic is the same; `if(c, a, b)` names its branches.
  private static func value(of pieces: ArraySlice<LooseStep.Piece>, in step: LooseStep) -> String? {
    guard let first = pieces.first else { return nil }
    if pieces.count == 2, first.isWord("if"), let group = pieces.last, group.kind == .group {
      let arguments = step.arguments(of: group)
      guard arguments.count == 3 else { return nil }
      let condition = arguments[0].replacing("==", with: " == ").replacing("  ", with: " ").replacing("  ", with: " ")
      return "if(\(condition), then=\(arguments[1]), else=\(arguments[2]))"
    }
    let plain = pieces.allSatisfy { piece in
      switch piece.kind {
      case .word: piece.text != "." && !piece.isWord("and") && !piece.isWord("or")
      case .string: true
      case .group: !piece.text.utf8.contains(UInt8(ascii: ","))
      case .mark: piece.text != "." && piece.text != "="
      }
    }
    return plain ? step.text(pieces) : nil
  }

  /// `rex field=m "(?<u>\w+)"`.
  private static func rex(_ step: LooseStep) -> Habit? {
    let advice = "Write 'message = /user=(?<user>\\w+)/', or 'regex(\"user=(?<user>\\w+)\", field=message)'."
    guard let pattern = step.pieces.last, pattern.kind == .string else { return nil }
    let body = pattern.text.dropFirst().dropLast().replacing("\\\"", with: "\"").replacing("/", with: "\\/")
    let rewrite: String?
    switch step.pieces.count {
    case 2: rewrite = "/\(body)/"
    case 5 where step.pieces[1].isWord("field") && step.pieces[2].isMark("="):
      rewrite = step.pieces[3].fieldName.map { "\($0) = /\(body)/" }
    default: rewrite = nil
    }
    return habit(step, "extracts fields with a regex", rewrite, advice, isSilent: true)
  }

  /// `regex field="…"`, a filter.
  private static func regex(_ step: LooseStep) -> Habit? {
    guard step.pieces.count == 4, let pattern = step.pieces.last, pattern.kind == .string,
      let name = step.pieces[1].fieldName
    else { return habit(step, "filters with a regex", nil, "Write 'message = /failed/i'.") }
    let body = pattern.text.dropFirst().dropLast().replacing("\\\"", with: "\"").replacing("/", with: "\\/")
    return habit(step, "filters with a regex", "\(name) \(step.pieces[2].text) /\(body)/", "Write 'message = /failed/i'.")
  }

  private static func rename(_ step: LooseStep) -> Habit? {
    var pairs: [String] = []
    for part in step.rest.partedByCommas {
      var part = part
      while part.count >= 3 {
        guard let old = part.popFirst()?.fieldName, let word = part.popFirst(), word.isWord("as"),
          let new = part.popFirst()?.fieldName
        else { return habit(step, "renames fields", nil, "Write 'rename(src, as=source)'.") }
        pairs.append("\(old), \(new)")
      }
      guard part.isEmpty else { return habit(step, "renames fields", nil, "Write 'rename(src, as=source)'.") }
    }
    let rewrite =
      pairs.count == 1 ? "rename(\(pairs[0].replacing(", ", with: ", as=")))"
      : "rename([\(pairs.map { "[\($0)]" }.joined(separator: ", "))])"
    return habit(step, "renames fields", pairs.isEmpty ? nil : rewrite, "Write 'rename(src, as=source)'.")
  }

  /// `fields - a b`, `fields a, b`.
  private static func fields(_ step: LooseStep) -> Habit? {
    var rest = step.rest
    var function = "select"
    if let sign = rest.first, sign.kind == .word, sign.text == "-" || sign.text == "+" {
      if sign.text == "-" { function = "drop" }
      rest = rest.dropFirst()
    }
    guard let names = rest.names else { return nil }
    return habit(
      step, "chooses fields", "\(function)([\(names.joined(separator: ", "))])", "Write 'select([user, host])' or 'drop([raw])'.",
      isSilent: true)
  }

  private static func table(_ step: LooseStep) -> Habit? {
    habit(step, "shows fields as a table", step.rest.names.map { "table([\($0.joined(separator: ", "))])" }, "Write 'table([user, host])'.")
  }

  private static func fillnull(_ step: LooseStep) -> Habit? {
    var rest = step.rest
    var value = "\"0\""
    if rest.count >= 3, rest.first?.isWord("value") == true, rest[rest.startIndex + 1].isMark("=") {
      let given = rest[rest.startIndex + 2]
      value = given.kind == .string ? given.text : StringLiteral.quoted(given.text)
      rest = rest.dropFirst(3)
    }
    return habit(
      step, "fills in missing values", rest.names.map { "default(field=[\($0.joined(separator: ", "))], value=\(value))" },
      "Write 'default(field=[user, host], value=\"none\")'.", isSilent: true)
  }
}
