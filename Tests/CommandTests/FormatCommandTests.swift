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
}
