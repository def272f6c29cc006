import MartletCatalog

extension BuiltIn {
  /// The functions of folder String.
  static let string: [any QueryFunction.Type] = []
}
