import MartletDiagnostics
import MartletPlanning
import Testing

@Suite struct `Queries that run and do not mean what they say` {
  /// What planning says beside what reading the text says.
  private func findings(_ query: String, strict: Bool = false, check: Bool = false) -> [String] {
    let planned = Planned(query, strict: strict, check: check)
    let ours: Set<DiagnosticCode> = [
      "field-as-text", "filter-after-limit", "lineage-field", "lost-field", "not-equal-passes-missing", "sorts-words",
      "tag-without-mark", "unreachable-branch",
    ]
    return planned.result.diagnostics.filter { ours.contains($0.code) }.map {
      "\($0.severity.rawValue) \($0.code.rawValue): \(planned.source[$0.range])"
    }
  }

  @Test func `words are sorted as numbers`() {
    let query = #"case { a=1 | r := "High"; * | r := "Low" } | sort(r)"#
    let planned = Planned(query)
    #expect(findings(query) == ["warning sorts-words: r"])
    #expect(planned.mended("sorts-words") == query.replacing("sort(r)", with: "sort(r, type=string)"))
    #expect(Planned(planned.mended("sorts-words") ?? "").warnings == [])
    #expect(findings(#"r := "High" | table([r, s]) | sort([s, r], limit=5)"#) == ["warning sorts-words: r"])
    #expect(findings(#"r := "High" | table([r], sortby=r)"#) == ["warning sorts-words: r"])
  }

  @Test(arguments: [
    #"case { a=1 | r := "High"; * } | sort(r)"#, #"case { a=1 | r := "High"; * | r := 2 } | sort(r)"#,
    #"r := "" | sort(r)"#, #"r := "7" | sort(r)"#, #"r := "High" | r := 3 | sort(r)"#,
    #"r := "High" | lower(a, as=r) | sort(r)"#, #"r := "High" | sort(r, type=string)"#, #"r := "High" | sort(s)"#,
    #"r := "High" | groupBy(k) | sort(r)"#, #"r := "High" | parseJson() | sort(r)"#,
  ])
  func `what may be a number is not reported`(_ query: String) {
    #expect(findings(query).filter { $0.contains("sorts-words") } == [])
  }

  @Test func `a field that an aggregate left behind`() {
    #expect(findings("groupBy(k) | v=1") == ["warning lost-field: v"])
    #expect(findings("groupBy(k, function=sum(v)) | r := v * 2 + v") == ["warning lost-field: v"])
    #expect(findings("groupBy(k) | test(v > 1) | v=1") == ["warning lost-field: v"])
    #expect(findings("[n := count(), sum(v)] | w=1") == ["warning lost-field: w"])
    #expect(findings("groupBy(k) | case { v=1 | r := 1; * }") == ["warning lost-field: v"])
    #expect(findings("select([a]) | b=1") == ["warning lost-field: b"])
    #expect(findings(#"groupBy("a b") | "c d"=1"#) == ["warning lost-field: c d"])
  }

  @Test func `a near name is suggested`() throws {
    let planned = Planned("groupBy(k, function=count(as=FailCount)) | failCount > 5")
    let diagnostic = try #require(planned.result.diagnostics.first { $0.code == "lost-field" })
    #expect(diagnostic.help?.contains("'FailCount'") == true)
  }

  @Test(arguments: [
    "groupBy(k) | k=1 | _count > 1", "groupBy(k, function=[sum(v, as=t), n := count()]) | t > n", "sort(a) | b=1",
    "groupBy(k) | v := 1 | v=1", "groupBy(k) | k=/(?<v>x)/ | v=1", "groupBy(k) | parseJson(k) | v=1",
    "groupBy(k, function={ sum(v, as=t) | u := t * 2 }) | u > 1", "groupBy(k, function=sort(v)) | w=1",
    "groupBy(k) | case { k=1 | v := 1; * } | v=1", "table([a, b]) | b=1", "groupBy(k) | eval(v = 1) | v=1",
    "groupBy(k) | `k` := 1 | v=1",
  ])
  func `fields that are there are not reported`(_ query: String) {
    #expect(findings(query).filter { $0.contains("lost-field") } == [])
  }

  @Test func `a tag without its mark`() {
    #expect(findings("event_simpleName=ProcessRollup2 | count()") == ["warning tag-without-mark: event_simpleName"])
    #expect(findings("a=1 or event_simpleName=x") == ["warning tag-without-mark: event_simpleName"])
    #expect(Planned("event_simpleName=x").mended("tag-without-mark") == "#event_simpleName=x")
    #expect(findings("#event_simpleName=ProcessRollup2 | count()") == [])
    #expect(findings("event_simpleName := a | event_simpleName=x") == [])
  }

  @Test func `a text that is the name of a field of the query`() {
    #expect(findings("lower(a, as=b) | c=b") == ["warning field-as-text: b"])
    #expect(findings("limit := 5 | n != limit") == ["warning field-as-text: limit"])
    #expect(findings("lower(a, as=b) | c=\"b\"") == [])
    #expect(findings("c=Block | Block := 1") == [])
    #expect(findings("b := 1 | b=b") == [])
  }

  @Test func `not empty holds for a missing field`() {
    #expect(findings(#"a != """#) == ["note not-equal-passes-missing: a != \"\""])
    #expect(findings(#"a=* a != """#) == [])
    #expect(findings(#"a != "" | a=/x/"#) == [])
    #expect(findings("a != b") == [])
  }

  @Test func `a branch behind one that takes everything`() {
    #expect(findings("case { * | r := 1; a=1 | r := 2 }") == ["warning unreachable-branch: a=1"])
    #expect(findings("case { a=1 | r := 1; * | r := 2 }") == [])
    #expect(findings("case { r := 1 | r > 9; a=1 }") == [])
    #expect(findings("case { * | worldMap(); a=1 }", check: true) == [])
  }

  @Test func `a filter behind a table sees 200 rows in LogScale`() {
    #expect(findings("table([a]) | a=1") == ["note filter-after-limit: table"])
    #expect(findings("sort(a, limit=max) | a=1") == [])
    #expect(findings("groupBy(a) | a=1") == [])
    #expect(findings("a=1 | sort(a)") == [])
  }

  @Test func `lineage is noted where the query must be portable`() {
    #expect(findings("lineage.source=* | count()", strict: true) == ["note lineage-field: lineage.source"])
    #expect(findings("lineage.source=* | count()") == [])
  }
}
