import Foundation

/// Compressed files without a compressor: the formats allow data to be stored as it is.
enum Compressed {
  static func gzip(_ content: [UInt8]) -> [UInt8] {
    var bytes: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255]
    var rest = content[...]
    repeat {
      let block = rest.prefix(65_535)
      rest = rest.dropFirst(block.count)
      bytes.append(rest.isEmpty ? 1 : 0)
      bytes += little(UInt64(block.count), 2) + little(UInt64(~UInt16(block.count)), 2) + block
    } while !rest.isEmpty
    return bytes + little(UInt64(checksum(content)), 4) + little(UInt64(content.count), 4)
  }

  static func gzip(_ text: String) -> [UInt8] { gzip(Array(text.utf8)) }

  static func zstd(_ text: String) -> [UInt8] {
    let content = Array(text.utf8)
    var bytes: [UInt8] = [0x28, 0xB5, 0x2F, 0xFD, 0xA0] + little(UInt64(content.count), 4)
    var rest = content[...]
    repeat {
      let block = rest.prefix(100_000)
      rest = rest.dropFirst(block.count)
      bytes += little(UInt64(block.count) << 3 | (rest.isEmpty ? 1 : 0), 3) + block
    } while !rest.isEmpty
    return bytes
  }

  static func base64(_ bytes: [UInt8]) -> String { Data(bytes).base64EncodedString() }

  private static func little(_ value: UInt64, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: value >> UInt64($0 * 8)) }
  }

  private static func checksum(_ bytes: [UInt8]) -> UInt32 {
    var value: UInt32 = ~0
    for byte in bytes {
      value ^= UInt32(byte)
      for _ in 0..<8 { value = value & 1 == 1 ? value >> 1 ^ 0xEDB8_8320 : value >> 1 }
    }
    return ~value
  }
}
