import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `array:sort("name[]")` sorts an array.
struct ArraySort: TransformFunction {
  static let array = Parameter<ArrayName>("array", "Array to sort, written name[].", unnamed: true)
  static let asArray = Parameter<ArrayName?>("asArray", "Array to write; the same when left out.", default: nil)
  static let order = Parameter<Order>("order", "Direction.", default: .asc)
  static let type = Parameter<Comparison>("type", "How elements compare.", default: .string)

  enum Order: String, ChoiceArgument { case asc, ascending, desc, descending }
  enum Comparison: String, ChoiceArgument { case string, number }

  static let spec = FunctionSpec(
    "array:sort", in: .array, kind: .transform,
    summary: "Sorts the elements of an array.",
    details: [
      "Texts are compared without case.",
      "As numbers, elements that are none come behind all others, sorted as texts.",
      "An array that is written to keeps elements beyond those written.",
    ],
    parameters: array, asArray, order, type,
    examples: [
      Example(
        "Largest first", query: #"array:sort("port[]", type=number, order=desc)"#,
        events: #"{"port[0]": "22", "port[1]": "443"}"#, yields: #"{"port[0]": "443", "port[1]": "22"}"#)
    ])

  private let array: ArrayName
  private let target: ArrayName
  private let isDescending: Bool
  private let comparesNumbers: Bool

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    array = arguments[Self.array]
    target = arguments[Self.asArray] ?? array
    isDescending = arguments[Self.order] == .desc || arguments[Self.order] == .descending
    comparesNumbers = arguments[Self.type] == .number
  }

  static func effects(of arguments: BoundArguments) -> FieldEffects {
    FieldEffects(reads: .all, writesUnknownFields: true)
  }

  private struct Element {
    var text: [UInt8]
    var folded: String
    var number: Double?
  }

  func transform(_ batch: inout Batch, in context: RunContext) throws(ExecutionError) {
    try batch.materialiseForOutput()
    let field = ArrayField(array.prefix, suffix: array.suffix, in: batch)
    var writer = ArrayWriter(target.prefix, suffix: target.suffix)
    batch.mask.forEach { row in
      let elements = field.texts(in: row).map { text in
        Element(
          text: text, folded: String(decoding: text, as: UTF8.self).lowercased(),
          number: comparesNumbers ? NumberText.parse(text.span) : nil)
      }
      for (index, element) in elements.sorted(by: isBefore).enumerated() { writer.set(index, to: element.text, in: row) }
    }
    writer.assign(to: &batch)
  }

  private func isBefore(_ left: Element, _ right: Element) -> Bool {
    switch (left.number, right.number) {
    case (let first?, let second?): return isDescending ? first > second : first < second
    case (.some, nil): return true
    case (nil, .some): return false
    case (nil, nil): return isDescending ? left.folded > right.folded : left.folded < right.folded
    }
  }
}
