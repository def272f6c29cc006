import MartletCatalog
import MartletDiagnostics

struct FakeCount: QueryFunction {
  static let field = Parameter<FieldName?>("field", "Field.", unnamed: true, default: nil)
  static let output = Parameter<OutputName>("as", "Output.", default: "_count")
  static let spec = FunctionSpec(
    "count", in: .aggregate, kind: .aggregate, summary: "Fake.", parameters: field, output, examples: [])

  init(_ arguments: BoundArguments) throws(Diagnostic) {}
}

struct FakeSum: QueryFunction {
  static let field = Parameter<FieldName>("field", "Field.", unnamed: true)
  static let output = Parameter<OutputName>("as", "Output.", default: "_sum")
  static let spec = FunctionSpec(
    "sum", in: .aggregate, kind: .aggregate, summary: "Fake.", parameters: field, output, examples: [])

  init(_ arguments: BoundArguments) throws(Diagnostic) {}
}

struct FakeGroupBy: QueryFunction {
  static let field = Parameter<[FieldName]>("field", "Fields.", unnamed: true)
  static let function = Parameter<Aggregates>("function", "Aggregates.", default: .count)
  static let limit = Parameter<Limit?>("limit", "Limit.", default: nil)
  static let spec = FunctionSpec(
    "groupBy", in: .aggregate, kind: .aggregate, summary: "Fake.", parameters: field, function, limit, examples: [])

  init(_ arguments: BoundArguments) throws(Diagnostic) {}

  static func effects(of arguments: BoundArguments) -> FieldEffects {
    FieldEffects(reads: arguments[field].map(\.text), writes: arguments[field].map(\.text), survivors: .only([]))
  }
}

struct FakeStats: QueryFunction {
  static let function = Parameter<Aggregates>("function", "Aggregates.", unnamed: true, default: .count)
  static let spec = FunctionSpec(
    "stats", in: .aggregate, kind: .aggregate, summary: "Fake.", parameters: function, examples: [])

  init(_ arguments: BoundArguments) throws(Diagnostic) {}
}

enum FakeOrder: String, ChoiceArgument { case asc, desc }
enum FakeSortType: String, ChoiceArgument { case number, hex, string }

/// Keeps whole events, as `sort` does.
struct FakeSort: QueryFunction {
  static let field = Parameter<[FieldName]>("field", "Fields.", unnamed: true, default: [])
  static let order = Parameter<[FakeOrder]>("order", "Order.", default: [.desc])
  static let type = Parameter<[FakeSortType]>("type", "Type.", default: [.number])
  static let limit = Parameter<Limit?>("limit", "Limit.", default: nil)
  static let spec = FunctionSpec(
    "sort", in: .aggregate, kind: .aggregate, summary: "Fake.", parameters: field, order, type, limit, examples: [])

  init(_ arguments: BoundArguments) throws(Diagnostic) {}

  static func effects(of arguments: BoundArguments) -> FieldEffects {
    FieldEffects(reads: arguments.fieldsRead + ["@timestamp"])
  }
}

struct FakeTable: QueryFunction {
  static let fields = Parameter<[FieldName]>("fields", "Fields.", unnamed: true)
  static let sortby = Parameter<[FieldName]>("sortby", "Order.", default: ["@timestamp"])
  static let type = Parameter<[FakeSortType]>("type", "Type.", default: [.number])
  static let limit = Parameter<Limit?>("limit", "Limit.", default: nil)
  static let spec = FunctionSpec(
    "table", in: .aggregate, kind: .aggregate, summary: "Fake.", parameters: fields, sortby, type, limit, examples: [])

  init(_ arguments: BoundArguments) throws(Diagnostic) {}

  static func effects(of arguments: BoundArguments) -> FieldEffects {
    let fields = arguments[fields].map(\.text)
    return FieldEffects(reads: fields + arguments[sortby].map(\.text), writes: fields, survivors: .only(fields))
  }
}
