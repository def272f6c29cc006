import MartletCatalog

extension BuiltIn {
  /// The functions of folder Control.
  static let control: [any QueryFunction.Type] = [
    Coalesce.self, Eval.self, If.self,
  ]
}
