import MartletCatalog

extension BuiltIn {
  /// The functions of folder Array.
  static let arrays: [any QueryFunction.Type] = [
    ArrayAppend.self, ArrayContains.self, ArrayLength.self, ArrayRegex.self, ConcatArray.self, Split.self,
  ]
}
