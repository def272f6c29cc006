import MartletCatalog

extension BuiltIn {
  /// The functions of folder Hash.
  static let hashing: [any QueryFunction.Type] = [
    CryptoMD5.self, CryptoSHA1.self, CryptoSHA256.self, Hash.self, HashMatch.self, HashRewrite.self, TokenHash.self,
  ]
}
