/// Diagnostics for people: the message, the line it is about with carets under the range, what to do.
///
///     error[missing-argument]: 'in' needs a value for 'values' (array of text)
///       --> rule.cql:2:3
///        |
///      2 | | in(user)
///        |   ^^^^^^^^
///        = help: Accepted values; '*' acts as a wildcard.
public struct TerminalRenderer: Sendable {
  public var usesColor: Bool

  public init(usesColor: Bool = false) {
    self.usesColor = usesColor
  }

  public func render(_ diagnostics: [Diagnostic], of source: SourceText) -> String {
    var text = ""
    for diagnostic in diagnostics { render(diagnostic, of: source, into: &text) }
    return text
  }

  private func render(_ diagnostic: Diagnostic, of source: SourceText, into text: inout String) {
    let severity = diagnostic.severity
    text += paint("\(severity.rawValue)[\(diagnostic.code)]", severity.color) + paint(": \(diagnostic.message)", "1") + "\n"
    excerpt(diagnostic.range, of: source, color: severity.color, into: &text)
    for note in diagnostic.notes {
      text += paint("note", "36") + ": \(note.value)\n"
      excerpt(note.range, of: source, color: "36", into: &text)
    }
    if let help = diagnostic.help { text += "   " + paint("=", "34") + " help: \(help)\n" }
    for fixIt in diagnostic.fixIts { text += "   " + paint("=", "34") + " fix: \(fixIt.title)\n" }
    text += "\n"
  }

  /// How many bytes of a long line are shown before a range, and from its start on.
  private static let shownBefore = 80
  private static let shownAfter = 160

  /// The first line of a range, with carets; a range of several lines is marked to the end of its first. Of a long line
  /// only the part around the range is shown.
  private func excerpt(_ range: SourceRange, of source: SourceText, color: String, into text: inout String) {
    let start = source.position(of: range.lowerBound)
    let whole = source.line(start.line)
    let line = Self.part(of: whole, around: range.lowerBound, in: source)
    let number = String(start.line)
    let gutter = String(repeating: " ", count: number.count)
    let end = min(max(range.upperBound, range.lowerBound), line.upperBound)
    let cutBefore = line.lowerBound > whole.lowerBound ? "…" : ""
    let cutAfter = line.upperBound < whole.upperBound ? "…" : ""
    let before = cutBefore + expanded(source[SourceRange(line.lowerBound, min(range.lowerBound, line.upperBound))])
    let marked = end > range.lowerBound ? expanded(source[SourceRange(range.lowerBound, end)]) : ""
    let after = expanded(source[SourceRange(max(end, line.lowerBound), line.upperBound)])
    text += "  \(gutter)" + paint("--> ", "34") + "\(source.name):\(start.line):\(start.column)\n"
    text += "  \(gutter) " + paint("|", "34") + "\n"
    text += "  " + paint("\(number) |", "34") + " \(before)\(marked)\(after)\(cutAfter)\n"
    let carets = String(repeating: "^", count: max(1, width(of: marked)))
    text += "  \(gutter) " + paint("|", "34") + " " + String(repeating: " ", count: width(of: before)) + paint(carets, color) + "\n"
  }

  /// What is shown of a line: all of it, unless it is long.
  private static func part(of line: SourceRange, around offset: Int, in source: SourceText) -> SourceRange {
    guard line.count > shownBefore + shownAfter else { return line }
    var start = max(line.lowerBound, min(offset, line.upperBound) - shownBefore)
    var end = min(line.upperBound, max(start, min(offset, line.upperBound)) + shownAfter)
    // Characters stay whole.
    while start > line.lowerBound, source.bytes[start] & 0xC0 == 0x80 { start -= 1 }
    while end < line.upperBound, source.bytes[end] & 0xC0 == 0x80 { end += 1 }
    return SourceRange(start, end)
  }

  private func expanded(_ text: String) -> String {
    var expanded = ""
    for scalar in text.unicodeScalars {
      if scalar == "\t" {
        expanded += "  "
      } else if scalar.value < 0x20 || scalar.value == 0x7F {
        expanded += "\u{FFFD}"
      } else {
        expanded.unicodeScalars.append(scalar)
      }
    }
    return expanded
  }

  private func width(of text: String) -> Int { text.count }

  private func paint(_ text: String, _ code: String) -> String {
    usesColor ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}

extension Diagnostic.Severity {
  fileprivate var color: String {
    switch self {
    case .error: "1;31"
    case .warning: "1;33"
    case .note: "1;36"
    }
  }
}
