public import MartletDiagnostics

/// Lays a query out: one step to a line behind its pipe, calls that are too long with an argument to a line.
///
/// Comments stay, in their order: those before a step stand on lines of their own above it, those behind it on its line.
/// A step with comments inside is kept as it was written.
public enum Formatter {
  /// Steps up to this length stay on one line.
  public static let width = 100

  /// The query laid out, with a line end; what is read from it is the same tree. `nil` when the query has an error.
  public static func text(of source: SourceText, options: ParseOptions = ParseOptions()) -> String? {
    let parsed = Parser.parse(source, options: options)
    guard !parsed.hasErrors else { return nil }
    return Layout(source, parsed.query).text
  }
}

/// One query on its way into lines.
private struct Layout {
  private let source: SourceText
  private let query: Query
  private var lines: [String] = []

  init(_ source: SourceText, _ query: Query) {
    self.source = source
    self.query = query
  }

  var text: String {
    var copy = self
    copy.build()
    return copy.lines.joined(separator: "\n") + (copy.lines.isEmpty ? "" : "\n")
  }

  private mutating func build() {
    var comments = query.comments[...]
    let steps = query.pipeline.steps
    for (index, step) in steps.enumerated() {
      let next = index + 1 < steps.count ? steps[index + 1].range.lowerBound : Int.max
      while let comment = comments.first, comment.range.upperBound <= step.range.lowerBound {
        lines.append(comment.text)
        comments = comments.dropFirst()
      }
      var inner: [Comment] = []
      while let comment = comments.first, comment.range.lowerBound < step.range.upperBound {
        inner.append(comment)
        comments = comments.dropFirst()
      }
      var text = inner.isEmpty ? Self.text(of: step) : source[step.range]
      while let comment = comments.first, comment.range.lowerBound < next, isOnLine(of: step, comment) {
        text += "  " + comment.text
        comments = comments.dropFirst()
        if comment.form == .line { break }
      }
      lines.append((index == 0 ? "" : "| ") + text)
    }
    lines += comments.map(\.text)
  }

  /// Whether a comment stands behind a step on its last line.
  private func isOnLine(of step: Step, _ comment: Comment) -> Bool {
    guard comment.range.lowerBound >= step.range.upperBound else { return false }
    let between = source[SourceRange(step.range.upperBound, comment.range.lowerBound)]
    return !between.utf8.contains(UInt8(ascii: "\n")) && !comment.text.utf8.contains(UInt8(ascii: "\n"))
  }

  private static func text(of step: Step) -> String {
    var printer = TreePrinter()
    printer.print(step)
    guard printer.text.count > Formatter.width, !printer.text.utf8.contains(UInt8(ascii: "\n")) else { return printer.text }
    switch step {
    case .call(let call): return broken(call)
    case .assignment(let assignment):
      guard case .call(let call) = assignment.value else { return printer.text }
      var target = TreePrinter()
      target.print(Step.assignment(assignment))
      let short = Printer.text(of: call)
      return target.text.hasSuffix(short) ? String(target.text.dropLast(short.count)) + broken(call) : printer.text
    default: return printer.text
    }
  }

  /// A call with each argument on a line.
  private static func broken(_ call: FunctionCall) -> String {
    guard call.arguments.count > 1 else { return Printer.text(of: call) }
    let arguments = call.arguments.map { argument in
      var alone = call
      alone.arguments = [argument]
      let text = Printer.text(of: alone)
      let start = text.index(text.startIndex, offsetBy: call.printedName.count + 1)
      return "    " + text[start...].dropLast()
    }
    return "\(call.printedName)(\n\(arguments.joined(separator: ",\n"))\n  )"
  }
}
