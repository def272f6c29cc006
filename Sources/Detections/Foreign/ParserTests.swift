import Foundation
import MartletColumns
import MartletDiagnostics
import MartletEngine
import MartletExecution

/// Runs the tests that LogScale parsers bring along.
public struct ParserTests: Sendable {
  private let environment: QueryEnvironment

  /// - Parameter now: the time at which the events arrive, in epoch milliseconds.
  public init(now: Int64, readLookup: @escaping LookupReader = noLookups) {
    environment = QueryEnvironment(now: now, findZone: { TimeZoneRules.named($0) }, readLookup: readLookup)
  }

  /// The result of each test, in the order of the file.
  public func run(_ parser: ParserFile, savedQueries: SavedQueries = SavedQueries()) async -> [TestRunner.Result] {
    var options = CompileOptions(savedQuery: { savedQueries[$0] })
    options.isParser = true
    let query = Engine().compile(parser.script.query, options: options)
    let errors = query.diagnostics.filter { $0.severity == .error }.map { diagnostic in
      let line = parser.script.file.position(of: parser.script.inFile(diagnostic).range.lowerBound).line
      return "the script does not compile: line \(line): \(diagnostic.message)"
    }
    var results: [TestRunner.Result] = []
    var tests = parser.tests
    // A script that does not compile is told of even where nothing would try it.
    if tests.isEmpty, !errors.isEmpty { tests = [ParserFile.Test(name: "the script", line: 0, fields: [], assertions: [])] }
    for test in tests {
      let started = ContinuousClock.now
      let failures = errors.isEmpty ? await check(test, of: parser, query) : errors
      let elapsed = started.duration(to: .now).components
      results.append(
        TestRunner.Result(
          detection: parser.name,
          test: TestCase(name: test.name, file: parser.path, input: .lines([]), expectation: TestCase.Expectation()),
          failures: failures, seconds: Double(elapsed.seconds) + Double(elapsed.attoseconds) / 1e18,
          compiles: errors.isEmpty))
    }
    return results
  }

  private func check(_ test: ParserFile.Test, of parser: ParserFile, _ query: CompiledQuery) async -> [String] {
    var event: EventList.Event = [("@timestamp", "\(environment.now)"), ("#type", parser.name)]
    for field in test.fields where !parser.removedFields.contains(field.name) {
      event.removeAll { $0.name == field.name }
      event.append((field.name, field.value))
    }
    let batches = BatchCollector(environment.memoryBudget, for: "the list of events of a test")
    do throws(ExecutionError) {
      try await Engine().run(query, over: EventList([event]), in: environment) {
        (batch) throws(ExecutionError) in
        try batches.add(batch)
        return .more
      }
    } catch {
      return ["the run failed: \(error.inTests)"]
    }
    let events = batches.all.flatMap(\.rowsAsFields).map { withErrorFields(tagged($0, parser.tagFields)) }
    if test.assertions.isEmpty { return events.compactMap(\.parsingError) }
    return test.assertions.flatMap { failures(of: $0, events) }
  }

  /// What LogScale does when the script is through: some fields become tags.
  private func tagged(_ row: [(name: String, value: String)], _ tags: [String]) -> [String: String] {
    var fields: [String: String] = [:]
    for (name, value) in row { fields[tags.contains(name) && !name.hasPrefix("#") ? "#\(name)" : name] = value }
    return fields
  }

  /// What LogScale adds to an event that a function of the script could not parse.
  private func withErrorFields(_ event: [String: String]) -> [String: String] {
    guard event["@error"] == "true" else { return event }
    var marked = event
    marked["#error"] = "true"
    marked["@event_parsed"] = "false"
    if marked["@error_msg"] == nil { marked["@error_msg"] = event["@error_msg[0]"] }
    return marked
  }

  private func failures(of assertion: ParserFile.Assertion, _ events: [[String: String]]) -> [String] {
    let index = assertion.eventIndex
    guard events.indices.contains(index) else {
      return [
        events.isEmpty
          ? "expected an event, the script gave none"
          : "expected an event with the index \(index); the script gave \(Self.indices(events.count))"
      ]
    }
    let event = events[index]
    let place = events.count > 1 ? "the event with the index \(index): " : ""
    var failures: [String] = []
    for field in assertion.fieldsHaveValues where event[field.name] != field.value {
      let found = event[field.name].map { "found '\($0)'" } ?? "the field is not there"
      failures.append("\(place)expected \(field.name)='\(field.value)', \(found)")
    }
    for field in assertion.fieldsNotPresent {
      if let value = event[field] { failures.append("\(place)expected no field \(field), found '\(value)'") }
    }
    return failures
  }

  private static func indices(_ count: Int) -> String {
    count == 1 ? "one event, with the index 0" : "\(count) events, with the indices 0 to \(count - 1)"
  }
}

extension [String: String] {
  /// What the script says went wrong.
  fileprivate var parsingError: String? {
    guard self["@error"] == "true" || self["#error"] == "true" else { return nil }
    return "the script could not read it: \(self["@error_msg"] ?? "no reason is given")"
  }
}
