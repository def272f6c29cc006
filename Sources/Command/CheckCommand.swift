import ArgumentParser
import Foundation
import MartletDiagnostics
import MartletEngine

/// `martlet check`: says what is wrong with queries, without running them.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Validate queries: files, folders, or standard input.",
    discussion: """
      A folder is searched for *.cql, and for YAML of LogScale packages, Query-Hub and Falcon correlation rules. \
      Exits with 2 when a query has an error. What may exist only on the server (saved queries, lookup files, parameters) \
      is a warning.

        martlet check rule.cql
        martlet check --strict --format github rules/
        echo '#event_simpleName=ProcessRollup2 | groupBy(' | martlet check -
      """)

  enum Format: String, CaseIterable, ExpressibleByArgument { case text, json, sarif, junit, github }

  @Argument(help: ArgumentHelp("Files, folders, or - for standard input.", valueName: "path"))
  var paths: [String]

  @Option(help: "How problems are told: text, json, sarif, junit or github.")
  var format = Format.text

  @Flag(help: "Apply the first fix of every problem that has one.")
  var fix = false

  @OptionGroup var compiler: CompilerOptions
  @OptionGroup var display: DisplayOptions

  func run() throws {
    var status = ExitStatus.done
    var results: [(source: SourceText, diagnostics: [Diagnostic])] = []
    let engine = Engine()
    let options = compiler.compileOptions(isCheck: true, besides: QueryFiles.folders(paths))
    for path in try QueryFiles.find(paths) {
      guard let bytes = QueryFiles.read(path) else {
        status = status.or(.unreadableInput)
        continue
      }
      let source = SourceText(bytes: bytes, name: path)
      var options = options
      // A reference detection is kept as others wrote it.
      if options.isStrict, QueryFiles.isReference(path) { options.isStrict = false }
      guard var diagnostics = CheckedFile.diagnostics(of: source, engine, options) else {
        status = status.or(.unreadableInput)
        continue
      }
      if fix { diagnostics = try mend(source, diagnostics, engine, options) }
      if diagnostics.contains(where: { $0.severity == .error }) { status = status.or(.doesNotCompile) }
      if display.quiet { diagnostics.removeAll { $0.severity != .error } }
      results.append((source, diagnostics))
    }
    report(results)
    try status.exit()
  }

  private func report(_ results: [(source: SourceText, diagnostics: [Diagnostic])]) {
    switch format {
    case .text:
      for (source, diagnostics) in results {
        Messages.write(TerminalRenderer(usesColor: display.usesColor).render(diagnostics, of: source))
      }
    case .json: for (source, diagnostics) in results { StandardOutput.write(JSONRenderer().render(diagnostics, of: source)) }
    case .github: for (source, diagnostics) in results { StandardOutput.write(GitHubRenderer().render(diagnostics, of: source)) }
    case .sarif: StandardOutput.write(SARIFRenderer().render(results))
    case .junit: StandardOutput.write(JUnitReport.ofChecks(results))
    }
  }

  /// Writes the mended text back, and returns what is still wrong with it.
  private func mend(
    _ source: SourceText, _ diagnostics: [Diagnostic], _ engine: Engine, _ options: CompileOptions
  ) throws -> [Diagnostic] {
    let mended = FixIts.apply(diagnostics.compactMap(\.fixIts.first), to: source)
    guard mended != source.bytes else { return diagnostics }
    if source.name == "-" {
      StandardOutput.write(String(decoding: mended, as: UTF8.self))
    } else {
      try Data(mended).write(to: URL(filePath: source.name), options: .atomic)
    }
    return CheckedFile.diagnostics(of: SourceText(bytes: mended, name: source.name), engine, options) ?? []
  }
}
