import MartletCatalog

extension BuiltIn {
  /// The functions of folder String.
  static let string: [any QueryFunction.Type] = [
    Concat.self, Format.self, JsonPrettyPrint.self, Length.self, Lower.self, Lowercase.self, Replace.self,
    ShannonEntropy.self, SplitString.self, StripAnsiCodes.self, TextContains.self, TextEditDistance.self,
    TextEditDistanceAsArray.self, TextEndsWith.self, TextLength.self, TextPositionOf.self, TextStartsWith.self,
    TextSubstring.self, Upper.self, WriteJson.self, XmlPrettyPrint.self,
  ]
}
