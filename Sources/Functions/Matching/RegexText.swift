import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution
import MartletPatterns

/// A regex written as a text argument, with its flags.
struct RegexText {
  /// Compiles the text of an argument; what is wrong is reported at the argument.
  static func compile(_ body: Located<String>, flags: Located<String>, captures: Regex.Captures) throws(Diagnostic) -> Regex {
    do throws(RegexError) {
      return try Regex(body.value, flags: RegexFlags(letters: flags.value), captures: captures)
    } catch {
      throw .badRegexArgument(body.value, error, at: error.place == .flags ? flags.range : body.range)
    }
  }
}

extension Diagnostic {
  fileprivate static func badRegexArgument(_ body: String, _ error: RegexError, at range: SourceRange) -> Self {
    Diagnostic("bad-regex", "in the regex '\(body)': \(error.message)", at: range, help: error.help)
  }
}
