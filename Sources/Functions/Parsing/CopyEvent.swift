import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `copyEvent("type")`: makes a second event of each.
struct CopyEvent: StageFunction {
  static let type = Parameter<String>("type", "Value of #type in the copy.", unnamed: true)

  static let spec = FunctionSpec(
    "copyEvent", in: .parsing, kind: .transform,
    summary: "Makes a copy of each event, with another #type.",
    details: ["It is for parsers; in a search it is an error. Both events go on, and #type tells them apart."],
    parameters: type,
    examples: [
      Example(
        "A second type", query: #"copyEvent("audit") | select([#type, a])"#, events: """
          {"#type": "raw", "a": "1"}
          """,
        yields: """
          {"#type": "raw", "a": "1"} {"#type": "audit", "a": "1"}
          """)
    ],
    isForParsers: true)

  private let type: String

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    type = arguments[Self.type]
  }

  static func effects(of arguments: BoundArguments) -> FieldEffects {
    FieldEffects(reads: ["#type"], writes: ["#type"])
  }

  func makeStage(in context: RunContext) -> any StreamStage { CopyStage(type) }
}

private final class CopyStage: StreamStage {
  private let type: String

  init(_ type: String) {
    self.type = type
  }

  func process(_ batch: Batch, into next: any BatchReceiver) throws(ExecutionError) -> Demand {
    let rows = batch.mask.rows.flatMap { [$0, $0] }
    if rows.isEmpty { return .more }
    var both = batch.gather(rows)
    let types = both.text(of: "#type")
    let written = (0..<rows.count).map { $0 % 2 == 0 ? types.string(at: $0) : type }
    both.set("#type", to: .text(TextColumn(written)))
    return try next.receive(both)
  }
}
