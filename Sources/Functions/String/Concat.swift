import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `concat([…])` is the values of several fields, one after another.
struct Concat: ValueFunction {
  static let field = Parameter<[JoinedField]>("field", "Fields to join, in order.", unnamed: true)
  static let output = Parameter<OutputName>("as", "Field to write.", default: "_concat")

  static let spec = FunctionSpec(
    "concat", in: .string, kind: .transform,
    summary: "Joins the values of several fields without anything between them.",
    details: [
      "Only fields can be joined; for other text use format().",
      "A missing field counts as empty, but when all are missing there is no result.",
    ],
    parameters: field, output,
    examples: [
      Example(
        "A key of two parts", query: "key := concat([account, region])",
        events: #"{"account": "42", "region": "eu"} {"account": "43"} {"host": "web-1"}"#,
        yields: """
          {"account": "42", "region": "eu", "key": "42eu"} {"account": "43", "key": "43"} {"host": "web-1"}
          """),
    ])

  /// A field to join: a name that could be one.
  struct JoinedField: ArgumentValue {
    static var typeName: String { FieldName.typeName }
    let text: String

    init(_ literal: Located<Literal>) throws(Diagnostic) {
      text = try FieldName(literal).text
      if case .string(let text) = literal.value,
        !text.utf8.contains(where: Self.isPartOfNames) || text.first == " " || text.last == " "
      {
        throw .textToJoin(text, at: literal.range)
      }
    }

    private static func isPartOfNames(_ byte: UInt8) -> Bool {
      byte >= 0x80 || (byte | 0x20) &- UInt8(ascii: "a") < 26 || byte &- UInt8(ascii: "0") < 10 || byte == UInt8(ascii: "_")
    }

    var sourceText: String? { text }
  }

  private let fields: [String]
  let target: String

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    fields = arguments[Self.field].map(\.text)
    target = arguments[Self.output].text
  }

  static func effects(of arguments: BoundArguments) -> FieldEffects {
    FieldEffects(reads: arguments[field].map(\.text), writes: [arguments[output].text])
  }

  func evaluate(_ batch: Batch, in context: RunContext) throws(ExecutionError) -> Column? {
    let columns = fields.compactMap { batch[$0]?.asText() }
    if columns.isEmpty { return nil }
    return Column.text(in: batch.mask) { row, text in
      var isPresent = false
      for column in columns where column.append(row, to: &text) { isPresent = true }
      return isPresent
    }
  }
}

extension Diagnostic {
  fileprivate static func textToJoin(_ text: String, at range: SourceRange) -> Self {
    Diagnostic(
      "argument-type", "'concat' joins fields, and \"\(text)\" is a text", at: range,
      help: "Write format(\"%s\(text)%s\", field=[a, b]) to put text between values.")
  }
}
