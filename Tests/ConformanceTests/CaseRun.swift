import MartletColumns
import MartletDiagnostics
import MartletEngine
import MartletExecution
import Synchronization

/// One way of running a case; all must give the same rows.
struct Configuration: Sendable, CustomStringConvertible {
  var batchSize = 2048
  var workers = 1
  var optimizes = true
  var usesPrefilter = true

  var description: String {
    "batches of \(batchSize), \(workers) worker\(workers == 1 ? "" : "s"), optimizer \(optimizes ? "on" : "off")"
  }

  static let plain = Configuration()

  static let others: [Configuration] = {
    var all: [Configuration] = []
    for optimizes in [true, false] {
      for workers in [1, 4] {
        for batchSize in [1, 7, 2048] {
          all.append(Configuration(batchSize: batchSize, workers: workers, optimizes: optimizes))
        }
      }
    }
    return all
  }()
}

/// What came of running a case.
enum Outcome: Equatable {
  /// The rows, and the order in which fields were first seen.
  case rows([[String: String]], columns: [String])
  /// The query does not compile: the first error.
  case rejected(String)
  /// The run failed.
  case failed(String)
}

extension Case {
  private static let engine = Engine()
  /// 14 August 2024, 13:00 UTC.
  private static let standardNow: Int64 = 1_723_640_400_000

  func run(_ configuration: Configuration, query text: String? = nil) async -> Outcome {
    let source = EventList(events, eventsPerUnit: configuration.workers == 1 ? 1 << 20 : 3)
    return await run(configuration, query: text, over: source).outcome
  }

  /// Runs the case over a source of its events; also how many records were passed over unread.
  func run(
    _ configuration: Configuration, query text: String? = nil, over source: any BatchSource
  ) async -> (outcome: Outcome, prefiltered: Int) {
    var options = CompileOptions(
      isStrict: isStrict, optimizes: configuration.optimizes, parameters: parameters,
      savedQuery: { [savedQueries] in savedQueries[$0] })
    options.isParser = isParser
    let compiled = Self.engine.compile(text ?? query, options: options)
    if let error = compiled.diagnostics.first(where: { $0.severity == .error }) {
      return (.rejected("\(error.code.rawValue): \(error.message)"), 0)
    }
    guard compiled.isRunnable else { return (.rejected("nothing: the query has no error but cannot be run"), 0) }
    let environment = self.environment
    let rows = Mutex<[Batch]>([])
    let summary: RunSummary
    do throws(ExecutionError) {
      summary = try await Self.engine.run(
        compiled, over: source, in: environment,
        options: RunOptions(
          workers: configuration.workers, batchSize: configuration.batchSize, interval: interval(in: environment),
          usesPrefilter: configuration.usesPrefilter)
      ) { (batch) throws(ExecutionError) in
        rows.withLock { $0.append(batch) }
        return .more
      }
    } catch {
      return (.failed("\(error)"), 0)
    }
    return (Self.outcome(of: rows.withLock { $0 }), summary.scan.prefiltered)
  }

  private static func outcome(of batches: [Batch]) -> Outcome {
    var columns: [String] = []
    var rows: [[String: String]] = []
    for batch in batches {
      for name in batch.names where !columns.contains(name) { columns.append(name) }
      let texts = batch.columns.map { $0.asText() }
      for row in 0..<batch.rowCount {
        var fields: [String: String] = [:]
        // How long a step took is different every time.
        for (name, text) in zip(batch.names, texts) where name != "timeMs" { fields[name] = text.string(at: row) }
        rows.append(fields)
      }
    }
    return .rows(rows, columns: columns)
  }

  private func instant(_ text: String?) -> Int64? {
    guard let text else { return nil }
    guard let instant = TimePoint(text)?.instant(now: Self.standardNow, zone: .utc) else {
      preconditionFailure("\(place): '\(text)' is no time")
    }
    return instant
  }

  private func interval(in environment: QueryEnvironment) -> Range<Int64>? {
    guard start != nil || end != nil else { return nil }
    return environment.start..<environment.end
  }

  private var environment: QueryEnvironment {
    let now = instant(self.now) ?? Self.standardNow
    let files = files
    var environment = QueryEnvironment(
      now: now, start: instant(start) ?? 0, end: instant(end), hasStart: start != nil,
      zone: zone.flatMap { TimeZoneRules.named($0) } ?? .utc, appliesLimits: appliesLimits,
      findZone: { TimeZoneRules.named($0) },
      readLookup: { (name) throws(ExecutionError) in
        guard let text = files[name] else { throw .unavailable("there is no lookup file '\(name)'") }
        return Array(text.utf8)
      })
    environment.salts = ["example": "pepper", "salt1": "other pepper"]
    if let text = files["indicators.csv"] {
      environment.indicators = { ("indicators.csv", Array(text.utf8)) }
    }
    if let places = files["places.csv"].map(PlacesFile.init) { environment.locate = { places.place(of: $0) } }
    return environment
  }
}

/// The database of addresses of a case: lines of `prefix,country,city,lat,lon,asn,org`, where a prefix is the start of
/// an address as it is written.
private struct PlacesFile: Sendable {
  private let lines: [[String]]

  init(_ text: String) {
    lines = text.split(separator: "\n").map { line in
      line.split(separator: ",", omittingEmptySubsequences: false).map { String($0) }
    }
  }

  func place(of address: String) -> AddressPlace? {
    guard let line = lines.first(where: { address.hasPrefix($0[0]) }) else { return nil }
    func value(_ column: Int) -> String? { column < line.count && !line[column].isEmpty ? line[column] : nil }
    return AddressPlace(
      country: value(1), city: value(2), latitude: value(3).flatMap(Double.init), longitude: value(4).flatMap(Double.init),
      systemNumber: value(5).flatMap(Int.init), organisation: value(6))
  }
}
