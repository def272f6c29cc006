import MartletColumns

/// An address of the internet protocol, read from text without allocation.
enum IPAddress: Sendable, Hashable {
  case v4(UInt32)
  case v6(high: UInt64, low: UInt64)

  /// `nil` when the text is no address. Leading zeros in IPv4 numbers and zone names are refused.
  init?(_ text: Span<UInt8>) {
    if let address = Self.v4(text) {
      self = .v4(address)
    } else if let (high, low) = Self.v6(text) {
      self = .v6(high: high, low: low)
    } else {
      return nil
    }
  }

  init?(_ text: String) {
    let bytes = Array(text.utf8)
    self.init(bytes.span)
  }

  /// The four numbers of an IPv4 address as one.
  static func v4(_ text: Span<UInt8>) -> UInt32? {
    guard text.count >= 7, text.count <= 15 else { return nil }
    var address: UInt32 = 0
    var part: UInt32 = 0
    var digits = 0
    var parts = 0
    for index in text.indices {
      let digit = text[index] &- 48
      if digit < 10 {
        if digits > 0, part == 0 { return nil }
        part = part &* 10 &+ UInt32(digit)
        digits &+= 1
        if part > 255 { return nil }
      } else {
        guard text[index] == UInt8(ascii: "."), digits > 0, parts < 3 else { return nil }
        address = address &<< 8 | part
        part = 0
        digits = 0
        parts &+= 1
      }
    }
    return digits > 0 && parts == 3 ? address &<< 8 | part : nil
  }

  /// The eight groups of an IPv6 address.
  private static func v6(_ text: Span<UInt8>) -> (high: UInt64, low: UInt64)? {
    guard text.count >= 2, text.count <= 45 else { return nil }
    var groups: (high: UInt64, low: UInt64) = (0, 0)
    var count = 0
    /// How many groups came before `::`, and the groups after it.
    var gap: Int?
    var index = 0
    func append(_ group: UInt64) {
      groups.high = groups.high &<< 16 | groups.low &>> 48
      groups.low = groups.low &<< 16 | group
      count += 1
    }
    if text[0] == UInt8(ascii: ":") {
      guard text[1] == UInt8(ascii: ":") else { return nil }
      gap = 0
      index = 2
    }
    while index < text.count {
      guard count < 8 else { return nil }
      var group: UInt64 = 0
      let start = index
      while index < text.count, let digit = Hexadecimal.value(of: text[index]) {
        group = group &<< 4 | UInt64(digit)
        index += 1
        if index - start > 4 { return nil }
      }
      if index < text.count, text[index] == UInt8(ascii: ".") {
        guard count <= 6, let tail = v4(text.extracting(start..<text.count)) else { return nil }
        append(UInt64(tail &>> 16))
        append(UInt64(tail & 0xFFFF))
        index = text.count
        break
      }
      guard index > start else { return nil }
      append(group)
      guard index < text.count else { break }
      guard text[index] == UInt8(ascii: ":"), index + 1 < text.count else { return nil }
      index += 1
      if text[index] == UInt8(ascii: ":") {
        if gap != nil { return nil }
        gap = count
        index += 1
      }
    }
    guard let gap else { return count == 8 ? groups : nil }
    guard count < 8 else { return nil }
    // The groups after the gap stand at the end already; those before it move up.
    let tailBits = 16 * (count - gap)
    let headBits = 16 * gap
    let tail = shifted(groups, left: 128 - tailBits).flatMap { shifted($0, right: 128 - tailBits) } ?? (0, 0)
    let head = shifted(groups, right: tailBits).flatMap { shifted($0, left: 128 - headBits) } ?? (0, 0)
    return (head.high | tail.high, head.low | tail.low)
  }

  private typealias Halves = (high: UInt64, low: UInt64)

  /// `nil` when everything is shifted out.
  private static func shifted(_ value: Halves, left bits: Int) -> Halves? {
    if bits >= 128 { return nil }
    if bits >= 64 { return (value.low << UInt64(bits - 64), 0) }
    if bits == 0 { return value }
    return (value.high << UInt64(bits) | value.low >> UInt64(64 - bits), value.low << UInt64(bits))
  }

  private static func shifted(_ value: Halves, right bits: Int) -> Halves? {
    if bits >= 128 { return nil }
    if bits >= 64 { return (0, value.high >> UInt64(bits - 64)) }
    if bits == 0 { return value }
    return (value.high >> UInt64(bits), value.low >> UInt64(bits) | value.high << UInt64(64 - bits))
  }

  /// The address in network byte order.
  var bytes: [UInt8] {
    switch self {
    case .v4(let address): (0..<4).map { UInt8(truncatingIfNeeded: address >> UInt32(24 - 8 * $0)) }
    case .v6(let high, let low):
      (0..<16).map { UInt8(truncatingIfNeeded: ($0 < 8 ? high : low) >> UInt64(56 - 8 * ($0 % 8))) }
    }
  }

  /// Appends an IPv4 address in its usual spelling.
  static func append(v4 address: UInt32, to text: inout [UInt8]) {
    for place in 0..<4 {
      if place > 0 { text.append(UInt8(ascii: ".")) }
      NumberText.append(Int64(address >> UInt32(24 - 8 * place) & 0xFF), to: &text)
    }
  }
}
