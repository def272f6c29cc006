import Foundation
import MartletIngest
import Testing

/// Writes a database of one IPv4 network, in the format of MaxMind
/// (https://maxmind.github.io/MaxMind-DB/): a tree of bits, a data section and a description of both.
private enum TinyDatabase {
  indirect enum Value {
    case text(String)
    case number(UInt32)
    case short(UInt16)
    case double(Double)
    case map([(String, Value)])
    case list([Value])
    case long(UInt64)
  }

  static func bytes(network: [UInt8], bits: Int, value: Value) -> [UInt8] {
    var tree: [UInt8] = []
    for depth in 0..<bits {
      let bit = network[depth / 8] >> UInt8(7 - depth % 8) & 1
      let next = depth + 1 < bits ? UInt32(depth + 1) : UInt32(bits) + 16
      let records = bit == 0 ? [next, UInt32(bits)] : [UInt32(bits), next]
      for record in records { tree += [UInt8(record >> 16 & 0xFF), UInt8(record >> 8 & 0xFF), UInt8(record & 0xFF)] }
    }
    let description = Value.map([
      ("node_count", .number(UInt32(bits))), ("record_size", .short(24)), ("ip_version", .short(4)),
      ("database_type", .text("Tiny")), ("languages", .list([.text("en")])), ("binary_format_major_version", .short(2)),
      ("binary_format_minor_version", .short(0)), ("build_epoch", .long(1_767_225_600)),
      ("description", .map([("en", .text("A test"))])),
    ])
    return tree + [UInt8](repeating: 0, count: 16) + encoded(value) + [0xAB, 0xCD, 0xEF] + Array("MaxMind.com".utf8)
      + encoded(description)
  }

  private static func encoded(_ value: Value) -> [UInt8] {
    switch value {
    case .text(let text):
      // Sizes from 29 on take another byte.
      (text.utf8.count < 29 ? [UInt8(2 << 5 | text.utf8.count)] : [2 << 5 | 29, UInt8(text.utf8.count - 29)]) + Array(text.utf8)
    case .double(let number): [3 << 5 | 8] + bigEndian(number.bitPattern)
    case .short(let number): [5 << 5 | 2] + bigEndian(number)
    case .number(let number): [6 << 5 | 4] + bigEndian(number)
    case .map(let members): [UInt8(7 << 5 | members.count)] + members.flatMap { encoded(.text($0.0)) + encoded($0.1) }
    case .long(let number): [8, 2] + bigEndian(number)
    case .list(let elements): [UInt8(elements.count), 4] + elements.flatMap(encoded)
    }
  }

  private static func bigEndian<Number: FixedWidthInteger>(_ number: Number) -> [UInt8] {
    (0..<Number.bitWidth / 8).reversed().map { UInt8(truncatingIfNeeded: number >> Number($0 * 8)) }
  }
}

@Suite struct `A database of addresses` {
  private func open(_ value: TinyDatabase.Value) throws -> AddressDatabase {
    let path = FileManager.default.temporaryDirectory.appending(path: "martlet-\(UUID().uuidString).mmdb")
      .path(percentEncoded: false)
    try Data(TinyDatabase.bytes(network: [192, 0, 2, 0], bits: 24, value: value)).write(to: URL(filePath: path))
    return try AddressDatabase(path: path)
  }

  private let place = TinyDatabase.Value.map([
    ("country", .map([("iso_code", .text("DK"))])), ("city", .map([("names", .map([("en", .text("Odense"))]))])),
    ("location", .map([("latitude", .double(55.4)), ("longitude", .double(10.4))])),
  ])
  private let system = TinyDatabase.Value.map([
    ("autonomous_system_number", .number(64_500)), ("autonomous_system_organization", .text("Example Net")),
  ])

  @Test func `a place is known by any address of its network`() throws {
    var entry: AddressDatabase.Entry?
    try open(place).lookUp("192.0.2.77", into: &entry)
    #expect(entry?.country == "DK")
    #expect(entry?.city == "Odense")
    #expect(entry?.latitude == 55.4)
    #expect(entry?.longitude == 10.4)
    #expect(entry?.systemNumber == nil)
  }

  @Test func `two databases add up`() throws {
    var entry: AddressDatabase.Entry?
    try open(place).lookUp("192.0.2.1", into: &entry)
    try open(system).lookUp("192.0.2.1", into: &entry)
    #expect(entry?.country == "DK")
    #expect(entry?.systemNumber == 64_500)
    #expect(entry?.organisation == "Example Net")
  }

  @Test(arguments: ["192.0.3.1", "10.0.0.1", "2001:db8::1", "none", ""])
  func `nothing is known of another address, or of what is none`(_ address: String) throws {
    var entry: AddressDatabase.Entry?
    try open(place).lookUp(address, into: &entry)
    #expect(entry == nil)
  }

  @Test func `a file that is no database is refused`() throws {
    let path = FileManager.default.temporaryDirectory.appending(path: "martlet-\(UUID().uuidString).mmdb")
      .path(percentEncoded: false)
    try Data("nothing".utf8).write(to: URL(filePath: path))
    #expect(throws: AddressDatabase.Failure.self) { try AddressDatabase(path: path) }
    #expect(throws: AddressDatabase.Failure.self) { try AddressDatabase(path: path + ".missing") }
  }
}
