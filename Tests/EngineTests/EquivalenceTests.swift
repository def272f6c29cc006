import Foundation
import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletEngine
import MartletExecution
import MartletFunctions
import MartletPlanning
import Synchronization
import Testing

/// What planning does to a query changes no row: random pipelines over random events, each run several ways.
///
/// `MARTLET_PIPELINES` sets how many there are, `MARTLET_PIPELINE_SEED` where they start.
@Suite struct `Plans are equal to what was written` {
  private static let engine = Engine()
  private static let environment = QueryEnvironment(
    now: 1_723_640_400_000, start: 0, end: nil, hasStart: false, zone: .utc)
  private static let seeds: Range<UInt64> = {
    let variables = ProcessInfo.processInfo.environment
    let start = variables["MARTLET_PIPELINE_SEED"].flatMap { UInt64($0) } ?? 1
    return start..<(start + (variables["MARTLET_PIPELINES"].flatMap { UInt64($0) } ?? 400))
  }()

  @Test func `the optimiser and the demand of fields change nothing`() async {
    var compared = 0
    for seed in Self.seeds {
      var random = RandomPipelines(seed: seed)
      let query = random.query()
      let events = random.events()
      guard let plain = await run(query, over: EventList(events), optimizes: false) else { continue }
      let optimised = await run(query, over: EventList(events), optimizes: true)
      #expect(optimised == plain, "seed \(seed), optimised: \(query)")
      let generous = await run(query, over: EverythingSource(events: events), optimizes: false)
      #expect(generous == plain, "seed \(seed), with every field read: \(query)")
      if !plain.isEmpty { compared += 1 }
    }
    // The generator is of use only while its queries compile and let something through.
    #expect(compared * 3 > Self.seeds.count, "only \(compared) of \(Self.seeds.count) gave rows")
  }

  @Test func `an event that passes has what the prefilter asks for`() async throws {
    let registry = FunctionRegistry(BuiltIn.all)
    for seed in Self.seeds {
      var random = RandomPipelines(seed: seed)
      let query = random.query()
      for optimizes in [false, true] {
        let options = PlanOptions(optimizes: optimizes)
        guard let plan = Planner.plan(SourceText(query), registry: registry, options: options).plan,
          let prefilter = plan.demand.prefilter
        else { continue }
        for event in random.events() where !prefilter.mayPass(event) {
          let alone = await run(query, over: EventList([event]), optimizes: false)
          let none = await run(query, over: EventList([]), optimizes: false)
          #expect(alone == none, "seed \(seed): \(query) over \(event)")
        }
      }
    }
  }

  /// The rows in order, or how the run failed; `nil` for a query with an error.
  private func run(_ query: String, over source: any BatchSource, optimizes: Bool) async -> [String]? {
    let compiled = Self.engine.compile(query, options: CompileOptions(optimizes: optimizes))
    guard compiled.isRunnable else { return nil }
    let rows = Mutex<[String]>([])
    do throws(ExecutionError) {
      try await Self.engine.run(compiled, over: source, in: Self.environment) { (batch) throws(ExecutionError) in
        let texts = batch.columns.map { $0.asText() }
        for row in 0..<batch.rowCount {
          let fields = zip(batch.names, texts).compactMap { name, text in text.string(at: row).map { "\(name)=\($0)" } }
          rows.withLock { $0.append(fields.sorted().joined(separator: " ")) }
        }
        return .more
      }
    } catch {
      return ["failed: \(error)"]
    }
    return rows.withLock { $0 }
  }
}

/// Events of which every field is read, whatever is asked for.
private struct EverythingSource: BatchSource {
  let events: [EventList.Event]

  func scan(_ request: ScanRequest) -> any Scan {
    var request = request
    request.fields = Array(Set(request.fields).union(RandomPipelines.fields)).sorted()
    request.needsEvents = true
    return EventList(events).scan(request)
  }
}

extension PlanPrefilter {
  /// Whether a reader may not skip the event.
  fileprivate func mayPass(_ event: EventList.Event) -> Bool {
    switch self {
    case .field(let name, let literals): event.contains { $0.name == name && $0.value.containsAny(of: literals) }
    case .anyField(let literals): event.contains { $0.value.containsAny(of: literals) }
    case .all(let parts): parts.allSatisfy { $0.mayPass(event) }
    case .any(let parts): parts.contains { $0.mayPass(event) }
    }
  }
}

extension String {
  fileprivate func containsAny(of literals: [PlanPrefilter.Literal]) -> Bool {
    literals.contains { literal in
      if literal.ignoresCase, utf8.contains(where: { $0 >= 0x80 }) { return true }
      let text = literal.ignoresCase ? lowercased() : self
      let wanted = String(decoding: literal.bytes, as: UTF8.self)
      return text.contains(literal.ignoresCase ? wanted.lowercased() : wanted)
    }
  }
}
