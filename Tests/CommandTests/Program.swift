import Foundation

/// Runs the built program as a user would.
struct Program {
  /// What came of one run.
  struct Result {
    var status: Int32
    var output: String
    var errors: String
  }

  /// The program lies beside the test bundle.
  static let path: String = {
    let folder = URL(filePath: ProcessInfo.processInfo.arguments[0]).deletingLastPathComponent()
    return folder.appending(path: "martlet").path(percentEncoded: false)
  }()

  static func run(_ arguments: String..., input: String? = nil, in folder: Folder? = nil) throws -> Result {
    try run(arguments, input: input, in: folder)
  }

  static func run(_ arguments: [String], input: String? = nil, in folder: Folder? = nil) throws -> Result {
    let process = Process()
    process.executableURL = URL(filePath: path)
    process.arguments = arguments
    if let folder { process.currentDirectoryURL = URL(filePath: folder.path) }
    // Files instead of pipes: a pipe that nobody drains would block the program.
    let place = Folder()
    let outputs = ["out", "err"].map { place.path + "/" + $0 }
    for output in outputs { try Data().write(to: URL(filePath: output)) }
    process.standardOutput = FileHandle(forWritingAtPath: outputs[0])
    process.standardError = FileHandle(forWritingAtPath: outputs[1])
    try place.write("in", input ?? "")
    process.standardInput = FileHandle(forReadingAtPath: place.path + "/in")
    try process.run()
    process.waitUntilExit()
    return Result(
      status: process.terminationStatus, output: try String(contentsOfFile: outputs[0], encoding: .utf8),
      errors: try String(contentsOfFile: outputs[1], encoding: .utf8))
  }
}

/// A folder of its own for one test, removed at its end.
final class Folder {
  let path: String

  init() {
    path = FileManager.default.temporaryDirectory.appending(path: "martlet-\(UUID().uuidString)").path(percentEncoded: false)
    try? FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  @discardableResult
  func write(_ name: String, _ text: String) throws -> String {
    try write(name, Data(text.utf8))
  }

  @discardableResult
  func write(_ name: String, _ data: Data) throws -> String {
    let file = "\(path)/\(name)"
    try FileManager.default.createDirectory(
      atPath: (file as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
    try data.write(to: URL(filePath: file))
    return file
  }
}
