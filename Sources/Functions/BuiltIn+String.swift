import MartletCatalog

extension BuiltIn {
  /// The functions of folder String.
  static let string: [any QueryFunction.Type] = [
    Concat.self, Format.self, Length.self, Lower.self, Lowercase.self, ShannonEntropy.self, StripAnsiCodes.self,
    TextLength.self, TextPositionOf.self, TextSubstring.self, Upper.self,
  ]
}
