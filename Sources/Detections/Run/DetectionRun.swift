public import MartletColumns
public import MartletDiagnostics
public import MartletEngine
public import MartletExecution
import MartletLineage

/// Runs detections over logs and makes findings of what they show.
///
/// Rules that read lineage need every event that changes something, in causal order: one pass collects those, lineage
/// tells what it knows of each, and the rules run over the result. Other rules run over the logs as they are. Either
/// way rules share their passes.
public struct DetectionRun: Sendable {
  public var packages: [DetectionPackage]
  public var tuning: Tuning
  /// What is usual here, for findings to be measured against.
  public var baseline: Baseline?
  /// Whether to gather what a baseline is learnt from.
  public var observes = false
  /// How rules are read. Saved queries of a rule's own folder come before those that are given here.
  public var compileOptions = CompileOptions()
  public var environment: QueryEnvironment
  public var options: RunOptions
  /// Whether findings keep all fields of their rows, which only tests look at: of many findings they are most of what
  /// there is to remember.
  public var keepsFields = false

  /// How far lineage looks back before the time that is asked for, in milliseconds (design decision 13).
  static let lookBack: Int64 = 30 * 86_400_000

  public init(
    packages: [DetectionPackage], tuning: Tuning = Tuning(), environment: QueryEnvironment, options: RunOptions
  ) {
    self.packages = packages
    self.tuning = tuning
    self.environment = environment
    self.options = options
  }

  /// What came of a run.
  public struct Outcome: Sendable {
    public var findings: [Finding] = []
    /// Rules that do not compile; the others ran.
    public var broken: [(query: SourceText, diagnostics: [Diagnostic])] = []
    /// Warnings of the run, and of tuning.
    public var warnings: [String] = []
    public var scan = ScanReport()
    /// What a baseline can be learnt from, when that was asked for.
    public var observations: [Observation] = []
    /// The passes that were made, beside the one that collects events for lineage.
    public var passes: [Pass] = []

    /// One pass over the logs, or over the events that lineage has enriched.
    public struct Pass: Sendable {
      /// The rules it was for, by name.
      public var rules: [String] = []
      /// Those among them that see every event: no condition on single fields tells which events count for them.
      public var seesEveryEvent: [String] = []
    }
  }

  public func run(over source: any BatchSource) async throws(ExecutionError) -> Outcome {
    var outcome = Outcome()
    let engine = Engine()
    var rules: [Rule] = []
    for package in packages {
      var compileOptions = compileOptions
      let elsewhere = compileOptions.savedQuery
      compileOptions.savedQuery = { [saved = package.savedQueries] in saved[$0] ?? elsewhere($0) }
      let query = engine.compile(package.query, options: compileOptions)
      if query.isRunnable {
        rules.append(Rule(package: package, query: query))
      } else {
        let (text, diagnostics) = package.placed(query.diagnostics)
        outcome.broken.append((text, diagnostics))
      }
    }
    var matches: [Match] = []
    var chains: [String: Chain] = [:]
    let needLineage = rules.filter { $0.package.manifest.finding != nil }
    if !needLineage.isEmpty {
      // They are put in order, which takes them once more.
      let collected = BatchCollector(
        environment.memoryBudget, for: "the search for events that rules over lineage read", copies: 2)
      defer { withExtendedLifetime(collected) {} }
      try await collect(for: needLineage.map(\.query), over: source, engine, &outcome, into: collected)
      var observations: [Observation] = []
      let enriched = EnrichedEvents(collected.all, batchSize: options.batchSize) { event in
        if observes, let observation = Observation(event) { observations.append(observation) }
      }
      outcome.observations = observations
      chains = enriched.chains
      let found = try await run(needLineage, over: enriched, engine, interval: nil, &outcome) { $0 }
      matches = found.results
    }
    var plain: [Finding] = []
    let others = rules.filter { $0.package.manifest.finding == nil }
    if !others.isEmpty {
      let keepsFields = keepsFields
      let found = try await run(others, over: source, engine, interval: options.interval, &outcome) { match in
        var finding = FindingBuilder.plainFinding(match)
        if !keepsFields { finding.fields = [:] }
        return finding
      }
      plain = found.results
      outcome.scan = found.scan
    }
    let start = options.interval?.lowerBound ?? .min
    outcome.findings = FindingBuilder(chains: chains).findings(of: matches, and: plain).filter { $0.last >= start }
    baseline?.apply(to: &outcome.findings, locate: environment.locate)
    outcome.warnings += tuning.apply(to: &outcome.findings, in: environment)
    return outcome
  }

  private struct Rule {
    var package: DetectionPackage
    var query: CompiledQuery
  }

  /// Everything that changes something and matters to lineage or to a rule, with the fields that they read.
  private func collect(
    for rules: [CompiledQuery], over source: any BatchSource, _ engine: Engine, _ outcome: inout Outcome,
    into batches: BatchCollector
  ) async throws(ExecutionError) {
    let query = engine.compile(CollectingQuery.text(for: rules))
    guard query.isRunnable else { preconditionFailure("the collecting query compiles: \(query.diagnostics)") }
    var options = options
    options.view = .resources
    if let interval = options.interval {
      let (start, overflow) = interval.lowerBound.subtractingReportingOverflow(Self.lookBack)
      options.interval = (overflow ? .min : start)..<interval.upperBound
    }
    let summary = try await engine.run(query, over: source, in: environment, options: options) {
      (batch) throws(ExecutionError) in
      try batches.add(batch)
      return .more
    }
    outcome.scan = summary.scan
    outcome.warnings += summary.warnings
  }

  /// What `body` makes of the rows of all rules, rule by rule, each in the order of the input.
  private func run<Kept: Sendable>(
    _ rules: [Rule], over source: any BatchSource, _ engine: Engine, interval: Range<Int64>?, _ outcome: inout Outcome,
    _ body: @escaping @Sendable (Match) -> Kept
  ) async throws(ExecutionError) -> (results: [Kept], scan: ScanReport) {
    var options = options
    options.interval = interval
    let collectors = rules.map { RowCollector($0.package.manifest, within: environment.memoryBudget, body) }
    let runs = zip(rules, collectors).map { rule, collector in
      let view = rule.package.manifest.view.map { ScanRequest.View(rawValue: $0) } ?? options.view
      return QueryRun(rule.query, view: view) { (batch) throws(ExecutionError) in
        try collector.add(batch)
        return .more
      }
    }
    let result = try await engine.run(runs, over: source, in: environment, options: options)
    outcome.warnings += result.summaries.flatMap(\.warnings)
    func names(_ numbers: [Int]) -> [String] { numbers.map { rules[$0].package.manifest.name } }
    outcome.passes += result.passes.map { pass in
      Outcome.Pass(rules: names(pass.queries), seesEveryEvent: names(pass.seesEveryRow))
    }
    return (collectors.flatMap(\.all), result.scan)
  }
}

extension Batch {
  /// Each row as its fields. For results, which are few.
  var rowsAsFields: [[(name: String, value: String)]] {
    let texts = columns.map { $0.asText() }
    return (0..<rowCount).filter { mask[$0] }.map { row in
      zip(names, texts).compactMap { name, text in text.string(at: row).map { (name, $0) } }
    }
  }
}
