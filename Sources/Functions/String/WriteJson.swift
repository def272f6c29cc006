import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution
import MartletPatterns

/// `writeJson([fields])`: the fields of an event as JSON.
struct WriteJson: ValueFunction {
  static let field = Parameter<[FieldName]>(
    "field", "Fields to write, by the start of their names, or patterns with stars.", unnamed: true, default: ["@rawstring"])
  static let output = Parameter<OutputName>("as", "Field to write.", default: "_json")

  static let spec = FunctionSpec(
    "writeJson", in: .string, kind: .transform,
    summary: "Writes fields as JSON, nested by the dots and brackets of their names.",
    details: ["A name stands for every field that starts with it.", "Values that look like numbers are written as numbers."],
    parameters: field, output,
    examples: [
      Example(
        "Nested again", query: "writeJson([a]) | select(_json)", events: #"{"a.b": "5", "a.c[0]": "x"}"#,
        yields: #"{"_json": "{\"a\":{\"b\":5,\"c\":[\"x\"]}}"}"#)
    ])

  private let prefixes: [String]
  let target: String

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    prefixes = arguments[Self.field].map(\.text)
    target = arguments[Self.output].text
  }

  static func effects(of arguments: BoundArguments) -> FieldEffects {
    FieldEffects(reads: .all, writes: [arguments[output].text])
  }

  func evaluate(_ batch: Batch, in context: RunContext) throws(ExecutionError) -> Column? {
    let whole = try batch.withArrays()
    let globs = prefixes.map { $0.contains("*") ? $0 : $0 + "*" }.map { Glob($0) }
    var chosen: [(path: [JSONNode.Step], texts: TextColumn)] = []
    for glob in globs {
      for name in whole.names.sorted() where !HiddenField.isHidden(name) && glob.matches(name) {
        let path = JSONNode.path(name)
        if !chosen.contains(where: { $0.path == path }) { chosen.append((path, whole.text(of: name))) }
      }
    }
    var builder = TextColumnBuilder(rowCapacity: batch.rowCount)
    for row in 0..<batch.rowCount {
      guard batch.mask[row] else {
        builder.appendMissing()
        continue
      }
      var root = JSONNode.object([])
      for (path, texts) in chosen where texts.isPresent(row) {
        root.set(path[...], to: Array(texts.storage[texts.range(of: row)]))
      }
      root.append(to: &builder.storage)
      builder.endValue()
    }
    return .text(builder.finish())
  }
}
