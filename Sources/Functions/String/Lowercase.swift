import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `lowercase(field)` writes values, names of fields or both in lower case.
struct Lowercase: TransformFunction {
  static let field = Parameter<[Target]>("field", "Field or fields to change; * for all.", unnamed: true)
  static let include = Parameter<Part>("include", "What is written in lower case.", default: .values)
  static let locale = Parameter<String?>("locale", "Language whose rules hold, such as tr.", default: nil)

  static let spec = FunctionSpec(
    "lowercase", in: .string, kind: .transform,
    summary: "Writes values, names of fields or both in lower case.",
    details: [
      "With include=fields or both the value is written to a field with the name in lower case, and the argument finds "
        + "fields without regard to case.",
      "A named field stays when its name changes; with * only the fields in lower case remain.",
    ],
    parameters: field, include, locale,
    examples: [
      Example("Values in place", query: "lowercase(Verb)", events: #"{"Verb": "GET"}"#, yields: #"{"Verb": "get"}"#),
      Example(
        "Every name", query: #"lowercase("*", include=fields)"#, events: #"{"Verb": "GET", "n": "1"}"#,
        yields: #"{"verb": "GET", "n": "1"}"#),
    ],
    deprecation: "Use lower() in searches.")

  /// A field, or all of them.
  enum Target: ArgumentValue, Equatable {
    case all
    case field(String)

    static var typeName: String { FieldName.typeName }

    init(_ literal: Located<Literal>) throws(Diagnostic) {
      if literal.value.text == "*" { self = .all } else { self = .field(try FieldName(literal).text) }
    }

    var sourceText: String? {
      switch self {
      case .all: "*"
      case .field(let name): name
      }
    }
  }

  /// What is changed.
  enum Part: String, ChoiceArgument { case values, fields, both }

  private let targets: [Target]
  private let part: Part
  private let letters: LetterCase

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    targets = arguments[Self.field]
    part = arguments[Self.include]
    letters = LetterCase(.lower, locale: arguments[Self.locale])
  }

  static func effects(of arguments: BoundArguments) -> FieldEffects {
    let names = arguments[field].compactMap { target -> String? in
      if case .field(let name) = target { name } else { nil }
    }
    if arguments[include] == .values, names.count == arguments[field].count {
      return FieldEffects(reads: names, writes: names)
    }
    return FieldEffects(reads: .all, writesUnknownFields: true)
  }

  func transform(_ batch: inout Batch, in context: RunContext) throws(ExecutionError) {
    for name in batch.names where !HiddenField.isHidden(name) && isMeant(name) {
      guard let column = batch[name] else { continue }
      let newName = part == .values ? name : lowercased(name)
      let letters = letters
      let value =
        part == .fields
        ? column
        : column.mapText(in: batch.mask) { text, output in
          letters.append(text, to: &output)
          return true
        }
      batch.assign(value, to: newName)
      if newName != name, targets.contains(.all) { batch.remove(name) }
    }
  }

  private func isMeant(_ name: String) -> Bool {
    targets.contains { target in
      switch target {
      case .all: true
      case .field(let wanted): part == .values ? wanted == name : lowercased(wanted) == lowercased(name)
      }
    }
  }

  private func lowercased(_ name: String) -> String {
    let bytes = Array(name.utf8)
    var output: [UInt8] = []
    letters.append(bytes.span, to: &output)
    return String(decoding: output, as: UTF8.self)
  }
}
