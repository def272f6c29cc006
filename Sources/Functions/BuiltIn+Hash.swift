import MartletCatalog

extension BuiltIn {
  /// The functions of folder Hash.
  static let hashing: [any QueryFunction.Type] = []
}
