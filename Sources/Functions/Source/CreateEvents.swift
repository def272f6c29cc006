import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `createEvents(["…"])`: events made of texts.
struct CreateEvents: SourceFunction {
  static let rawstring = Parameter<[String]>("rawstring", "One text per event.", unnamed: true)

  static let spec = FunctionSpec(
    "createEvents", in: .source, kind: .source,
    summary: "Makes events of texts, which become their @rawstring.",
    details: ["It stands first; nothing else is read. Take the texts apart with kvParse(), parseJson() or regex()."],
    parameters: rawstring,
    examples: [
      Example(
        "Two events", query: #"createEvents(["user=ida", "user=bo"]) | kvParse() | select(user)"#, events: "",
        yields: #"{"user": "ida"} {"user": "bo"}"#)
    ])

  private let texts: [String]

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    texts = arguments[Self.rawstring]
  }

  func makeSource(in context: RunContext) -> any BatchSource {
    EventList(texts.map { [("@timestamp", String(context.environment.now)), ("@timestamp.nanos", "0"), ("@rawstring", $0)] })
  }
}
