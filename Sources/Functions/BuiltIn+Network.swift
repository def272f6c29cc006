import MartletCatalog

extension BuiltIn {
  /// The functions of folder Network.
  static let network: [any QueryFunction.Type] = [
    ASN.self, CIDR.self, CommunityId.self, GeographyDistance.self, GeohashOf.self, IocLookup.self, IpLocation.self,
    Rdns.self, ReverseDns.self, SubnetOf.self, WorldMap.self,
  ]
}
