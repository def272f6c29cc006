import MartletCatalog

extension BuiltIn {
  /// The functions of folder Sequence.
  static let sequence: [any QueryFunction.Type] = [
    Accumulate.self, AppendAggregation.self, Neighbor.self, Partition.self, SlidingTimeWindow.self, SlidingWindow.self,
  ]
}
