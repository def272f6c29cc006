import MartletCatalog
import MartletDiagnostics

/// A range of addresses in CIDR notation; a lone address is the range of itself.
struct Subnet: ArgumentValue, Hashable {
  static var typeName: String { "subnet" }

  private let text: String
  private let network: IPAddress
  let bits: Int

  init?(_ text: String) {
    let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    guard let address = IPAddress(parts.count == 2 ? Self.completed(parts[0]) : String(parts[0])) else { return nil }
    let width = if case .v4 = address { 32 } else { 128 }
    var bits = width
    if parts.count == 2 {
      guard let written = Int(parts[1]), (0...width).contains(written), parts[1].first != "+" else { return nil }
      bits = written
    }
    self.text = text
    self.bits = bits
    network = Self.masked(address, bits: bits)
  }

  /// The address of a network whose last octets were left out, as the vendor's pages write `127.0.0/16`.
  private static func completed(_ address: Substring) -> String {
    let octets = address.split(separator: ".", omittingEmptySubsequences: false).count
    return octets < 4 && !address.contains(":") ? address + String(repeating: ".0", count: 4 - octets) : String(address)
  }

  init(_ literal: Located<Literal>) throws(Diagnostic) {
    if case .unknownParameter = literal.value {
      self = Self.everything
      return
    }
    guard let text = literal.value.text else {
      throw .argumentType(expected: Self.typeName, found: literal.value, at: literal.range)
    }
    guard let subnet = Subnet(text) else { throw .badSubnet(text, at: literal.range) }
    self = subnet
  }

  /// All IPv4 addresses.
  private static let everything = Subnet(v4: 0, bits: 0)

  private init(v4 address: UInt32, bits: Int) {
    text = "0.0.0.0/0"
    network = .v4(address)
    self.bits = bits
  }

  var sourceText: String? { "\"\(text)\"" }

  /// Whether an address lies in the range. IPv4 ranges hold no IPv6 addresses, nor the other way round.
  func contains(_ address: IPAddress) -> Bool {
    switch (address, network) {
    case (.v4, .v4), (.v6, .v6): Self.masked(address, bits: bits) == network
    case (.v4, .v6), (.v6, .v4): false
    }
  }

  /// The address with only its first `bits` left.
  private static func masked(_ address: IPAddress, bits: Int) -> IPAddress {
    switch address {
    case .v4(let value):
      return .v4(bits == 0 ? 0 : value & (~0 << UInt32(32 - bits)))
    case .v6(let high, let low):
      if bits >= 64 { return .v6(high: high, low: bits == 64 ? 0 : low & (~0 << UInt64(128 - bits))) }
      return .v6(high: bits == 0 ? 0 : high & (~0 << UInt64(64 - bits)), low: 0)
    }
  }
}

extension Diagnostic {
  static func badSubnet(_ text: String, at range: SourceRange) -> Self {
    Diagnostic(
      "bad-subnet", "'\(text)' is no subnet", at: range,
      help: "Write an address and the length of its prefix, such as \"10.0.0.0/8\" or \"2001:db8::/32\".")
  }
}
