import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `rename(field, as=…)` gives fields other names.
struct Rename: TransformFunction {
  static let field = Parameter<Renaming>(
    "field", "Field to rename, or pairs of an old and a new name.", unnamed: true)
  static let output = Parameter<OutputName?>("as", "New name, when one field is renamed.", default: nil)

  static let spec = FunctionSpec(
    "rename", in: .transform, kind: .transform,
    summary: "Gives one or more fields another name.",
    details: [
      "A field that has the new name already is overwritten.",
      "An event without the field is left as it is.",
      "Pairs are renamed one after another.",
    ],
    parameters: field, output,
    examples: [
      Example(
        "One field", query: "rename(srcip, as=source.ip)",
        events: #"{"srcip": "10.0.0.7", "n": "1"} {"n": "2"}"#,
        yields: #"{"source.ip": "10.0.0.7", "n": "1"} {"n": "2"}"#),
      Example(
        "Two fields at once", query: "rename([[usr, user.name], [grp, user.group]])",
        events: #"{"usr": "ida", "grp": "ops"}"#, yields: #"{"user.name": "ida", "user.group": "ops"}"#),
    ])

  private let pairs: [(old: String, new: String)]

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    pairs = try Self.pairs(of: arguments)
  }

  private static func pairs(of arguments: BoundArguments) throws(Diagnostic) -> [(old: String, new: String)] {
    let renaming = arguments.located(field)
    switch (renaming.value, arguments[output]) {
    case (.one(let old), let new?): return [(old, new.text)]
    case (.one(let old), nil): throw .missingNewName(of: old, at: renaming.range)
    case (.pairs, _?): throw .needlessNewName(at: arguments.located(output).range)
    case (.pairs(let pairs), nil): return pairs.map { ($0[0], $0[1]) }
    }
  }

  static func effects(of arguments: BoundArguments) -> FieldEffects {
    let pairs = (try? pairs(of: arguments)) ?? []
    return FieldEffects(reads: pairs.map(\.old), writes: pairs.map(\.new))
  }

  func transform(_ batch: inout Batch, in context: RunContext) throws(ExecutionError) {
    for (old, new) in pairs where old != new {
      if let column = batch[old] { batch.assign(column, to: new) }
      batch.remove(old)
    }
  }
}

/// What `rename` is asked to do.
enum Renaming: ArgumentValue {
  case one(String)
  /// Each element holds an old and a new name.
  case pairs([[String]])

  static var typeName: String { "field, or array of [old, new] pairs" }

  init(_ literal: Located<Literal>) throws(Diagnostic) {
    guard case .array(let elements) = literal.value else {
      self = .one(try FieldName(literal).text)
      return
    }
    if elements.count == 1, elements[0].value.text != nil {
      self = .one(try FieldName(elements[0]).text)  // Published queries put one name in brackets.
      return
    }
    var pairs: [[String]] = []
    for element in elements {
      guard case .array(let names) = element.value, names.count == 2 else { throw .noPair(at: element.range) }
      pairs.append([try FieldName(names[0]).text, try FieldName(names[1]).text])
    }
    self = .pairs(pairs)
  }

  var sourceText: String? {
    switch self {
    case .one(let name): name
    case .pairs(let pairs): "[\(pairs.map { "[\($0[0]), \($0[1])]" }.joined(separator: ", "))]"
    }
  }
}

extension Diagnostic {
  fileprivate static func missingNewName(of old: String, at range: SourceRange) -> Self {
    Diagnostic(
      "missing-argument", "'rename' needs a new name for '\(old)'", at: range,
      help: "Write rename(\(old), as=newName), or pairs: rename([[\(old), newName]]).")
  }

  fileprivate static func needlessNewName(at range: SourceRange) -> Self {
    Diagnostic(
      "unexpected-argument", "'as' does not go with pairs of names", at: range,
      help: "Each pair holds its new name: rename([[old, new]]).")
  }

  fileprivate static func noPair(at range: SourceRange) -> Self {
    Diagnostic(
      "argument-type", "expected a pair [old, new]", at: range,
      help: "Write rename([[old1, new1], [old2, new2]]).")
  }
}
