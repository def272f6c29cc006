import Foundation
import Testing

@Suite struct `The commands of simulate` {
  @Test func `a scenario's commands are a script, and another has a reason for none`() throws {
    let script = try Program.run("simulate", "AWS-3", "--commands")
    #expect(script.status == 0)
    #expect(script.output.hasPrefix("#!/usr/bin/env bash\n# AWS-3: "))
    #expect(script.output.contains("WARNING"))
    let none = try Program.run("simulate", "AWS-13", "--commands")
    #expect(none.status == 3)
    #expect(none.errors.contains("there are no commands for AWS-13: "))
  }

  @Test func `many go to a folder`() throws {
    let folder = Folder()
    let result = try Program.run("simulate", "--commands", "--directory", folder.path)
    #expect(result.status == 0)
    #expect(result.errors.contains("there are no commands for AZ-6: "))
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(result.output == "\(files.count) scripts written to \(folder.path)\n")
    #expect(files.contains("GCP-1.sh") && files.contains("T3.sh"))
  }

  @Test func `two scenarios on standard output are wrong usage`() throws {
    #expect(try Program.run("simulate", "T1", "T2", "--commands").status == 3)
    #expect(try Program.run("simulate", "T1", "--commands", "--noise", "5").status == 3)
  }
}
