/// One problem in a query or a detection, in the form every front end renders from.
///
/// The message is lower case without a full stop and names the thing that is wrong; `help` is a full sentence
/// that says what to do. Wording lives beside its producer, as `extension Diagnostic { static func … }`.
public struct Diagnostic: Error, Sendable, Equatable {
  /// How much a diagnostic matters: an error keeps a query from running, a warning is a likely mistake, a note
  /// tells what was assumed.
  public enum Severity: String, Sendable, CaseIterable, Comparable {
    case note, warning, error

    public static func < (left: Self, right: Self) -> Bool { left.rank < right.rank }

    private var rank: Int {
      switch self {
      case .note: 0
      case .warning: 1
      case .error: 2
      }
    }
  }

  public var code: DiagnosticCode
  public var severity: Severity
  /// What is wrong, naming it.
  public var message: String
  /// The smallest range that is wrong, in UTF-8 offsets of the source text.
  public var range: SourceRange
  /// Other places that matter, such as the first of two duplicates.
  public var notes: [Located<String>]
  /// What to do, with an example that works.
  public var help: String?
  /// Rewrites that mend the query, the best first.
  public var fixIts: [FixIt]

  public init(
    _ code: DiagnosticCode,
    _ severity: Severity,
    _ message: String,
    at range: SourceRange,
    notes: [Located<String>] = [],
    help: String? = nil,
    fixIts: [FixIt] = []
  ) {
    self.code = code
    self.severity = severity
    self.message = message
    self.range = range
    self.notes = notes
    self.help = help
    self.fixIts = fixIts
  }

  /// An error.
  public init(
    _ code: DiagnosticCode,
    _ message: String,
    at range: SourceRange,
    notes: [Located<String>] = [],
    help: String? = nil,
    fixIts: [FixIt] = []
  ) {
    self.init(code, .error, message, at: range, notes: notes, help: help, fixIts: fixIts)
  }
}

/// A rewrite of the source text: edits that belong together, none of which overlap.
public struct FixIt: Sendable, Equatable {
  /// What the rewrite does, as an imperative: `replace '=>' with '|'`.
  public var title: String
  public var edits: [Located<String>]

  public init(_ title: String, edits: [Located<String>]) {
    self.title = title
    self.edits = edits
  }

  public init(_ title: String, replacing range: SourceRange, with text: String) {
    self.init(title, edits: [Located(text, at: range)])
  }

  public init(_ title: String, inserting text: String, at offset: Int) {
    self.init(title, replacing: SourceRange(at: offset), with: text)
  }
}
