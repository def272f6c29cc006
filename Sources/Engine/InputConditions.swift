public import MartletColumns
import MartletPlanning

/// What is known of the events that can matter to a query, for those who choose what to read for several of them.
extension CompiledQuery {
  /// What every event that counts contains; `nil` when nothing is known.
  public var prefilter: Prefilter? { plan?.demand.prefilter.map { Prefilter($0) } }

  /// Fields that every event that counts has.
  public var requiredFields: Set<String> { plan?.demand.requiredFields ?? [] }
}
