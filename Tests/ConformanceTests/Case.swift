import Foundation
import Testing
import MartletColumns

/// One case of a `.cases` file, or an example of a function: a query, its input and what must come out.
struct Case: Sendable, CustomTestStringConvertible {
  enum Mode: String, Sendable { case exact, unordered, subset, approx, error, findings }

  var place: String
  var title: String
  var query: String
  var events: [EventList.Event]
  var mode: Mode
  /// What must come out, in every mode but `error`.
  var rows: [EventList.Event] = []
  /// For `error`: the code of the first error and a part of its message, or of the failure of the run.
  var failure: String = ""
  /// For `findings`: all that `check` says, as `severity code: what it marks`, and the query its fixes make.
  var findings: [String] = []
  var mended: String?
  var tolerance = 1e-9
  var isOrdered = false
  var now: String?
  var start: String?
  var end: String?
  var zone: String?
  var parameters: [String: String] = [:]
  var files: [String: String] = [:]
  var savedQueries: [String: String] = [:]
  var appliesLimits = false
  var isStrict = false
  /// The query is the script of a parser.
  var isParser = false
  /// The fields of the output in order, where that is part of the case.
  var columns: [String]?

  var testDescription: String { "\(place) \(title)" }

  /// Every case of the repository, in the order of files and lines.
  static let all: [Case] = {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Conformance")
    var cases: [Case] = []
    let files = FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil)?.compactMap { $0 as? URL }
    for file in (files ?? []).filter({ $0.pathExtension == "cases" }).sorted(by: { $0.path < $1.path }) {
      guard let text = try? String(contentsOf: file, encoding: .utf8) else {
        preconditionFailure("\(file.path) cannot be read")
      }
      let name = "Conformance/" + file.path.dropFirst(root.path.count + 1)
      if name.contains("/FixMe/") { continue }
      cases += CaseFile(name: name, text: text).cases
    }
    return cases
  }()
}
