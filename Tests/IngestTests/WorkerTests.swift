import MartletColumns
import MartletIngest
import Testing

@Suite struct WorkerTests {
  /// A file of many records of different sizes, some with escapes, some damaged, and some lines of text.
  private static func mixedFile(records: Int) -> String {
    var text = ""
    for number in 0..<records {
      switch number % 97 {
      case 13: text += "plain text \(number)\n"
      case 29: text += "{\"n\":\"\(number)\",\"broken\":\n"
      case 41: text += "{\"n\":\"line\\n\(number)\",\"pad\":\"\(String(repeating: "é", count: number % 500))\"}\n"
      default:
        text +=
          "{\"n\":\"\(number)\",\"group\":\"\(number % 7)\",\"pad\":\"\(String(repeating: "x", count: number % 300))\"}\n"
      }
    }
    return text
  }

  @Test(arguments: [1, 7, 2048], [1, 4])
  func `rows do not depend on workers, pieces, windows and batches`(batchSize: Int, workers: Int) {
    let folder = Folder()
    let path = folder.write("mixed.ndjson", Self.mixedFile(records: 3000))
    let fields = ["n", "group", "@rawstring"]
    let whole = Reading(FileSource(paths: [path]), ScanRequest(fields: fields))
    var limits = ReadLimits()
    limits.piece = 20 << 10
    limits.window = 8 << 10
    let pieces = Reading(
      FileSource(paths: [path], limits: limits), ScanRequest(fields: fields, batchSize: batchSize), workers: workers)
    #expect(whole.rows.count > 2900)
    #expect(pieces.rows == whole.rows)
    #expect(pieces.report.problems == whole.report.problems)
    #expect(pieces.report.records == whole.report.records)
    #expect(pieces.report.decompressedBytes == whole.report.decompressedBytes)
  }

  @Test func `files of a folder are read in the order of their paths`() {
    let folder = Folder()
    folder.write("b/2.json", "{\"a\":3}")
    folder.write("a.json", "{\"a\":1}")
    folder.write("b/1.json", "{\"a\":2}")
    folder.write(".hidden", "{\"a\":0}")
    let reading = Reading(FileSource(paths: [folder.path]), ScanRequest(fields: ["a"]), workers: 4)
    #expect(reading.values("a") == ["1", "2", "3"])
    #expect(reading.report.files == 3)
  }
}
