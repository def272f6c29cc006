import MartletCatalog

extension BuiltIn {
  /// The functions of folder Metadata.
  static let metadata: [any QueryFunction.Type] = [
    BetaParam.self, BetaRepeating.self, ExplainAsTable.self, SetTimeInterval.self,
  ]
}
