import MartletCatalog

extension BuiltIn {
  /// The functions of folder Join.
  static let join: [any QueryFunction.Type] = [
    Correlate.self, DefineTable.self, Join.self, Lookup.self, Match.self, MatchAsArray.self, SelfJoin.self,
    SelfJoinFilter.self,
  ]
}
