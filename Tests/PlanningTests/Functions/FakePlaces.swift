import MartletCatalog
import MartletDiagnostics

/// A function over ordered events.
struct FakeAccumulate: QueryFunction {
  static let function = Parameter<Aggregates>("function", "Aggregates.", unnamed: true)
  static let spec = FunctionSpec(
    "accumulate", in: .sequence, kind: .sequence, summary: "Fake.", parameters: function, examples: [])

  init(_ arguments: BoundArguments) throws(Diagnostic) {}
}

/// A source of events.
struct FakeCreateEvents: QueryFunction {
  static let records = Parameter<[String]>("rawstring", "Events.", unnamed: true)
  static let spec = FunctionSpec(
    "createEvents", in: .source, kind: .source, summary: "Fake.", parameters: records, examples: [])

  init(_ arguments: BoundArguments) throws(Diagnostic) {}
}

/// A setting of the search.
struct FakeSetTimeInterval: QueryFunction {
  static let start = Parameter<TimeSpan>("start", "Start.")
  static let spec = FunctionSpec(
    "setTimeInterval", in: .metadata, kind: .metadata, summary: "Fake.", parameters: start, examples: [])

  init(_ arguments: BoundArguments) throws(Diagnostic) {}
}

/// Takes a block that events pass.
struct FakeEach: QueryFunction {
  static let block = Parameter<Block>("block", "Block.", unnamed: true)
  static let spec = FunctionSpec(
    "each", in: .control, kind: .transform, summary: "Fake.", parameters: block, examples: [])

  init(_ arguments: BoundArguments) throws(Diagnostic) {}
}

/// Is to be replaced by another.
struct FakeOld: QueryFunction {
  static let field = Parameter<FieldName>("field", "Field.", unnamed: true)
  static let spec = FunctionSpec(
    "old", in: .transform, kind: .transform, summary: "Fake.", parameters: field, examples: [],
    deprecation: "Use 'lower' instead.")

  init(_ arguments: BoundArguments) throws(Diagnostic) {}
}

let registry = FunctionRegistry([
  FakeAccumulate.self, FakeCapture.self, FakeCount.self, FakeCreateEvents.self, FakeDrop.self, FakeDropEvent.self,
  FakeEach.self, FakeEval.self, FakeFormat.self, FakeGroupBy.self, FakeIf.self, FakeIn.self, FakeLower.self,
  FakeOld.self, FakeParse.self, FakeSelect.self, FakeSetTimeInterval.self, FakeSort.self, FakeStats.self, FakeSum.self,
  FakeTable.self, FakeTest.self,
])
