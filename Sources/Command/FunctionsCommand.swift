import ArgumentParser
import MartletCatalog
import MartletEngine

/// `martlet functions`: the function catalogue.
struct FunctionsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "functions",
    abstract: "List the functions, or describe one.",
    discussion: """
        martlet functions
        martlet functions groupBy
        martlet functions --json
      """)

  @Argument(help: ArgumentHelp("The function to describe, in any case of letters.", valueName: "name"))
  var name: String?

  @Flag(help: "Print the catalogue as JSON, for tools.")
  var json = false

  func run() throws {
    let registry = Engine().functions
    guard let name else {
      let specs = registry.functions.map { $0.spec }
      return StandardOutput.write(json ? CatalogDocument(specs).json + "\n" : FunctionPages.list(specs))
    }
    guard let function = registry[name] else {
      let near = CatalogDocument.suggestions(for: name, among: registry.names)
      let known = KnownNames.canonical(name).map { "'\($0)' is a LogScale function that cannot be run here yet" }
      Messages.error((known ?? "there is no function '\(name)'") + (near.isEmpty ? "" : "; did you mean \(near)?"))
      return try ExitStatus.wrongUsage.exit()
    }
    StandardOutput.write(json ? CatalogDocument([function.spec]).json + "\n" : FunctionPages.page(function.spec))
  }
}

/// Descriptions of functions for people.
enum FunctionPages {
  /// One line for each, by category.
  static func list(_ specs: [FunctionSpec]) -> String {
    var text = ""
    let width = specs.map(\.name.count).max() ?? 0
    for category in FunctionSpec.Category.allCases {
      let members = specs.filter { $0.category == category }
      guard !members.isEmpty else { continue }
      text += "\(category.rawValue)\n"
      for spec in members {
        text += "  \(spec.name)\(String(repeating: " ", count: width - spec.name.count))  \(spec.summary)\n"
      }
    }
    return text
  }

  /// Signature, parameters, rules and examples.
  static func page(_ spec: FunctionSpec) -> String {
    var text = "\(signature(spec))\n\n\(spec.summary)\n"
    if let deprecation = spec.deprecation { text += "\nDeprecated: \(deprecation)\n" }
    for detail in spec.details { text += "\n* \(detail)" }
    if !spec.details.isEmpty { text += "\n" }
    if !spec.parameters.isEmpty {
      text += "\nParameters\n"
      for parameter in spec.parameters {
        let name = parameter.collectsOthers ? "name=…" : parameter.name
        text += "  \(name) (\(type(of: parameter))\(attributes(parameter)))\n      \(parameter.summary)\n"
      }
    }
    for example in spec.examples {
      text += "\nExample: \(example.title)\n  \(example.query)\n"
      for (name, content) in example.files {
        text += "  \(name):\n    \(content.split(separator: "\n").joined(separator: "\n    "))\n"
      }
      text += "  in:  \(example.events.split(separator: "\n").joined(separator: "\n       "))\n"
      text += "  out: \(example.yields.split(separator: "\n").joined(separator: "\n       "))\n"
    }
    return text
  }

  static func signature(_ spec: FunctionSpec) -> String {
    let parameters = spec.parameters.map { parameter in
      if parameter.collectsOthers { return "name=…, …" }
      let shown = parameter.isUnnamed ? parameter.name : "\(parameter.name)=…"
      return parameter.isRequired ? shown : "[\(shown)]"
    }
    return "\(spec.name)(\(parameters.joined(separator: ", ")))"
  }

  /// What kind of value it takes, and which ones.
  private static func type(of parameter: ParameterSpec) -> String {
    let choices = parameter.choices.joined(separator: ", ")
    if parameter.typeName == choices { return "one of \(choices)" }
    guard let bounds = parameter.bounds, let low = bounds.lowerBound.sourceText, let high = bounds.upperBound.sourceText
    else { return parameter.typeName }
    return "\(parameter.typeName) from \(low) to \(high)"
  }

  private static func attributes(_ parameter: ParameterSpec) -> String {
    var words: [String] = []
    if parameter.isRequired { words.append("required") }
    if let text = parameter.defaultText { words.append("default \(text)") }
    if parameter.isUnnamed { words.append("the name may be left out") }
    if let deprecation = parameter.deprecation { words.append("deprecated: \(deprecation)") }
    return words.map { "; \($0)" }.joined()
  }
}
