import MartletColumns
import MartletIngest
import Testing

/// The same chances every time.
private struct Chance: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state ^ state >> 29
  }
}

@Suite struct DamageTests {
  private static let healthy: [String] =
    EnvelopeTests.shapes.map(\.text)
    + [
      "{\"flat\":{\"a\":[1,2,{\"b\":\"x\\n\"}]}}", "plain text with \"quotes\" and {braces}",
      "{\n  \"pretty\": [\n    1,\n    2\n  ]\n}", "[{\"a\":1},{\"a\":2}]", AzureTests.grid, CloudTrailRecords.stop, "",
    ]

  /// Healthy records with some bytes changed, dropped or doubled.
  private static func damaged(_ seed: UInt64) -> [UInt8] {
    var chance = Chance(state: seed)
    var bytes: [UInt8] = []
    for _ in 0..<20 { bytes += Array(healthy.randomElement(using: &chance)!.utf8) + [UInt8(ascii: "\n")] }
    let odd: [UInt8] = Array("\"{}[]:,\\\n ".utf8) + [0xFF, 0xC3, 1]
    for _ in 0..<Int.random(in: 0...6, using: &chance) {
      let place = Int.random(in: 0..<bytes.count, using: &chance)
      switch Int.random(in: 0...3, using: &chance) {
      case 0: bytes[place] = odd.randomElement(using: &chance)!
      case 1: bytes.remove(at: place)
      case 2: bytes.insert(odd.randomElement(using: &chance)!, at: place)
      default: bytes.removeSubrange(place..<min(bytes.count, place + Int.random(in: 0...200, using: &chance)))
      }
    }
    return bytes
  }

  @Test func `what is read of damaged input does not depend on windows and batches`() {
    let folder = Folder()
    let fields = ["a", "flat.a[2].b", "OperationName", "event.id", "@rawstring", "pretty[1]"]
    for seed in 0..<300 {
      let path = folder.write("damaged", Self.damaged(UInt64(seed)))
      let whole = Reading(FileSource(paths: [path]), ScanRequest(fields: fields))
      var limits = ReadLimits()
      limits.window = [300, 700, 2000, 5000][seed % 4]
      limits.stride = [40, 300, 1100][seed % 3]
      let pieces = Reading(FileSource(paths: [path], limits: limits), ScanRequest(fields: fields, batchSize: 3))
      #expect(pieces.rows == whole.rows, "seed \(seed)")
      #expect(pieces.report.problems == whole.report.problems, "seed \(seed)")
      #expect(pieces.report.records == whole.report.records, "seed \(seed)")
      #expect(pieces.positions == whole.positions, "seed \(seed)")
    }
  }
}
