public import MartletDiagnostics

/// A whole query as it was written: the root of the syntax tree.
///
/// The tree is made of plain values. Every node has a range in the source text; strings, patterns and names keep the
/// text as it was written beside its meaning. Nodes the parser could not make sense of are `error` cases, and there is
/// an error diagnostic for each of them. The tree is never deeper than `Parser.nestingLimit`, so recursion over it is safe.
///
/// The tree holds CQL only: the extensions (`=>` in `case`, `where`, infix `in`) are read into the CQL they stand for,
/// and a diagnostic tells of each.
public struct Query: Sendable, Equatable {
  public var pipeline: Pipeline
  /// Every comment of the text, in order.
  public var comments: [Comment]
  public var range: SourceRange
}

/// Steps joined by pipes. A case branch, the body of a match arm and a `{ … }` block are pipelines too.
public struct Pipeline: Sendable, Equatable {
  public var steps: [Step]
  public var range: SourceRange
}

/// `// …` or `/* … */`, with its delimiters.
public struct Comment: Sendable, Equatable {
  public enum Form: Sendable { case line, block }

  public var form: Form
  public var text: String
  public var range: SourceRange
}
