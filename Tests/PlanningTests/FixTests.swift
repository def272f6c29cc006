import MartletDiagnostics
import MartletPlanning
import Testing

@Suite struct `Rewrites of mistakes` {
  @Test(
    arguments: [
      ("goupBy(x)", "unknown-function"), ("groupBy(a, function=count)", "aggregate-required"),
      ("test(a = 1)", "unknown-parameter"), ("test(a=lower(b))", "unknown-parameter"),
      ("GROUPBY(x)", "function-spelling"),
      (#"r := "High" | sort(r)"#, "sorts-words"), (#"r := "High" | sort(r, )"#, "sorts-words"),
      ("event_simpleName=x", "tag-without-mark"), ("lower(fied=b)", "unknown-parameter"),
      ("sort(a, order=des)", "unknown-choice"), ("groupBy(a-b)", "expression-as-field"),
      (#"where x in ("a", "b")"#, "where-step"), (#"x in ("a", "b")"#, "infix-in"),
    ] as [(String, DiagnosticCode)])
  func `what a fix makes of a query is right`(_ query: String, _ code: DiagnosticCode) throws {
    let mended = try #require(Planned(query).mended(code), "there is no fix for \(query)")
    let again = Planned(mended)
    #expect(!again.result.diagnostics.contains { $0.code == code }, "\(mended)")
    #expect(again.errors.isEmpty, "\(mended)")
  }

  @Test func `an argument that names a field is no expression`() {
    #expect(Planned("lower(a*100)").warnings == ["expression-as-field: a*100"])
    #expect(Planned("groupBy([a, b-c])").warnings == ["expression-as-field: b-c"])
    #expect(Planned(#"groupBy([a, "b-c"])"#).warnings == [])
    #expect(Planned("lower(a, as=b)").warnings == [])
  }
}

@Suite struct `The published query` {
  private let query = """
    #event_simpleName = "CloudResourceModification"
    | OperationName = /(?i)(snapshot|virtualMachine|instance|compute|create|delete|modify|revert)/
    | ActorUserName != /(?i)(backup|automation|serviceaccount|scheduler)/
    | groupBy([aid, ActorUserName, OperationName, ResourceType, ResourceName], function=[count(as=OpCount), sum(timestamp, as=FirstSeen)])
    | case {
    OperationName = /(?i)(delete|destroy|terminate)/ => RiskScore := "High";
    OperationName = /(?i)(snapshot|create)/ => RiskScore := "Medium";
    * => RiskScore := "Low";
    }
    | where RiskScore in ("High", "Medium")
    | table([ActorUserName, OperationName, ResourceType, ResourceName, OpCount, RiskScore, FirstSeen])
    | sort(RiskScore)
    """

  @Test func `is planned with its extensions`() {
    let planned = Planned(query, optimizes: true)
    #expect(planned.errors.isEmpty)
    #expect(planned.warnings == ["sorts-words: RiskScore"])
    #expect(planned.steps.contains(#"in(field=RiskScore, values=["High", "Medium"])"#))
    #expect(planned.mended("sorts-words")?.hasSuffix("sort(RiskScore, type=string)") == true)
  }

  @Test func `reads the resources view and seven fields`() {
    let demand = Planned(query, optimizes: true).demand
    #expect(demand.view == .resources)
    #expect(!demand.needsEvents)
    #expect(
      demand.fields == [
        "#event_simpleName", "ActorUserName", "OperationName", "ResourceName", "ResourceType", "aid", "timestamp",
      ])
    guard case .all(let parts)? = demand.prefilter, case .field("#event_simpleName", let name) = parts[0],
      case .field("OperationName", let operations) = parts[1]
    else {
      Issue.record("the prefilter is \(String(describing: demand.prefilter))")
      return
    }
    #expect(name == [PlanPrefilter.Literal(Array("CloudResourceModification".utf8))])
    #expect(operations.count == 8 && operations.allSatisfy(\.ignoresCase))
  }

  @Test func `strictly is refused`() {
    #expect(!Planned(query, strict: true).errors.isEmpty)
  }
}
