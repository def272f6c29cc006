/// Reads `.cases` files; Conformance/README.md tells how they are written.
struct CaseFile {
  private let name: String
  private let lines: [Substring]

  init(name: String, text: String) {
    self.name = name
    lines = text.split(separator: "\n", omittingEmptySubsequences: false)
  }

  var cases: [Case] {
    var cases: [Case] = []
    var index = 0
    while index < lines.count {
      if lines[index].hasPrefix("## ") { cases.append(readCase(from: &index)) } else { index += 1 }
    }
    return cases
  }

  private func readCase(from index: inout Int) -> Case {
    var found = Case(
      place: "\(name):\(index + 1)", title: title(of: lines[index]), query: "", events: [], mode: .exact)
    index += 1
    var header = ""
    var fileName = ""
    var hasMode = false
    while index < lines.count, !lines[index].hasPrefix("## ") {
      let line = lines[index]
      index += 1
      if line.hasPrefix("---- ") {
        readMode(line.dropFirst(5), into: &found)
        hasMode = true
        break
      }
      if line.hasPrefix("{") {
        found.events += JSONLines.events(of: String(line), at: "\(name):\(index)")
      } else if line.hasPrefix("  ") {
        switch header {
        case "query": found.query += "\n" + line.dropFirst(2)
        case "file": found.files[fileName, default: ""] += line.dropFirst(2) + "\n"
        default: preconditionFailure("\(name):\(index): only 'query:' and 'file:' go on in indented lines")
        }
      } else if !line.allSatisfy(\.isWhitespace), !line.hasPrefix("//") {
        let parts = line.split(separator: ":", maxSplits: 1)
        guard parts.count == 2 else { preconditionFailure("\(name):\(index): '\(line)' is no header") }
        header = String(parts[0])
        let value = parts[1].drop { $0 == " " }
        if header == "file" { fileName = String(value) }
        read(header, String(value), into: &found, line: index)
      }
    }
    precondition(hasMode, "\(found.place): the case has no line that starts with ----")
    var expected = ""
    while index < lines.count, !lines[index].hasPrefix("## ") {
      let line = lines[index]
      index += 1
      if !line.hasPrefix("//") { expected += line + "\n" }
    }
    if found.mode == .findings {
      readFindings(expected, into: &found)
    } else if found.mode == .error {
      found.failure = expected.split(separator: "\n").map { $0.drop { $0 == " " } }.joined(separator: "\n")
    } else {
      found.rows = JSONLines.events(of: expected, at: found.place)
    }
    return found
  }

  /// Lines of what is said; `fixed:` begins the query after its fixes, which goes on in indented lines.
  private func readFindings(_ text: String, into found: inout Case) {
    for line in text.split(separator: "\n") {
      if line.hasPrefix("fixed: ") {
        found.mended = String(line.dropFirst(7))
      } else if line.hasPrefix("  "), let mended = found.mended {
        found.mended = mended + "\n" + line.dropFirst(2)
      } else if line != "nothing" {
        found.findings.append(String(line))
      }
    }
  }

  private func title(of line: Substring) -> String {
    var title = line.dropFirst(3)
    if let basis = title.range(of: "(basis:") { title = title[..<basis.lowerBound] }
    while title.last == " " { title.removeLast() }
    return String(title)
  }

  private func readMode(_ text: Substring, into found: inout Case) {
    let words = text.split(separator: " ")
    guard let mode = words.first.flatMap({ Case.Mode(rawValue: String($0)) }) else {
      preconditionFailure("\(found.place): '\(text)' is no way to compare")
    }
    found.mode = mode
    for word in words.dropFirst() {
      if word == "ordered" {
        found.isOrdered = true
      } else if let tolerance = Double(word) {
        found.tolerance = tolerance
      } else {
        preconditionFailure("\(found.place): '\(word)' means nothing after ----")
      }
    }
  }

  private func read(_ header: String, _ value: String, into found: inout Case, line: Int) {
    switch header {
    case "query": found.query = value
    case "now": found.now = value
    case "start": found.start = value
    case "end": found.end = value
    case "timezone": found.zone = value
    case "limits": found.appliesLimits = value == "on"
    case "strict": found.isStrict = value == "on"
    case "parser": found.isParser = value == "on"
    case "columns": found.columns = value.split(separator: ",").map { String($0.filter { $0 != " " }) }
    case "file": found.files[value] = ""
    case "param", "saved":
      let parts = value.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      precondition(parts.count == 2, "\(name):\(line): write '\(header): name=value'")
      if header == "param" {
        found.parameters[String(parts[0])] = String(parts[1])
      } else {
        found.savedQueries[String(parts[0])] = String(parts[1])
      }
    default: preconditionFailure("\(name):\(line): there is no header '\(header)'")
    }
  }
}

extension Substring {
  fileprivate func range(of text: String) -> Range<Index>? { firstRange(of: text) }
}
