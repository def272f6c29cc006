import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `xml:prettyPrint(field)`: XML with an element on each line.
struct XmlPrettyPrint: ValueFunction {
  static let field = Parameter<FieldName>("field", "Field that holds the XML.", unnamed: true, default: "@rawstring")
  static let output = Parameter<OutputName?>("as", "Field to write; the same when left out.", default: nil)
  static let step = Parameter<Int>("step", "How far a level is moved in.", default: 2, bounds: 0...100)
  static let width = Parameter<Int>("width", "Elements with a text that fit in a line of this length stay in it.", default: 80, bounds: 1...10_000)
  static let strict = Parameter<Bool>("strict", "Whether nothing is written for what is no XML.", default: false)

  static let spec = FunctionSpec(
    "xml:prettyPrint", in: .string, kind: .transform,
    summary: "Lays XML out with an element on each line.",
    details: ["What is no XML is copied as it is, unless strict=true.", "Comments and processing instructions are left out."],
    parameters: field, output, step, width, strict,
    examples: [
      Example(
        "Two levels", query: "p := xml:prettyPrint(x) | drop(x)", events: #"{"x": "<a><b>1</b></a>"}"#,
        yields: #"{"p": "<a>\n  <b>1</b>\n</a>"}"#)
    ])

  private let call: TextCall
  private let indentation: Int
  private let width: Int
  private let isStrict: Bool

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    call = TextCall(arguments, field: Self.field, output: Self.output)
    indentation = arguments[Self.step]
    width = arguments[Self.width]
    isStrict = arguments[Self.strict]
  }

  var target: String { call.target }

  func evaluate(_ batch: Batch, in context: RunContext) throws(ExecutionError) -> Column? {
    let (indentation, width, isStrict) = (indentation, width, isStrict)
    return call.map(batch) { text, output in
      var bytes: [UInt8] = []
      for index in text.indices { bytes.append(text[index]) }
      if let events = XMLReader.events(in: bytes) {
        output.append(contentsOf: XMLLayout.text(of: events, step: indentation, width: width).utf8)
      } else if isStrict {
        return false
      } else {
        output += bytes
      }
      return true
    }
  }
}
