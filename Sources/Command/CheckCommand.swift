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

      With --fix, files are written back. A query on standard input goes to standard output, mended or not, and the report \
      of any format to standard error.

        martlet check rule.cql
        martlet check --fix --format json - < rule.cql > mended.cql 2> report.ndjson
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

  @Option(
    help: ArgumentHelp(
      "The folder lookup files are read from; otherwise beside the query, in the folders given and in the current one.",
      valueName: "folder"))
  var lookups: String?

  @OptionGroup var compiler: CompilerOptions
  @OptionGroup var display: DisplayOptions

  func validate() throws {
    if let lookups, !FileManager.default.fileExists(atPath: lookups) {
      throw ValidationError("there is no folder '\(lookups)' for --lookups")
    }
  }

  func run() throws {
    var status = ExitStatus.done
    var results: [(source: SourceText, diagnostics: [Diagnostic])] = []
    let engine = Engine()
    let folders = QueryFiles.folders(paths)
    let options = compiler.compileOptions(isCheck: true, besides: folders)
    for path in try QueryFiles.find(paths) {
      guard let bytes = QueryFiles.read(path) else {
        status = status.or(.unreadableInput)
        continue
      }
      var source = SourceText(bytes: bytes, name: path)
      var options = options
      // A reference detection is kept as others wrote it.
      if options.isStrict, QueryFiles.isReference(path) { options.isStrict = false }
      let places = LookupPlaces(named: lookups, besides: path, folders)
      options.missingLookup = { places.missing($0) }
      guard var diagnostics = CheckedFile.diagnostics(of: source, engine, options) else {
        status = status.or(.unreadableInput)
        continue
      }
      if fix { status = status.or(mend(&source, &diagnostics, engine, options)) }
      if diagnostics.contains(where: { $0.severity == .error }) { status = status.or(.doesNotCompile) }
      if display.quiet { diagnostics.removeAll { $0.severity != .error } }
      results.append((source, diagnostics))
    }
    report(results)
    try status.exit()
  }

  /// Whether standard output has the mended query, and so cannot have the report.
  private var writesQuery: Bool { fix && paths.contains("-") }

  private func report(_ results: [(source: SourceText, diagnostics: [Diagnostic])]) {
    let text =
      switch format {
      case .text:
        results.map { TerminalRenderer(usesColor: display.usesColor).render($0.diagnostics, of: $0.source) }.joined()
      case .json: results.map { JSONRenderer().render($0.diagnostics, of: $0.source) }.joined()
      case .github: results.map { GitHubRenderer().render($0.diagnostics, of: $0.source) }.joined()
      case .sarif: SARIFRenderer().render(results)
      case .junit: JUnitReport.ofChecks(results)
      }
    if format == .text || writesQuery { Messages.write(text) } else { StandardOutput.write(text) }
  }

  /// Writes the mended text back, and goes on with it and with what is still wrong with it: positions in the one mean
  /// nothing in the other.
  private func mend(
    _ source: inout SourceText, _ diagnostics: inout [Diagnostic], _ engine: Engine, _ options: CompileOptions
  ) -> ExitStatus {
    var status = ExitStatus.done
    let bytes = FixIts.apply(diagnostics.compactMap(\.fixIts.first), to: source)
    let mended = SourceText(bytes: bytes, name: source.name)
    if bytes != source.bytes, CheckedFile.keepsRest(bytes, of: source),
      let left = CheckedFile.diagnostics(of: mended, engine, options)
    {
      if source.name != "-" { status = FileRewrite.attempt(bytes, to: source.name) }
      if status == .done { (source, diagnostics) = (mended, left) }
    }
    // A filter passes on what it has nothing to say about.
    if source.name == "-" { StandardOutput.write(source.bytes) }
    return status
  }
}
