import ArgumentParser
import MartletDetections
import MartletEngine

/// How queries are read.
struct CompilerOptions: ParsableArguments {
  @Flag(help: "Accept only what LogScale accepts: extensions become errors.")
  var strict = false

  @Option(
    name: .customLong("param"),
    help: ArgumentHelp("The value of a query parameter; may be repeated.", valueName: "name=value"))
  var parameters: [String] = []

  @Option(help: ArgumentHelp("The folder saved queries are read from: NAME.cql, or YAML of LogScale packages.", valueName: "folder"))
  var savedQueries: String?

  func validate() throws {
    for parameter in parameters where !parameter.contains("=") {
      throw ValidationError("--param takes NAME=VALUE, not '\(parameter)'")
    }
  }

  /// - Parameter folders: where saved queries are looked for when the folder that was named has none of that name.
  func compileOptions(isCheck: Bool = false, besides folders: [String] = []) -> CompileOptions {
    var values: [String: String] = [:]
    for parameter in parameters {
      let parts = parameter.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      values[String(parts[0])] = String(parts[1])
    }
    var saved = SavedQueries()
    for folder in [savedQueries].compactMap({ $0 }) + folders { saved.merge(SavedQueries(folder: folder)) }
    return CompileOptions(isStrict: strict, isCheck: isCheck, parameters: values) { [saved] in saved[$0] }
  }
}
