import MartletCatalog

extension BuiltIn {
  /// The functions of folder Filter.
  static let filter: [any QueryFunction.Type] = [
    DropEvent.self, In.self, RegexFunction.self, Sample.self, Test.self, Wildcard.self,
  ]
}
