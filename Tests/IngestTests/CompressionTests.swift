import MartletColumns
import MartletIngest
import Testing

@Suite struct CompressionTests {
  private static let text = (0..<5000).map { "{\"n\":\($0)}\n" }.joined()
  private static let numbers = (0..<5000).map { "\($0)" }

  private func read(_ bytes: [UInt8], _ limits: ReadLimits = ReadLimits()) -> Reading {
    let folder = Folder()
    return Reading(FileSource(paths: [folder.write("input", bytes)], limits: limits), ScanRequest(fields: ["n"]))
  }

  @Test(arguments: [2 << 20, 1000])
  func `gzip is read in windows of any size`(window: Int) {
    var limits = ReadLimits()
    limits.window = window
    let reading = read(Compressed.gzip(Self.text), limits)
    #expect(reading.values("n") == Self.numbers)
    #expect(reading.report.decompressedBytes == Self.text.utf8.count)
    #expect(reading.report.bytes > Self.text.utf8.count)
    #expect(reading.problems == [])
  }

  @Test(arguments: [2 << 20, 300])
  func `members that follow each other are one file`(window: Int) {
    var limits = ReadLimits()
    limits.window = window
    let parts =
      Compressed.gzip("{\"n\":1}\n{\"n\"") + Compressed.gzip(":2}\n") + Compressed.gzip("{\"n\":3}\n") + [0, 0, 0]
    #expect(read(parts, limits).values("n") == ["1", "2", "3"])
  }

  @Test(arguments: [true, false])
  func `what follows the last member is named unless it is padding`(isSmall: Bool) {
    var limits = ReadLimits()
    if !isSmall { limits.inflated = 10 }
    var second = Compressed.gzip("{\"n\":2}\n")
    second[0] ^= 1
    let reading = read(Compressed.gzip("{\"n\":1}\n") + second, limits)
    #expect(reading.values("n") == ["1"])
    #expect(reading.problems == ["something else follows its compressed data, and is not read"])
  }

  @Test func `a truncated file is named and read as far as it goes`() {
    let bytes = Compressed.gzip(Self.text)
    let reading = read(Array(bytes[..<(bytes.count / 2)]))
    #expect(reading.rows.count > 2000)
    #expect(reading.values("n").dropLast() == Self.numbers.prefix(reading.rows.count).dropLast())
    #expect(reading.problems.contains("its compressed data ends early"))
  }

  @Test func `a damaged file is named`() {
    var bytes = Compressed.gzip("{\"n\":1}\n")
    bytes[bytes.count - 8] ^= 1
    let reading = read(bytes)
    #expect(reading.problems == ["its compressed data is damaged"])
    #expect(reading.values("n") == ["1"])
  }

  @Test func `zstandard frames are read`() {
    let reading = read(Compressed.zstd(Self.text) + Compressed.zstd("{\"n\":\"last\"}"))
    #expect(reading.values("n") == Self.numbers + ["last"])
    #expect(reading.problems == [])
    #expect(read(Array(Compressed.zstd(Self.text).dropLast(10))).problems.contains("its compressed data ends early"))
  }
}
