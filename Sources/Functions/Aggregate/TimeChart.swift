import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `timeChart(series, span=…)`: aggregates over time, without gaps.
struct TimeChart: AggregateFunction {
  static let series = Parameter<FieldName?>("series", "Field whose values are lines of the chart.", unnamed: true, default: nil)

  static let spec = FunctionSpec(
    "timeChart", in: .aggregate, kind: .aggregate,
    summary: "Aggregates events by spans of time, for a chart.",
    details: [
      "Spans without events have a row too: counts and sums are 0 there.",
      "Without a start of the search the chart runs from its first to its last event, in hours unless span is given.",
    ],
    parameters: series, BucketSpan.function, BucketSpan.span, BucketSpan.buckets, BucketSpan.minSpan, BucketSpan.limit,
    BucketSpan.timezone, BucketSpan.unit,
    examples: [
      Example(
        "Per hour", query: "timeChart(span=1h)", events: #"{"@timestamp": "1767603600000"} {"@timestamp": "1767610800000"}"#,
        yields: """
          {"_bucket": "1767603600000", "_count": "1"}
          {"_bucket": "1767607200000", "_count": "0"}
          {"_bucket": "1767610800000", "_count": "1"}
          """, comparison: .exact)
    ],
    buckets: .makes,
    givesSeveralRows: true)

  private let span: BucketSpan
  private let fields: [String]
  private let limit: Int?

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    span = try BucketSpan(arguments)
    fields = arguments[Self.series].map { [$0.text] } ?? []
    limit = arguments[BucketSpan.limit]
  }

  static func effects(of arguments: BoundArguments) -> FieldEffects {
    let fields = arguments[series].map { [$0.text] } ?? []
    return FieldEffects(reads: fields + ["@timestamp"], writes: [TimeBuckets.field] + fields, survivors: .only([]))
  }

  func makeState(in context: RunContext) throws(ExecutionError) -> any AggregateState {
    let buckets = span.buckets(by: fields, of: "timeChart", in: context)
    let environment = context.environment
    var grouping = Grouping(by: buckets, order: .firstKeyAscending, owner: "timeChart")
    grouping.buckets = buckets.steps(in: context.environment)
    grouping.completion = { present in
      if environment.hasStart { return buckets.starts(from: environment.start, through: environment.end - 1) }
      return present.map { buckets.starts(from: $0.lowerBound, through: $0.upperBound) } ?? []
    }
    if !fields.isEmpty {
      let warning = limit == nil ? "timeChart() kept the 10 largest series; write limit= for more" : nil
      grouping.limit = Grouping.Limit(limit ?? BucketSpan.standardSeries, keys: 1..<2, warning: warning)
    }
    return GroupingState(grouping, inner: try span.makeState(with: buckets, in: context), in: context)
  }
}
