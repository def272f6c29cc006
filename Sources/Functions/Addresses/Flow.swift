/// A network flow as Community ID sees it: https://github.com/corelight/community-id-spec
struct Flow {
  private let source: [UInt8]
  private let destination: [UInt8]
  private let sourcePort: UInt16
  private let destinationPort: UInt16
  private let hasPorts: Bool
  private let proto: UInt8
  /// Whether the two ends cannot be told apart, as ICMP messages without an answer can.
  private let isOneWay: Bool

  private static let protocols: [String: UInt8] = [
    "hopopt": 0, "icmp": 1, "igmp": 2, "ggp": 3, "ipv4": 4, "ipip": 4, "st": 5, "tcp": 6, "egp": 8, "igp": 9, "udp": 17,
    "rdp": 27, "dccp": 33, "ipv6": 41, "ipv6-route": 43, "ipv6-frag": 44, "rsvp": 46, "gre": 47, "esp": 50, "ah": 51,
    "icmp6": 58, "icmpv6": 58, "ipv6-icmp": 58, "ipv6-nonxt": 59, "ipv6-opts": 60, "eigrp": 88, "ospf": 89, "ospfigp": 89,
    "etherip": 97, "pim": 103, "vrrp": 112, "l2tp": 115, "sctp": 132, "udplite": 136,
  ]
  /// TCP, UDP and SCTP: a flow of theirs has ports.
  private static let portProtocols: Set<UInt8> = [6, 17, 132]
  /// The type of the answer to a type, for ICMP and ICMPv6.
  private static let answers: [UInt8: [UInt16: UInt16]] = [
    1: [8: 0, 0: 8, 13: 14, 14: 13, 15: 16, 16: 15, 10: 9, 9: 10, 17: 18, 18: 17],
    58: [128: 129, 129: 128, 133: 134, 134: 133, 135: 136, 136: 135, 130: 131, 131: 130, 144: 145, 145: 144, 139: 140, 140: 139],
  ]

  /// `nil` when a value is none that it should be.
  init?(_ values: [String: String], hasPorts: Bool) {
    guard let name = values["proto"]?.lowercased(), let proto = UInt8(name) ?? Self.protocols[name],
      let source = values["sourceip"].flatMap({ IPAddress($0) }), let destination = values["destinationip"].flatMap({ IPAddress($0) }),
      source.networkBytes.count == destination.networkBytes.count
    else { return nil }
    self.proto = proto
    self.source = source.networkBytes
    self.destination = destination.networkBytes
    if let type = values["icmptype"], let code = values["icmpcode"], let answers = Self.answers[proto] {
      guard let type = UInt16(type), let code = UInt16(code) else { return nil }
      sourcePort = type
      destinationPort = answers[type] ?? code
      isOneWay = answers[type] == nil
      self.hasPorts = true
    } else if hasPorts, Self.portProtocols.contains(proto) || Self.hasValue(values["sourceport"], values["destinationport"]) {
      guard let first = values["sourceport"].flatMap({ UInt16($0) }), let second = values["destinationport"].flatMap({ UInt16($0) })
      else { return nil }
      sourcePort = first
      destinationPort = second
      isOneWay = false
      self.hasPorts = true
    } else {
      sourcePort = 0
      destinationPort = 0
      isOneWay = false
      self.hasPorts = false
    }
  }

  private static func hasValue(_ texts: String?...) -> Bool { texts.contains { $0?.isEmpty == false } }

  func identity(seed: UInt16) -> String {
    let isForward =
      isOneWay || source.lexicographicallyPrecedes(destination) || (source == destination && sourcePort <= destinationPort)
    let first = isForward ? (source, sourcePort) : (destination, destinationPort)
    let second = isForward ? (destination, destinationPort) : (source, sourcePort)
    var bytes = [UInt8(seed >> 8), UInt8(seed & 0xFF)] + first.0 + second.0 + [proto, 0]
    if hasPorts {
      for port in [first.1, second.1] { bytes += [UInt8(port >> 8), UInt8(port & 0xFF)] }
    }
    var text: [UInt8] = []
    let digest = Digest.sha1.bytes(of: bytes)
    Base64.append(digest.span, to: &text)
    return "1:" + String(decoding: text, as: UTF8.self)
  }
}

extension IPAddress {
  /// 4 or 16 bytes, the most significant first.
  var networkBytes: [UInt8] {
    switch self {
    case .v4(let value): (0..<4).map { UInt8(truncatingIfNeeded: value >> UInt32(24 - 8 * $0)) }
    case .v6(let high, let low):
      (0..<8).map { UInt8(truncatingIfNeeded: high >> UInt64(56 - 8 * $0)) }
        + (0..<8).map { UInt8(truncatingIfNeeded: low >> UInt64(56 - 8 * $0)) }
    }
  }

  /// Whether an address has no place or name outside of its own network: private, loopback, link-local, documentation
  /// and other reserved ranges (RFC 6890).
  var isReserved: Bool {
    Self.reserved.contains { $0.contains(self) }
  }

  private static let reserved: [Subnet] = [
    "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
    "192.0.2.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/3", "::/127",
    "100::/64", "2001:db8::/32", "fc00::/7", "fe80::/10", "ff00::/8",
  ].compactMap { Subnet($0) }
}
