public import MartletDiagnostics
import MartletPlanning

/// A query that has been read and planned. It may be run any number of times.
public struct CompiledQuery: Sendable {
  public let source: SourceText
  /// What is to be said about the text, in the order of its ranges.
  public let diagnostics: [Diagnostic]
  let plan: LogicalPlan?
  let lowered: LoweredPlan?

  /// Whether the query can be run.
  public var isRunnable: Bool { lowered != nil }

  /// Whether the query makes its own events and reads no input.
  public var makesItsEvents: Bool { lowered?.source != nil }
}
