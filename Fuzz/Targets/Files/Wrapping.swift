/// Ways in which records are delivered. What is compressed is stored as it is, so that mutations reach the content.
enum Wrapping: CaseIterable {
  case plain, gzip, twoMembers, zstd, cloudWatch, pubSub, records

  func wrapped(_ content: [UInt8]) -> [UInt8] {
    switch self {
    case .plain: content
    case .gzip: Self.gzip(content)
    case .twoMembers:
      Self.gzip(Array(content[..<(content.count / 2)])) + Self.gzip(Array(content[(content.count / 2)...]))
    case .zstd: Self.zstd(content)
    case .cloudWatch: Array(#"{"awslogs":{"data":""#.utf8) + Self.base64(Self.gzip(content)) + Array("\"}}\n".utf8)
    case .pubSub:
      Array(#"{"message":{"attributes":{},"data":""#.utf8) + Self.base64(content)
        + Array("\"},\"subscription\":\"s\"}\n".utf8)
    case .records: Array(#"{"Records":["#.utf8) + content + Array("]}".utf8)
    }
  }

  static func gzip(_ content: [UInt8]) -> [UInt8] {
    var bytes: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255, 1]
    bytes += little(UInt64(content.count), 2) + little(UInt64(~UInt16(content.count)), 2) + content
    return bytes + little(UInt64(checksum(content)), 4) + little(UInt64(content.count), 4)
  }

  static func zstd(_ content: [UInt8]) -> [UInt8] {
    let head: [UInt8] = [0x28, 0xB5, 0x2F, 0xFD, 0xA0] + little(UInt64(content.count), 4)
    return head + little(UInt64(content.count) << 3 | 1, 3) + content
  }

  private static func little(_ value: UInt64, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: value >> UInt64($0 * 8)) }
  }

  private static let remainders: [UInt32] = (0..<256).map { (byte: UInt32) in
    (0..<8).reduce(byte) { value, _ in value & 1 == 1 ? value >> 1 ^ 0xEDB8_8320 : value >> 1 }
  }

  private static func checksum(_ bytes: [UInt8]) -> UInt32 {
    ~bytes.reduce(~0) { value, byte in remainders[Int(UInt8(truncatingIfNeeded: value) ^ byte)] ^ value >> 8 }
  }

  private static let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  static func base64(_ bytes: [UInt8]) -> [UInt8] {
    var text: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      var bits: UInt32 = 0
      for byte in group { bits = bits << 8 | UInt32(byte) }
      bits <<= UInt32(8 * (3 - group.count))
      for place in 0..<4 {
        text.append(place <= group.count ? letters[Int(bits >> UInt32(18 - 6 * place) & 63)] : UInt8(ascii: "="))
      }
    }
    return text
  }
}
