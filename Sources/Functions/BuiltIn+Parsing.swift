import MartletCatalog

extension BuiltIn {
  /// The functions of folder Parsing.
  static let parsing: [any QueryFunction.Type] = [
    KVParse.self, ParseCsv.self, ParseJson.self,
  ]
}
