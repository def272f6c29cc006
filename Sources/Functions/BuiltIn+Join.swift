import MartletCatalog

extension BuiltIn {
  /// The functions of folder Join.
  static let join: [any QueryFunction.Type] = [
    Match.self,
  ]
}
