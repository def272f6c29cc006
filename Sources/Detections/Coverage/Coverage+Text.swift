extension Coverage {
  private var referenceNames: [String] { lines.first?.references.map(\.name) ?? [] }

  private var cells: [[String]] {
    lines.map { line in
      [
        line.story.id, line.story.kind, line.story.cloud,
        line.story.severity.map { "\($0.rawValue): \(line.story.rows.joined(separator: " "))" } ?? "quiet",
        line.severity.map { "\($0.rawValue): \(line.rows.joined(separator: " "))" } ?? "nothing",
        line.isRight ? "yes" : "NO",
      ] + line.references.map { $0.findings == 0 ? "-" : "\($0.findings)" }
    }
  }

  private var header: [String] { ["scenario", "kind", "cloud", "expected", "found", "right"] + referenceNames }

  /// How many of each kind are right, and what the detections for comparison show.
  public var summary: [String] {
    var text: [String] = []
    for kind in ["attack", "benign"] {
      let some = lines.filter { $0.story.kind == kind }
      if !some.isEmpty { text.append("\(kind): \(some.count { $0.isRight }) of \(some.count) right") }
    }
    for name in referenceNames {
      func shown(_ kind: String) -> Int {
        lines.count { $0.story.kind == kind && $0.references.contains { $0.name == name && $0.findings > 0 } }
      }
      text.append("\(name) shows \(shown("attack")) attacks and \(shown("benign")) benign scenarios")
    }
    return text
  }

  /// Columns aligned for a terminal.
  public var table: String {
    let rows = [header] + cells
    let widths = header.indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    var text = ""
    for row in rows {
      let line = zip(row, widths).map { $0 + String(repeating: " ", count: $1 - $0.count) }.joined(separator: "  ")
      text += line.trimmingTail + "\n"
    }
    return text + "\n" + summary.joined(separator: "\n") + "\n"
  }

  /// The same as Markdown.
  public var markdown: String {
    var text = "| \(header.joined(separator: " | ")) |\n|\(String(repeating: "---|", count: header.count))\n"
    for row in cells { text += "| \(row.joined(separator: " | ")) |\n" }
    return text + "\n" + summary.map { "* \($0)\n" }.joined()
  }

  /// One JSON object for each scenario.
  public var ndjson: String {
    var text = ""
    for line in lines {
      var writer = JSONLine()
      writer.object { object in
        object.text("scenario", line.story.id)
        object.text("kind", line.story.kind)
        object.text("cloud", line.story.cloud)
        object.text("title", line.story.title)
        object.texts("expectedCatalogue", line.story.rows)
        if let severity = line.story.severity { object.text("expectedSeverity", severity.rawValue) }
        object.texts("catalogue", line.rows)
        if let severity = line.severity { object.text("severity", severity.rawValue) }
        object.number("findings", Int64(line.findings))
        object.truth("right", line.isRight)
        for reference in line.references { object.number(reference.name, Int64(reference.findings)) }
      }
      text += writer.text + "\n"
    }
    return text
  }
}

extension String {
  fileprivate var trimmingTail: String {
    var text = self
    while text.last == " " { text.removeLast() }
    return text
  }
}
