import ArgumentParser
import Foundation
import MartletDiagnostics

/// The text of a query, from the command line or a file.
enum QueryText {
  static func read(file: String?, text: String?) throws -> SourceText {
    if let text { return SourceText(text) }
    let path = file ?? "-"
    return SourceText(bytes: try bytes(of: path), name: path)
  }

  /// The bytes of a file, or of standard input for `-`. A file that cannot be read is wrong usage.
  static func bytes(of path: String) throws -> [UInt8] {
    do {
      if path == "-" { return Array(try FileHandle.standardInput.readToEnd() ?? Data()) }
      return Array(try Data(contentsOf: URL(filePath: path)))
    } catch {
      Messages.error("\(path): \(path == "-" || FileManager.default.fileExists(atPath: path) ? "cannot be read" : "there is no such file")")
      throw ExitCode(ExitStatus.wrongUsage.rawValue)
    }
  }
}
