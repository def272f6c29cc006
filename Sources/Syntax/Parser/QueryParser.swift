import MartletDiagnostics

/// The state of reading one query. Each area of the grammar is an extension in its own file.
///
/// Reading functions start at what they read and leave the lexer right after it. They report a problem where they find
/// it, give back the best tree they can, and leave it to the pipeline to find the next place to go on from.
struct QueryParser {
  let source: SourceText
  let options: ParseOptions
  var lexer: Lexer
  var diagnostics: [Diagnostic] = []
  private(set) var errorCount = 0

  /// The brackets that are open: what closes one of them ends what is being read.
  var openParentheses = 0
  var openBrackets = 0
  var openBraces = 0

  /// How tall the expression is that was read last; see `Parser.expressionLimit`.
  var height = 0 {
    didSet { tallestHeight = max(tallestHeight, height) }
  }
  /// The tallest expression since the block began that is being read.
  var tallestHeight = 0
  /// Set when an error was reported in the step being read: what follows in it is passed over without more words.
  var stepIsBroken = false
  /// The top-level steps with an error; advice about them would only be noise.
  var brokenSteps: [SourceRange] = []
  /// What a message about a habit has dealt with already.
  var claimed: [SourceRange] = []

  /// `and` and `or` found between expressions, with how many parentheses were open.
  var logicMarks: [LogicMark] = []

  private var depth = 0
  private var hasGivenUp = false

  init(_ source: SourceText, options: ParseOptions) {
    self.source = source
    self.options = options
    lexer = Lexer(source)
  }

  mutating func report(_ diagnostic: Diagnostic) {
    if diagnostic.severity == .error {
      stepIsBroken = true
      guard !hasGivenUp else { return }
      errorCount += 1
      guard errorCount <= Parser.errorLimit else { return }
    }
    diagnostics.append(diagnostic)
  }

  /// An extension of CQL was used: a note, or an error in strict mode.
  mutating func reportExtension(_ diagnostic: Diagnostic) {
    var diagnostic = diagnostic
    diagnostic.severity = options.strict ? .error : .note
    let wasBroken = stepIsBroken
    report(diagnostic)
    stepIsBroken = wasBroken
  }

  /// Reads something that nests, unless it would be too deep.
  mutating func nested<Node>(_ fallback: (SourceRange) -> Node, _ read: (inout QueryParser) -> Node) -> Node {
    guard depth < Parser.nestingLimit else {
      let start = lexer.offset
      giveUp(.nestingTooDeep(at: SourceRange(start, min(start + 1, lexer.bytes.count))))
      return fallback(SourceRange(start, lexer.offset))
    }
    depth += 1
    defer { depth -= 1 }
    return read(&self)
  }

  /// Ends reading here and now: everything that is open sees the end of the text.
  mutating func giveUp(_ diagnostic: Diagnostic) {
    report(diagnostic)
    hasGivenUp = true
    lexer.offset = lexer.bytes.count
  }

  /// From the start of a node to where the lexer is.
  func range(from start: Int) -> SourceRange { SourceRange(start, max(start, lexer.offset)) }

  /// Reads ahead without moving.
  mutating func peek<Answer>(_ look: (inout Lexer) -> Answer) -> Answer {
    let start = lexer.offset
    defer { lexer.offset = start }
    return look(&lexer)
  }
}

extension Diagnostic {
  fileprivate static func nestingTooDeep(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "nesting-too-deep", .error, "the query nests more than \(Parser.nestingLimit) levels deep", at: range,
      help: "Split the query into steps joined with '|', or leave out parentheses that change nothing.")
  }
}
