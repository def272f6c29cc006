import MartletCatalog

extension BuiltIn {
  /// The functions of folder Network.
  static let network: [any QueryFunction.Type] = [
    CIDR.self, SubnetOf.self,
  ]
}
