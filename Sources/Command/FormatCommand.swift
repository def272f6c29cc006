import ArgumentParser
import Foundation
import MartletDiagnostics
import MartletEngine

/// `martlet format`: lays queries out.
struct FormatCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "format",
    abstract: "Lay queries out: one step to a line. Comments stay.",
    discussion: """
      Files are written back; standard input ('-') is written to standard output. A query with an error stays as it is. \
      In YAML of LogScale packages, Query-Hub and Falcon correlation rules, a query that is a block of lines ('|') is laid \
      out in place and the rest is left alone.

        martlet format rules/
        martlet format --check rules/
      """)

  @Flag(help: "Write nothing; name the files that would change, and end with 1 when there are any.")
  var check = false

  @Argument(help: ArgumentHelp("Files, folders of *.cql and such YAML, or - for standard input.", valueName: "path"))
  var paths: [String]

  @OptionGroup var display: DisplayOptions

  func run() throws {
    var status = ExitStatus.done
    let engine = Engine()
    for path in try QueryFiles.find(paths) {
      guard let bytes = QueryFiles.read(path) else {
        status = status.or(.unreadableInput)
        continue
      }
      let source = SourceText(bytes: bytes, name: path)
      switch LaidOutFile(source, engine) {
      case .laidOut(let text): status = status.or(write(text, in: source))
      case .broken(let diagnostics):
        status = status.or(.doesNotCompile)
        Messages.show(diagnostics, of: source, quietly: display.quiet, usesColor: display.usesColor)
        Messages.error("\(path): stays as it is")
        if path == "-", !check { StandardOutput.write(bytes) }
      case .unsuited(let reason):
        // What lies in a folder was not asked for by its name.
        guard paths.contains(path) else { continue }
        status = status.or(.doesNotCompile)
        Messages.error("\(path): stays as it is; \(reason)")
      }
    }
    try status.exit()
  }

  /// Writes a query back, or with `--check` names its file when it would change.
  private func write(_ text: [UInt8], in source: SourceText) -> ExitStatus {
    if check {
      if text == source.bytes { return .done }
      StandardOutput.write(source.name + "\n")
      return .found
    }
    if source.name == "-" {
      StandardOutput.write(text)
    } else if text != source.bytes {
      return FileRewrite.attempt(text, to: source.name)
    }
    return .done
  }
}
