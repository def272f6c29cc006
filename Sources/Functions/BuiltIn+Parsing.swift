import MartletCatalog

extension BuiltIn {
  /// The functions of folder Parsing.
  static let parsing: [any QueryFunction.Type] = [
    CopyEvent.self, KVParse.self, ParseCEF.self, ParseCsv.self, ParseFixedWidth.self, ParseJson.self, ParseLEEF.self, ParseUri.self,
    ParseUrl.self, ParseXml.self,
  ]
}
