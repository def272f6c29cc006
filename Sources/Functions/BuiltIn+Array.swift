import MartletCatalog

extension BuiltIn {
  /// The functions of folder Array.
  static let arrays: [any QueryFunction.Type] = []
}
