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
      Files are written back; standard input ('-') is written to standard output. A query with an error stays as it is.

        martlet format rules/
        martlet format --check rules/
      """)

  @Flag(help: "Write nothing; name the files that would change, and end with 1 when there are any.")
  var check = false

  @Argument(help: ArgumentHelp("Files, folders of *.cql, or - for standard input.", valueName: "path"))
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
      let formatted = engine.formatted(source)
      guard let text = formatted.text else {
        status = status.or(.doesNotCompile)
        Messages.show(formatted.diagnostics, of: source, quietly: display.quiet, usesColor: display.usesColor)
        Messages.error("\(path): stays as it is")
        if path == "-", !check { StandardOutput.write(String(decoding: bytes, as: UTF8.self)) }
        continue
      }
      let isSame = Array(text.utf8) == bytes
      if check {
        if isSame { continue }
        StandardOutput.write(path + "\n")
        status = status.or(.found)
      } else if path == "-" {
        StandardOutput.write(text)
      } else if !isSame {
        do {
          try Data(text.utf8).write(to: URL(filePath: path), options: .atomic)
        } catch {
          Messages.error("\(path): cannot be written")
          status = status.or(.unreadableInput)
        }
      }
    }
    try status.exit()
  }
}
