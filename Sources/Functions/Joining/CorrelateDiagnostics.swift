import MartletDiagnostics

extension Diagnostic {
  static func loneQuery(at range: SourceRange) -> Self {
    Diagnostic(
      "argument-type", "'correlate' needs two or more queries", at: range,
      help: "Add one that is linked to it: 'correlate(A: { action=login }, B: { action=delete | user <=> A.user })'.")
  }

  static func queryNamedTwice(_ name: Located<String>) -> Self {
    Diagnostic(
      "duplicate-argument", "two queries of 'correlate' are named '\(name.value)'", at: name.range,
      help: "Give each query a name of its own, and link by these names.")
  }

  static func linkToItself(_ other: Located<String>) -> Self {
    Diagnostic(
      "link-without-query", "'\(other.value)' is a field of the query that the link stands in", at: other.range,
      help: "Link to a field of another query: 'user <=> A.user'.")
  }

  static func unknownQuery(_ name: String, among names: [String], at range: SourceRange) -> Self {
    Diagnostic(
      "link-without-query", "'correlate' has no query '\(name)'", at: range,
      help: "Its queries are \(names.joined(separator: ", ")).")
  }

  static func unlinkedQuery(_ name: Located<String>, first: String) -> Self {
    Diagnostic(
      "unlinked-query", "no link joins '\(name.value)' with the other queries", at: name.range,
      help: "End it with a link such as '| user <=> \(first).user', or name fields that all share in globalConstraints.")
  }

  static func onlyInSequence(_ name: String, at range: SourceRange) -> Self {
    Diagnostic(
      "argument-type", "'\(name)' means something only with sequence=true", at: range,
      help: "Add sequence=true, or leave '\(name)' out.")
  }

  static func jitterBeyondWithin(at range: SourceRange) -> Self {
    Diagnostic(
      "argument-type", "'jitterTolerance' is longer than 'within'", at: range,
      help: "Write a span that is at most as long as within.")
  }
}
