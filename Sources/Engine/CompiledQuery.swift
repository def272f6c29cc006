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
  public var makesItsEvents: Bool {
    guard let lowered else { return false }
    return lowered.source() != nil && lowered.searches.allSatisfy { lowered.source(of: $0.plan.pipeline) != nil }
  }

  /// Whether the input is read more than once: for the searches of `join` and its like, and for the query.
  public var readsInputRepeatedly: Bool { lowered?.searches.isEmpty == false }
}
