/// Writes a tree as canonical text: what is read from it is the same tree, but for the places.
///
/// Comments are not in the text, and an `error` node leaves nothing behind, so a tree without errors is needed for a
/// text that means the same. The extensions of CQL are gone: they were read into the CQL they stand for.
public enum Printer {
  /// One step to a line, each but the first behind a pipe.
  public static func text(of query: Query) -> String {
    var printer = TreePrinter()
    printer.print(query.pipeline, separator: "\n| ")
    return printer.text
  }

  public static func text(of expression: Expression) -> String {
    var printer = TreePrinter()
    printer.print(expression)
    return printer.text
  }

  public static func text(of call: FunctionCall) -> String {
    var printer = TreePrinter()
    printer.print(call)
    return printer.text
  }

  public static func text(of filter: Filter) -> String {
    var printer = TreePrinter()
    printer.print(filter)
    return printer.text
  }
}

/// Text in the making. Each family of nodes is an extension in its own file.
struct TreePrinter {
  var text = ""
  private var indentation = 0

  mutating func write(_ piece: String) { text += piece }

  /// Writes what stands behind a sign: a name that begins with `~` gets a blank, for `=~` and `!~` are operators.
  mutating func writeApart(_ body: (inout TreePrinter) -> Void) {
    let start = text.utf8.count
    let sign = text.utf8.last
    body(&self)
    guard sign == UInt8(ascii: "=") || sign == UInt8(ascii: "!"), text.utf8.dropFirst(start).first == UInt8(ascii: "~") else {
      return
    }
    text.insert(" ", at: text.utf8.index(text.startIndex, offsetBy: start))
  }

  mutating func newLine() {
    text += "\n" + String(repeating: " ", count: 2 * indentation)
  }

  mutating func indented(_ body: (inout TreePrinter) -> Void) {
    indentation += 1
    body(&self)
    indentation -= 1
  }

  mutating func print(_ pipeline: Pipeline, separator: String = " | ") {
    for (index, step) in pipeline.steps.enumerated() {
      if index > 0 { write(separator) }
      print(step)
    }
  }
}
