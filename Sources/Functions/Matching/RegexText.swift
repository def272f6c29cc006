import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution
import MartletPatterns

/// A regex written as a text argument, with its flags.
struct RegexText {
  /// Compiles the text of an argument; what is wrong is reported at the argument. `everyMatch` says what to do instead
  /// of the flag g, which only literals have.
  static func compile(
    _ body: Located<String>, flags: Located<String>, captures: Regex.Captures,
    everyMatch: String = "An element that matches once is enough: leave 'g' out."
  ) throws(Diagnostic) -> Regex {
    if flags.value.contains("g") { throw .everyMatchFlag(help: everyMatch, at: flags.range) }
    do throws(RegexError) {
      return try Regex(body.value, flags: RegexFlags(letters: flags.value), captures: captures)
    } catch {
      if error.place == .flags { throw .badFlags(error, at: flags.range) }
      throw .badRegexArgument(body.value, error, at: body.range)
    }
  }
}

extension Diagnostic {
  fileprivate static func everyMatchFlag(help: String, at range: SourceRange) -> Self {
    Diagnostic("bad-regex", "'g' is a flag of literals such as /a/g, and no flag of a function", at: range, help: help)
  }

  fileprivate static func badFlags(_ error: RegexError, at range: SourceRange) -> Self {
    Diagnostic(
      "bad-regex", error.message, at: range,
      help: "The flags are i (any case), m (lines), d (dot matches line breaks) and F (the second engine).")
  }

  fileprivate static func badRegexArgument(_ body: String, _ error: RegexError, at range: SourceRange) -> Self {
    Diagnostic("bad-regex", "in the regex '\(body)': \(error.message)", at: range, help: error.help)
  }
}
