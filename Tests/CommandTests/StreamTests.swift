import Foundation
import Testing

/// Standard streams that take nothing, by way of the shell.
@Suite struct `Standard output and standard error` {
  private func shell(_ script: String) throws -> (status: Int32, output: String) {
    let process = Process()
    process.executableURL = URL(filePath: "/bin/bash")
    process.arguments = ["-c", script, "bash", Program.path]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: output, as: UTF8.self))
  }

  @Test(arguments: [
    "echo 'groupBy(' | \"$1\" check - 2>&1 >/dev/null", "echo 'groupBy(' | \"$1\" check --format json -",
    "\"$1\" check --nothing 2>&1",
  ])
  func `a reader that has gone is no error`(_ command: String) throws {
    // The reader ends before anything is written.
    let result = try shell("exec 3>&1; { sleep 0.3; \(command); echo \"status $?\" >&3; } | true")
    #expect(result.output == (command.contains("nothing") ? "status 3\n" : "status 2\n"))
  }

  @Test(arguments: [
    "echo a=1 | \"$1\" format -", "\"$1\" functions", "\"$1\" explain a=1", "\"$1\" --help", "\"$1\" simulate --list",
    "\"$1\" simulate T1", "echo '{\"a\":\"1\"}' | \"$1\" query a=1", "echo '{\"a\":\"1\"}' | \"$1\" query -o csv a=1",
    "\"$1\" simulate T1 | \"$1\" detect -o csv",
  ])
  func `output that nothing takes is an error`(_ command: String) throws {
    let result = try shell("{ \(command) ; } 2>&1 >/dev/full; echo \"status $?\"")
    #expect(result.output == "martlet: error: standard output: No space left on device\nstatus 4\n")
  }

  @Test func `a query that cannot be read is told of`() throws {
    let result = try shell("\"$1\" check - </ 2>&1; echo \"status $?\"")
    #expect(result.output == "martlet: error: -: cannot be read\nstatus 4\n")
  }
}
