import MartletPlanning
import Testing

@Suite struct `Plans in words` {
  @Test func `steps in order, blocks below the step that uses them`() {
    let text = """
      filter    #event_simpleName = "CloudResourceModification"
      filter    not user = /^svc-/i
      call      groupBy(field=[user, action])
        aggregate count(as=n)
        aggregate block
          filter    size > 100
          call      sum(as=large, field=size)
      choose    the first branch that emits something
        branch 1
          filter    (n >= 10 or large > 5000)
          assign    rank := 3
        branch 2
          pass through
      call      sort(field=[rank], limit=20)
      """
    let query = """
      #event_simpleName=CloudResourceModification user!=/^svc-/i
      | groupBy([user, action], function=[count(as=n), { size > 100 | sum(size, as=large) }])
      | case { n >= 10 or large > 5000 | rank := 3; * }
      | sort(rank, limit=20)
      """
    #expect(Planned(query, optimizes: true).steps == text)
  }
}
