import MartletColumns
import MartletDiagnostics
import MartletEngine
import MartletExecution
import Synchronization
import Testing

/// What a query must hold counts against the memory budget, whatever kind of state it is.
@Suite struct `Memory has a budget` {
  /// A query, and who says that memory does not do.
  struct Hungry: Sendable, CustomTestStringConvertible {
    var query: String
    var owner: String
    var testDescription: String { query }

    init(_ query: String, _ owner: String) {
      self.query = query
      self.owner = owner
    }
  }

  static let queries: [Hungry] = [
    Hungry("groupBy(k)", "groupBy"),
    Hungry("groupBy(k, function=[])", "groupBy"),
    Hungry("groupBy([g, k], function=[sum(v), avg(v), max(v), stdDev(v)])", "groupBy"),
    Hungry("groupBy(g, function=groupBy(k))", "groupBy"),
    Hungry("groupBy(w, function=percentile(v, accuracy=0.0001))", "groupBy"),
    Hungry("groupBy(w, function=selectLast([k, long]))", "groupBy"),
    Hungry("groupBy(w, function=selectFromMax(v, include=[k, long]))", "groupBy"),
    Hungry("groupBy(g, function=collect(k))", "collect"),
    Hungry("collect([g, k])", "collect"),
    Hungry("count(k, distinct=true)", "count"),
    Hungry("groupBy(g, function={ x := concat([k, v]) | count(x, distinct=true) })", "count"),
    Hungry("top(k)", "top"),
    Hungry("top([g, k], sum=v)", "top"),
    Hungry("sankey(source=g, target=k)", "sankey"),
    Hungry("bucket(1ms, function=count())", "bucket"),
    Hungry("timeChart(k, span=1s, limit=5)", "timeChart"),
    Hungry("sort(v)", "sort"),
    Hungry("sort(v, limit=2500)", "sort"),
    Hungry("groupBy(g, function=sort(v, limit=2000))", "sort"),
    Hungry("head()", "head"),
    Hungry("tail()", "tail"),
    Hungry("head() | accumulate(count())", "head"),
    Hungry("table([k, long])", "table"),
    Hungry("[count(), table([k])]", "table"),
    Hungry("session(maxpause=1s)", "session"),
    Hungry("groupBy(g, function=series(k))", "series"),
    Hungry("groupBy(g, function=partition(condition={v=3}, split=before, count()))", "partition"),
    Hungry("fieldstats()", "fieldstats"),
    Hungry("fieldset() | sort(field)", "fieldset"),
    Hungry("transpose(limit=1000)", "transpose"),
    Hungry("selfJoin(k, where=[{v>=0}, {v<10}], collect=[long])", "selfJoin"),
    Hungry("selfJoinFilter(k, where=[{v>=0}, {v>=1}])", "selfJoin"),
    Hungry("join({v>=0}, field=k, include=[long])", "join"),
    Hungry(#"defineTable(query={v>=0}, name="t", include=[k, long]) | match(table="t", field=k)"#, "defineTable"),
    Hungry(#"match(file="big.csv", field=k)"#, "the lookup file 'big.csv'"),
    Hungry(#"readFile("big.csv")"#, "the lookup file 'big.csv'"),
    Hungry("correlate(A: { v>=0 } include: [k, long], B: { v>=1 | k <=> A.k } include: [long])", "correlate"),
    Hungry("array:union(a[])", "array:union"),
    Hungry("array:reduceColumn(a[], var=x, function=count(x, distinct=true))", "count"),
    Hungry("case { v>=0 | x := concat([k, v]); * } | groupBy(x)", "groupBy"),
  ]

  private static let events: [EventList.Event] = (0..<3000).map { number in
    [
      ("@timestamp", String(1_700_000_000_000 + number)), ("k", "key-\(number * 7919 % 1_000_003)"),
      ("g", "group-\(number % 3)"), ("w", "wide-\(number % 1000)"), ("v", String(number % 977)),
      ("long", "a value of some length, number \(number)"), ("a[0]", "element-\(number)"), ("a[1]", "second-\(number)"),
    ]
  }

  private static let file = Array(
    ("k,owner\n" + (0..<3000).map { "key-\($0),owner-\($0)\n" }.joined()).utf8)

  private func run(_ query: String, budget: MemoryBudget, workers: Int) async -> Result<Int, ExecutionError> {
    let engine = Engine()
    let compiled = engine.compile(query)
    guard compiled.isRunnable else {
      Issue.record("\(query) does not compile: \(compiled.diagnostics.map(\.message))")
      return .success(0)
    }
    let environment = QueryEnvironment(
      now: 1_723_640_400_000,
      readLookup: { (name) throws(ExecutionError) in name == "big.csv" ? Self.file : [] }, memoryBudget: budget)
    do throws(ExecutionError) {
      let summary = try await engine.run(
        compiled, over: EventList(Self.events, eventsPerUnit: workers == 1 ? 1 << 20 : 500), in: environment,
        options: RunOptions(workers: workers)
      ) { _ in .more }
      return .success(summary.rows)
    } catch {
      return .failure(error)
    }
  }

  @Test(arguments: queries, [1, 4]) func `a query that needs more fails and says what needed it`(
    hungry: Hungry, workers: Int
  ) async {
    let small = MemoryBudget(limit: 32 << 10)
    let outcome = await run(hungry.query, budget: small, workers: workers)
    #expect(outcome == .failure(.memoryLimitExceeded(limit: 32 << 10, by: hungry.owner)))
    #expect(small.charged == 0, "what was charged is given back")
  }

  @Test(arguments: queries) func `with room the same query runs, and gives back what it took`(hungry: Hungry) async {
    let ample = MemoryBudget(limit: 1 << 30)
    let outcome = await run(hungry.query, budget: ample, workers: 1)
    guard case .success = outcome else {
      Issue.record("\(hungry.query) fails: \(outcome)")
      return
    }
    #expect(ample.charged == 0, "what was charged is given back")
  }

  @Test(arguments: ["count()", "sum(v)", "groupBy(g)", "v=3 | count()", "top(g)", "head(10)", "sort(v, limit=10)"])
  func `a query that holds little needs little`(query: String) async {
    let outcome = await run(query, budget: MemoryBudget(limit: 2 << 20), workers: 1)
    guard case .success = outcome else {
      Issue.record("\(query) fails: \(outcome)")
      return
    }
  }
}
