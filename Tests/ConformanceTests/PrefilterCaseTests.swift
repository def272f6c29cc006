import Foundation
import MartletColumns
import MartletIngest
import Testing

/// The cases once more, with their events in a file: what the reader may pass over unread changes no row.
@Suite struct PrefilterCaseTests {
  @Test func `the prefilter changes no row of a case, however its events are written`() async {
    let folder = FileManager.default.temporaryDirectory.appending(path: "martlet-cases-\(UUID().uuidString)")
    try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    var filtered: Set<EventsFile.Writing> = []
    var count = 0
    for test in Case.all + Case.examples where test.readsEvents {
      for writing in EventsFile.Writing.allCases {
        let path = folder.appending(path: "events.ndjson").path
        EventsFile(events: test.events, writing: writing).write(to: path)
        let source = FileSource(paths: [path], format: .ndjson)
        let plain = await test.run(Configuration(usesPrefilter: false), over: source)
        let other = await test.run(.plain, over: source)
        #expect(plain.prefiltered == 0)
        if !other.outcome.hasSameRows(as: plain.outcome) {
          Issue.record(
            """
            \(test.place) \(test.title): events \(writing), with a prefilter it gives \(other.outcome), \
            not \(plain.outcome)
            """)
        }
        if other.prefiltered > 0 {
          filtered.insert(writing)
          count += 1
        }
      }
    }
    // The comparison is of use only while there is something to pass over; events with escapes never are.
    #expect(count > 40)
    #expect(filtered == [.plain, .reversed])
  }
}

extension Case {
  /// Whether the rows are made of events, and are no account of how much was read.
  fileprivate var readsEvents: Bool { !events.isEmpty && mode != .findings && !query.contains("explain:asTable") }
}

/// The events of a case as lines of JSON.
private struct EventsFile {
  enum Writing: CaseIterable {
    case plain
    /// The first letter of each value is an escape.
    case escaped
    /// The members stand in reverse order.
    case reversed
  }

  let events: [EventList.Event]
  let writing: Writing

  func write(to path: String) {
    let text = events.map { line($0) }.joined(separator: "\n") + "\n"
    guard FileManager.default.createFile(atPath: path, contents: Data(text.utf8)) else {
      preconditionFailure("\(path) cannot be written")
    }
  }

  private func line(_ event: EventList.Event) -> String {
    var members = event.map { "\(quoted($0.name)):\(quoted($0.value, escapes: writing == .escaped))" }
    if writing == .reversed { members.reverse() }
    return "{\(members.joined(separator: ","))}"
  }

  private func quoted(_ text: String, escapes: Bool = false) -> String {
    var result = "\""
    for (index, scalar) in text.unicodeScalars.enumerated() {
      switch scalar {
      case "\"", "\\": result += "\\\(scalar)"
      case _ where scalar.value < 0x20 || escapes && index == 0 && scalar.isASCII:
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
