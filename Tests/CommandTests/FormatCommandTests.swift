import Foundation
import Testing

@Suite struct `The command format` {
  private let written = """
    // who stopped
    eventName = StopInstances   // only these
    | /* per user */ groupBy( user )| sort( [ // largest first
      _count ] )
    // done

    """
  private let laidOut = """
    // who stopped
    eventName=StopInstances  // only these
    /* per user */
    | groupBy(user)
    | sort( [ // largest first
      _count ] )
    // done

    """

  @Test func `comments stay where they were, and a second time changes nothing`() throws {
    let once = try Program.run("format", "-", input: written)
    #expect(once.output == laidOut)
    #expect(once.status == 0)
    let twice = try Program.run("format", "-", input: laidOut)
    #expect(twice.output == laidOut)
  }

  @Test func `check names what would change and ends with 1`() throws {
    let folder = Folder()
    let path = try folder.write("a.cql", written)
    let result = try Program.run("format", "--check", path)
    #expect(result.status == 1)
    #expect(result.output == path + "\n")
    #expect(try String(contentsOfFile: path, encoding: .utf8) == written)
    #expect(try Program.run("format", path).status == 0)
    #expect(try String(contentsOfFile: path, encoding: .utf8) == laidOut)
    #expect(try Program.run("format", "--check", path).status == 0)
  }

  @Test func `a query with an error stays as it is`() throws {
    let result = try Program.run("format", "-", input: "groupBy(")
    #expect(result.status == 2)
    #expect(result.output == "groupBy(")
  }

  @Test func `a long call has an argument to a line`() throws {
    let query = "groupBy([first, second, third], function=[count(as=n), sum(bytes, as=volume), avg(bytes, as=mean)], limit=max)\n"
    let result = try Program.run("format", "-", input: query)
    #expect(
      result.output == """
        groupBy(
            [first, second, third],
            function=[count(as=n), sum(bytes, as=volume), avg(bytes, as=mean)],
            limit=max
          )

        """)
  }

  @Test func `a query in YAML is laid out where it stands, and the rest stays`() throws {
    let folder = Folder()
    let rule = "name: My rule\n# why\ncql: |\n  #type=x\n  | a = 1 | groupBy( b )\n\nmitre_ids: [T1]  # as known\n"
    let path = try folder.write("rule.yaml", rule)
    let windows = try folder.write("windows.yml", "name: x\r\ncql: |-\r\n    a = 1 | b=2\r\nz: 1\r\n")
    #expect(try Program.run("format", "--check", folder.path).output == "\(path)\n\(windows)\n")
    #expect(try Program.run("format", folder.path).status == 0)
    let laidOut = "name: My rule\n# why\ncql: |\n  #type=x\n  | a=1\n  | groupBy(b)\n\nmitre_ids: [T1]  # as known\n"
    #expect(try String(contentsOfFile: path, encoding: .utf8) == laidOut)
    #expect(try String(contentsOfFile: windows, encoding: .utf8) == "name: x\r\ncql: |-\r\n    a=1\r\n    | b=2\r\nz: 1\r\n")
    #expect(try Program.run("format", "--check", folder.path).status == 0)
  }

  @Test(arguments: [
    "cql: a=1   | b=2\n", "cql: >\n  a=1\n  | b=2\n", "cql: 'a=1 | b=2'\n", "a: 1\n", "cql: [\n", "- name: a test\n",
    "cql: &q |\n  a=1  |  b=2\nother: *q\n",
  ])
  func `YAML that cannot be laid out stays as it is, and says so where it was named`(_ text: String) throws {
    let folder = Folder()
    for name in ["rule.yaml", "rule.test.yaml"] {
      let path = try folder.write(name, text)
      let result = try Program.run("format", path)
      #expect(result.status == 2, "\(name)")
      #expect(result.errors.contains("\(path): stays as it is; "), "\(result.errors)")
      #expect(try String(contentsOfFile: path, encoding: .utf8) == text)
    }
    try folder.write("query.cql", "a=1\n")
    #expect(try Program.run("format", folder.path).errors.isEmpty)
  }

  @Test(arguments: [["format"], ["check", "--fix", "-q"]])
  func `a file keeps its mode, and a link its target`(_ command: [String]) throws {
    let folder = Folder()
    let path = try folder.write("deep/a.cql", "a=1 && b = 2")
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
    let link = folder.path + "/link.cql"
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "deep/a.cql")
    let before = try String(contentsOfFile: path, encoding: .utf8)
    #expect(try Program.run(command + [link]).status == 0)
    #expect(try String(contentsOfFile: path, encoding: .utf8) != before)
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == "deep/a.cql")
    #expect(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o600)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path + "/deep") == ["a.cql"])
  }

  @Test(arguments: ["check", "format"])
  func `a folder without a query is told of`(_ command: String) throws {
    let folder = Folder()
    let result = try Program.run(command, folder.path)
    #expect(result.status == 3)
    #expect(result.errors.contains("\(folder.path): there is no *.cql below it"))
  }
}
