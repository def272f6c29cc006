import MartletCatalog

extension BuiltIn {
  /// The functions of folder Conversion.
  static let conversion: [any QueryFunction.Type] = []
}
