import MartletDiagnostics

/// The catalogue as a versioned JSON document, from which tools, documentation and editors are fed.
public struct CatalogDocument: Sendable {
  /// Changes when a key changes its meaning or goes; new keys do not count.
  public static let version = 1

  private let specs: [FunctionSpec]

  public init(_ specs: [FunctionSpec]) {
    self.specs = specs
  }

  public var json: String {
    let functions = specs.map(Self.function).joined(separator: ",\n")
    return "{\"version\":\(Self.version),\"functions\":[\n\(functions)\n]}"
  }

  /// Names close to a mistyped one, for a message; empty when there is none.
  public static func suggestions(for name: String, among names: [String]) -> String {
    Suggestion.closest(to: name, among: names).quotedList
  }

  private static func function(_ spec: FunctionSpec) -> String {
    let parameters = spec.parameters.map(parameter).joined(separator: ",")
    let examples = spec.examples.map { example in
      let files = object(example.files.map { ($0.key, quoted($0.value)) })
      return object([
        ("title", quoted(example.title)), ("query", quoted(example.query)), ("events", quoted(example.events)),
        ("yields", quoted(example.yields)), ("comparison", quoted(example.comparison.rawValue)),
        ("files", files),
      ])
    }
    return object([
      ("name", quoted(spec.name)), ("category", quoted(spec.category.rawValue)), ("kind", quoted(spec.kind.rawValue)),
      ("summary", quoted(spec.summary)), ("details", "[\(spec.details.map(quoted).joined(separator: ","))]"),
      ("deprecation", spec.deprecation.map(quoted) ?? "null"), ("parameters", "[\(parameters)]"),
      ("examples", "[\(examples.joined(separator: ","))]"),
    ])
  }

  private static func parameter(_ parameter: ParameterSpec) -> String {
    object([
      ("name", quoted(parameter.name)), ("type", quoted(parameter.typeName)),
      ("required", parameter.isRequired ? "true" : "false"), ("unnamed", parameter.isUnnamed ? "true" : "false"),
      ("default", parameter.defaultText.map(quoted) ?? "null"),
      ("minimum", parameter.bounds.flatMap { $0.lowerBound.sourceText } ?? "null"),
      ("maximum", parameter.bounds.flatMap { $0.upperBound.sourceText } ?? "null"),
      ("choices", "[\(parameter.choices.map(quoted).joined(separator: ","))]"), ("summary", quoted(parameter.summary)),
      ("deprecation", parameter.deprecation.map(quoted) ?? "null"),
    ])
  }

  private static func object(_ members: [(String, String)]) -> String {
    "{" + members.map { "\"\($0.0)\":\($0.1)" }.joined(separator: ",") + "}"
  }

  private static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      case "\t": quoted += "\\t"
      case _ where scalar.value < 0x20: quoted += " "
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}
