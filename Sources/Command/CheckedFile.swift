import MartletDetections
import MartletDiagnostics
import MartletEngine

/// A file whose query is checked: the query alone, or YAML that holds it among other things.
enum CheckedFile {
  /// What is wrong with the query, placed in the file; `nil`, after saying so, when the file holds none.
  static func diagnostics(of source: SourceText, _ engine: Engine, _ options: CompileOptions) -> [Diagnostic]? {
    guard ForeignFile.isYAML(source.name) else { return engine.compile(source, options: options).diagnostics }
    let text = String(decoding: source.bytes, as: UTF8.self)
    if Tuning.isTuning(text) { return Tuning.read(text, path: source.name).problems.map { diagnostic($0, in: source) } }
    do throws(PackageError) {
      guard ForeignFile.isCandidate(source.name), let file = try ForeignFile(bytes: source.bytes, path: source.name) else {
        Messages.error("\(source.name): it is no rule, saved query or parser of a known format")
        return nil
      }
      var options = options
      options.isParser = file.format == .parser
      return engine.compile(file.query.query, options: options).diagnostics.map(file.query.inFile)
    } catch {
      Messages.error("\(error.folder): \(error.message)")
      return nil
    }
  }

  /// Whether a rewrite of the file leaves everything in it but the query as it was.
  static func keepsRest(_ mended: [UInt8], of source: SourceText) -> Bool {
    guard ForeignFile.isYAML(source.name) else { return true }
    guard let file = try? ForeignFile(bytes: source.bytes, path: source.name) else { return false }
    return file.keepsRest(in: mended)
  }

  /// A problem of a tuning file, at the rest of its line.
  private static func diagnostic(_ problem: TuningProblem, in source: SourceText) -> Diagnostic {
    let range = source.line(max(problem.line, 1))
    return Diagnostic(
      "invalid-tuning", "\(problem.key.isEmpty ? "the file" : problem.key): \(problem.message)",
      at: range)
  }
}
