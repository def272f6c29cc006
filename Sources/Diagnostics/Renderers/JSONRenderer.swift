/// Diagnostics for programs: one JSON object per line, with positions from 1 and columns in Unicode scalars.
///
/// The keys are a contract (design §2): `file`, `severity`, `code`, `message`, `line`, `column`, `endLine`,
/// `endColumn`, `help`, and `fix` with the edits of the first fix-it.
public struct JSONRenderer: Sendable {
  public init() {}

  public func render(_ diagnostics: [Diagnostic], of source: SourceText) -> String {
    var text = ""
    for diagnostic in diagnostics { text += line(diagnostic, of: source) + "\n" }
    return text
  }

  private func line(_ diagnostic: Diagnostic, of source: SourceText) -> String {
    let edits = diagnostic.fixIts.first?.edits ?? []
    let fix = edits.map { edit in
      "{\(place(edit.range, of: source)),\(JSONText.member("text", edit.value))}"
    }.joined(separator: ",")
    let members = [
      JSONText.member("file", source.name),
      JSONText.member("severity", diagnostic.severity.rawValue),
      JSONText.member("code", diagnostic.code.rawValue),
      JSONText.member("message", diagnostic.message),
      place(diagnostic.range, of: source),
      diagnostic.help.map { JSONText.member("help", $0) } ?? "\"help\":null",
      "\"fix\":[\(fix)]",
    ]
    return "{\(members.joined(separator: ","))}"
  }

  private func place(_ range: SourceRange, of source: SourceText) -> String {
    let start = source.position(of: range.lowerBound)
    let end = source.position(of: range.upperBound)
    return "\"line\":\(start.line),\"column\":\(start.column),\"endLine\":\(end.line),\"endColumn\":\(end.column)"
  }
}

/// JSON without a library: what renderers need of it.
enum JSONText {
  static func member(_ key: String, _ value: String) -> String { "\(quoted(key)):\(quoted(value))" }

  static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      case "\r": quoted += "\\r"
      case "\t": quoted += "\\t"
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}
