import MartletCatalog

extension BuiltIn {
  /// The functions of folder Conversion.
  static let conversion: [any QueryFunction.Type] = [
    Base64Decode.self, Base64Encode.self, BitfieldExtractFlags.self, BitfieldExtractFlagsAsArray.self,
    BitfieldExtractFlagsAsString.self, ParseHexString.self, ParseInt.self, UnitConvert.self, UrlDecode.self,
    UrlEncode.self,
  ]
}
