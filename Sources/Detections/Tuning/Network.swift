/// An IPv4 or IPv6 network in CIDR notation.
struct Network: Sendable {
  private let bytes: [UInt8]
  private let length: Int

  init?(_ text: String) {
    let parts = text.split(separator: "/", maxSplits: 1)
    guard let address = parts.first.flatMap({ Self.address(String($0)) }) else { return nil }
    let length = parts.count == 2 ? Int(parts[1]) : address.count * 8
    guard let length, (0...(address.count * 8)).contains(length) else { return nil }
    bytes = address
    self.length = length
  }

  /// The network an address lies in, as a baseline groups them: `/24` of IPv4, `/48` of IPv6; `nil` for no address.
  static func around(_ text: String) -> String? {
    guard let bytes = address(text) else { return nil }
    if bytes.count == 4 { return "\(bytes[0]).\(bytes[1]).\(bytes[2]).0/24" }
    let groups = stride(from: 0, to: 6, by: 2).map { String(UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1]), radix: 16) }
    return groups.joined(separator: ":") + "::/48"
  }

  func contains(_ text: String) -> Bool {
    guard let address = Self.address(text), address.count == bytes.count else { return false }
    for bit in 0..<length where (address[bit / 8] ^ bytes[bit / 8]) & (0x80 >> UInt8(bit % 8)) != 0 { return false }
    return true
  }

  /// The bytes of an address: 4 or 16.
  private static func address(_ text: String) -> [UInt8]? {
    guard text.contains(":") else {
      let octets = text.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
      return octets.count == 4 && octets.allSatisfy { $0 != nil } ? octets.compactMap { $0 } : nil
    }
    let halves = text.separatedByTwoColons
    guard halves.count <= 2 else { return nil }
    let groups = halves.map { half in half.isEmpty ? [] : half.split(separator: ":").map { UInt16($0, radix: 16) } }
    guard groups.allSatisfy({ $0.allSatisfy { $0 != nil } }) else { return nil }
    let known = groups.map { $0.compactMap { $0 } }
    let missing = 8 - known.reduce(0) { $0 + $1.count }
    guard halves.count == 2 ? missing >= 1 : missing == 0 else { return nil }
    let all = known[0] + [UInt16](repeating: 0, count: missing) + (known.count == 2 ? known[1] : [])
    return all.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
  }
}

extension String {
  /// The parts around `::`.
  fileprivate var separatedByTwoColons: [String] {
    var parts: [String] = []
    var rest = self[...]
    while let range = rest.firstRange(of: "::") {
      parts.append(String(rest[..<range.lowerBound]))
      rest = rest[range.upperBound...]
    }
    return parts + [String(rest)]
  }
}
