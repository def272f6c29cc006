import MartletDiagnostics
import MartletEngine
import Testing

/// What a message says to do must work.
@Suite struct `Help` {
  private func help(_ query: String, _ code: DiagnosticCode) -> String {
    Engine().compile(query, options: CompileOptions(isCheck: true)).diagnostics.first { $0.code == code }?.help ?? ""
  }

  @Test(arguments: [
    ("mins", "There is no unit 'mins'; write '5min'."), ("5mins", "There is no unit 'mins'; write '5min'."),
    ("h", "Put a number before the unit, as in '1h'."), ("n", "Write a whole number and one unit, such as '90m', '36h' or '7d'."),
    ("now", "Write a whole number and one unit, such as '90m', '36h' or '7d'."),
    ("1h30m", "Write a whole number and one unit, such as '90m', '36h' or '7d'; units cannot be combined."),
    ("5M", "'m' means minutes; write '30d' or '1mon' for a month."),
  ])
  func `a duration that is none is told how it is written`(_ text: String, _ advice: String) {
    #expect(help("bucket(span=\(text))", "bad-duration") == advice)
  }

  @Test func `text behind an aggregate is searched for in a field`() {
    #expect(help("groupBy(k) | /foo/i", "free-text-after-aggregate") == "Name the field to search: 'field=/foo/i'.")
    #expect(help(#"groupBy(k) | "foo bar""#, "free-text-after-aggregate") == #"Name the field to search: 'field="*foo bar*"'."#)
    #expect(help("groupBy(k) | foo", "free-text-after-aggregate").hasPrefix("Name the field to search: 'field=*foo*'."))
  }

  @Test func `a point in time belongs to the interval`() {
    #expect(help("@timestamp > now@d", "not-a-number").contains(#"setTimeInterval(start="now@d")"#))
    #expect(help("bytes > 5m", "not-a-number").contains("300000"))
  }

  @Test func `a text without its name is no field`() {
    #expect(help(#"replace("a+", "b")"#, "unexpected-argument").contains(#"write 'with="b"'"#))
  }

  @Test(arguments: ["groupBy(aid) | cid=1", "groupBy(a) | b=1", "groupBy(m) | n=1", "groupBy(id) | ip=1"])
  func `short names are not suggested`(_ query: String) {
    #expect(help(query, "lost-field").hasPrefix("Use it before the aggregate"))
  }

  @Test func `the name that an aggregate gives is suggested`() {
    #expect(help("groupBy(a) | count > 5", "lost-field") == "Did you mean '_count'?")
    #expect(help("groupBy(User) | user=ann", "lost-field") == "Did you mean 'User'? Names of fields heed the case of letters.")
  }
}
