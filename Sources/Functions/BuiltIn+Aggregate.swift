import MartletCatalog

extension BuiltIn {
  /// The functions of folder Aggregate.
  static let aggregate: [any QueryFunction.Type] = [
    Avg.self, Count.self, GroupBy.self, Head.self, Max.self, Min.self, RangeOfNumbers.self, Sort.self, Stats.self,
    Sum.self, Table.self, Tail.self,
  ]
}
