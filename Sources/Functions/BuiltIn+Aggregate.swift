import MartletCatalog

extension BuiltIn {
  /// The functions of folder Aggregate.
  static let aggregate: [any QueryFunction.Type] = [
    Avg.self, Bucket.self, CallFunction.self, Collect.self, Count.self, CounterAsRate.self, FieldSet.self, FieldStats.self, GroupBy.self,
    Head.self, LinReg.self, Max.self, Min.self, Percentage.self, Percentile.self, RangeOfNumbers.self, Sankey.self,
    SelectFromMax.self, SelectFromMin.self, SelectLast.self, Series.self, Session.self, Sort.self, Stats.self,
    StdDev.self, Sum.self, Table.self, Tail.self, TimeChart.self, Top.self, Transpose.self, Window.self,
  ]
}
