import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `json:prettyPrint(field)`: JSON with a member on each line.
struct JsonPrettyPrint: ValueFunction {
  static let field = Parameter<FieldName>("field", "Field that holds the JSON.", unnamed: true, default: "@rawstring")
  static let output = Parameter<OutputName?>("as", "Field to write; the same when left out.", default: nil)
  static let step = Parameter<Int>("step", "How far a level is moved in, 2 or more.", default: 2, bounds: 2...100)
  static let strict = Parameter<Bool>("strict", "Whether nothing is written for what is no JSON.", default: false)

  static let spec = FunctionSpec(
    "json:prettyPrint", in: .string, kind: .transform,
    summary: "Lays JSON out with a member on each line.",
    details: ["What is no JSON is copied as it is, unless strict=true.", "Values and the order of members stay as they are."],
    parameters: field, output, step, strict,
    examples: [
      Example(
        "Two levels", query: "p := json:prettyPrint(j) | drop(j)", events: #"{"j": "{\"a\":{\"b\":1}}"}"#,
        yields: #"{"p": "{\n  \"a\": {\n    \"b\": 1\n  }\n}"}"#)
    ])

  private let call: TextCall
  private let indentation: Int
  private let isStrict: Bool

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    call = TextCall(arguments, field: Self.field, output: Self.output)
    indentation = arguments[Self.step]
    isStrict = arguments[Self.strict]
  }

  var target: String { call.target }

  func evaluate(_ batch: Batch, in context: RunContext) throws(ExecutionError) -> Column? {
    let (indentation, isStrict) = (indentation, isStrict)
    return call.map(batch) { text, output in
      let isJSON = JSONFlattener.flatten(text) { _, _, _ in }
      if !isJSON, isStrict { return false }
      guard isJSON else {
        for index in text.indices { output.append(text[index]) }
        return true
      }
      JSONLayout.append(text, step: indentation, to: &output)
      return true
    }
  }
}
