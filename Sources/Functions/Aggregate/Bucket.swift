import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `bucket(span, field=[…], function=[…])`: aggregates for each span of time.
struct Bucket: AggregateFunction {
  static let span = Parameter<SpanArgument>("span", "Length of a bucket, or auto.", unnamed: true, default: .auto)
  static let field = Parameter<[FieldName]>("field", "Field or fields to group by as well.", default: [])

  static let spec = FunctionSpec(
    "bucket", in: .aggregate, kind: .aggregate,
    summary: "Aggregates events by spans of time.",
    details: [
      "_bucket is the start of the span in epoch milliseconds; spans start on whole hours, days and so on.",
      "Spans without events give no row.",
      "Without a start of the search buckets are hours unless span is given.",
    ],
    parameters: span, field, BucketSpan.function, BucketSpan.buckets, BucketSpan.minSpan, BucketSpan.limit,
    BucketSpan.timezone, BucketSpan.unit,
    examples: [
      Example(
        "Per hour", query: "bucket(1h)",
        events: #"{"@timestamp": "1767603600000"} {"@timestamp": "1767603660000"} {"@timestamp": "1767610800000"}"#,
        yields: #"{"_bucket": "1767603600000", "_count": "2"} {"_bucket": "1767610800000", "_count": "1"}"#, comparison: .exact)
    ],
    buckets: .makes,
    givesSeveralRows: true)

  private let span: BucketSpan
  private let fields: [String]
  private let limit: Int?

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    span = try BucketSpan(arguments)
    fields = arguments[Self.field].map(\.text)
    limit = arguments[BucketSpan.limit]
  }

  static func effects(of arguments: BoundArguments) -> FieldEffects {
    let fields = arguments[field].map(\.text)
    return FieldEffects(reads: fields + ["@timestamp"], writes: [TimeBuckets.field] + fields, survivors: .only([]))
  }

  func makeState(in context: RunContext) throws(ExecutionError) -> any AggregateState {
    let buckets = span.buckets(by: fields, of: "bucket", in: context)
    var grouping = Grouping(by: buckets, order: .firstKeyAscending, owner: "bucket")
    grouping.buckets = buckets.steps(in: context.environment)
    if !fields.isEmpty {
      let warning = limit == nil ? "bucket() kept the 10 largest series; write limit= for more" : nil
      grouping.limit = Grouping.Limit(limit ?? BucketSpan.standardSeries, keys: 1..<(fields.count + 1), warning: warning)
    }
    return GroupingState(grouping, inner: try span.makeState(with: buckets, in: context), in: context)
  }
}
