import Foundation
import MartletColumns
import MartletIngest
import Synchronization

/// A folder for the files of one test, gone with it.
final class Folder: Sendable {
  let path: String

  init() {
    path = NSTemporaryDirectory() + "martlet-ingest-" + UUID().uuidString
    try? FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
  }

  /// Writes a file and gives its path.
  @discardableResult
  func write(_ name: String, _ bytes: [UInt8]) -> String {
    let file = path + "/" + name
    let parent = (file as NSString).deletingLastPathComponent
    try? FileManager.default.createDirectory(atPath: parent, withIntermediateDirectories: true)
    _ = FileManager.default.createFile(atPath: file, contents: Data(bytes))
    return file
  }

  @discardableResult
  func write(_ name: String, _ text: String) -> String { write(name, Array(text.utf8)) }
}

/// An event as a test sees it: its fields by name.
typealias Row = [String: String]

/// What a pass over some input gave.
struct Reading {
  var rows: [Row] = []
  var positions: [UInt64] = []
  var report = ScanReport()

  /// Reads everything with the given number of workers, rows in the order of their positions.
  init(_ source: FileSource, _ request: ScanRequest, workers: Int = 1, materialising: Bool = false) {
    let scan = source.scan(request)
    let found = Mutex<[(UInt64, Row)]>([])
    DispatchQueue.concurrentPerform(iterations: workers) { _ in
      do {
        while let unit = try scan.nextUnit() {
          while var batch = try unit.nextBatch() {
            if materialising { try batch.materialise() }
            let rows = (0..<batch.rowCount).map { (batch.positions[$0], batch.row($0)) }
            found.withLock { $0 += rows }
          }
        }
      } catch {
        found.withLock { $0.append((0, ["error": "\(error)"])) }
      }
    }
    let sorted = found.withLock { $0.sorted { $0.0 < $1.0 } }
    rows = sorted.map(\.1)
    positions = sorted.map(\.0)
    report = scan.report
  }

  /// Reads one file of the given content.
  init(
    _ text: String, fields: [String] = [], view: ScanRequest.View = .records, whole: Bool = false,
    format: InputFormat = .auto, name: String = "input", prefilter: Prefilter? = nil
  ) {
    let folder = Folder()
    let path = folder.write(name, text)
    var request = ScanRequest(view: view, fields: fields, needsEvents: whole)
    request.prefilter = prefilter
    self.init(FileSource(paths: [path], format: format), request, materialising: whole)
  }

  /// The values of one field.
  func values(_ field: String) -> [String?] { rows.map { $0[field] } }

  /// The problems, as `record: message × count`, without their file.
  var problems: [String] {
    report.problems.map { problem in
      let record = problem.record.map { "\($0): " } ?? ""
      return record + problem.message + (problem.count > 1 ? " × \(problem.count)" : "")
    }
  }
}

extension Batch {
  func row(_ row: Int) -> Row {
    var fields: Row = [:]
    for (name, column) in zip(names, columns) {
      if let value = column.asText().string(at: row) { fields[name] = value }
    }
    return fields
  }
}
