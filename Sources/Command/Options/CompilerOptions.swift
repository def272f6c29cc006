import ArgumentParser
import Foundation
import MartletEngine

/// How queries are read.
struct CompilerOptions: ParsableArguments {
  @Flag(help: "Accept only what LogScale accepts: extensions become errors.")
  var strict = false

  @Option(
    name: .customLong("param"),
    help: ArgumentHelp("The value of a query parameter; may be repeated.", valueName: "name=value"))
  var parameters: [String] = []

  @Option(help: ArgumentHelp("The folder saved queries are read from, as NAME.cql.", valueName: "folder"))
  var savedQueries: String?

  func validate() throws {
    for parameter in parameters where !parameter.contains("=") {
      throw ValidationError("--param takes NAME=VALUE, not '\(parameter)'")
    }
  }

  func compileOptions(isCheck: Bool = false) -> CompileOptions {
    var values: [String: String] = [:]
    for parameter in parameters {
      let parts = parameter.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      values[String(parts[0])] = String(parts[1])
    }
    let folder = savedQueries
    return CompileOptions(isStrict: strict, isCheck: isCheck, parameters: values) { name in
      guard let folder, !name.hasPrefix("/"), !name.split(separator: "/").contains("..") else { return nil }
      let url = URL(filePath: folder).appending(path: name + ".cql")
      return try? String(contentsOf: url, encoding: .utf8)
    }
  }
}
