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
