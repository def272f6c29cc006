import MartletDetections
import MartletDiagnostics
import MartletEngine

/// What `format` makes of one file: a query alone, or YAML that holds one among other things.
enum LaidOutFile {
  case laidOut([UInt8])
  /// The query has an error; it is shown in the file.
  case broken([Diagnostic])
  /// Nothing can be laid out here, and why.
  case unsuited(String)

  init(_ source: SourceText, _ engine: Engine) {
    guard ForeignFile.isYAML(source.name) else {
      let formatted = engine.formatted(source)
      self = formatted.text.map { .laidOut(Array($0.utf8)) } ?? .broken(formatted.diagnostics)
      return
    }
    do throws(PackageError) {
      guard ForeignFile.isCandidate(source.name), let file = try ForeignFile(bytes: source.bytes, path: source.name) else {
        self = .unsuited("it holds no query; *.cql is laid out, and a query in YAML")
        return
      }
      let formatted = engine.formatted(file.query.query)
      guard let text = formatted.text else {
        self = .broken(formatted.diagnostics.map(file.query.inFile))
        return
      }
      if text == String(decoding: file.query.query.bytes, as: UTF8.self) + "\n" {
        self = .laidOut(source.bytes)
        return
      }
      self =
        file.replacingQuery(with: text).map { .laidOut($0) }
        ?? .unsuited("its query cannot be laid out in place: it is no block of lines, as '|' begins one")
    } catch {
      self = .unsuited(error.message)
    }
  }
}
