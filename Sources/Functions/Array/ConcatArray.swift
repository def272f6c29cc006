import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `concatArray(name, separator=…)` joins the elements of an array to one text.
struct ConcatArray: ValueFunction {
  static let field = Parameter<ArrayName>("field", "Array to join.", unnamed: true)
  static let output = Parameter<OutputName>("as", "Field to write.", default: "_concatArray")
  static let separator = Parameter<String>("separator", "Text between elements.", default: "")
  static let prefix = Parameter<String>("prefix", "Text before the first.", default: "")
  static let suffix = Parameter<String>("suffix", "Text after the last.", default: "")
  static let from = Parameter<Int>("from", "First element, from 0.", default: 0, bounds: 0...1_000_000)
  static let to = Parameter<Int?>("to", "Last element; all when left out.", default: nil, bounds: 0...1_000_000)

  static let spec = FunctionSpec(
    "concatArray", in: .array, kind: .transform,
    summary: "Joins the elements of an array to one text.",
    details: ["Stops at the first element that is missing; without the one to begin with there is no result."],
    parameters: field, output, separator, prefix, suffix, from, to,
    examples: [
      Example(
        "A list", query: #"roles := concatArray(role, separator=", ") | select(roles)"#,
        events: #"{"role[0]": "user", "role[1]": "admin"}"#, yields: #"{"roles": "user, admin"}"#)
    ])

  private let array: ArrayName
  private let between: [UInt8]
  private let before: [UInt8]
  private let after: [UInt8]
  private let first: Int
  private let last: Int
  let target: String

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    array = arguments[Self.field]
    between = Array(arguments[Self.separator].utf8)
    before = Array(arguments[Self.prefix].utf8)
    after = Array(arguments[Self.suffix].utf8)
    first = arguments[Self.from]
    last = arguments[Self.to] ?? Int.max
    if last < first { throw .endBeforeStart(last, first, at: arguments.located(Self.to).range) }
    target = arguments[Self.output].text
  }

  static func effects(of arguments: BoundArguments) -> FieldEffects { arguments.arrayEffects }

  func evaluate(_ batch: Batch, in context: RunContext) throws(ExecutionError) -> Column? {
    let reader = ArrayField(array, from: first, of: try batch.withArrays())
    var builder = TextColumnBuilder(rowCapacity: batch.rowCount)
    for row in 0..<batch.rowCount {
      var index = first
      builder.storage.append(contentsOf: before)
      reader.forEach(row) { element in
        if index > first { builder.storage.append(contentsOf: between) }
        for byte in element.indices { builder.storage.append(element[byte]) }
        index += 1
        return index <= last
      }
      builder.storage.append(contentsOf: after)
      if index > first { builder.endValue() } else { builder.appendMissing() }
    }
    return .text(builder.finish())
  }
}

extension Diagnostic {
  fileprivate static func endBeforeStart(_ last: Int, _ first: Int, at range: SourceRange) -> Self {
    Diagnostic(
      "out-of-bounds", "'to' is \(last), which is before 'from', \(first)", at: range,
      help: "Name the number of the last element, \(first) or more, or leave 'to' out.")
  }
}
