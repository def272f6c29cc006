import MartletScenarios
import Testing

@Suite struct ScenarioTests {
  @Test func `the same seed gives the same records`() {
    for scenario in ScenarioCatalogue.all {
      let first = scenario.records(seed: 7).map(\.body.text)
      #expect(first == scenario.records(seed: 7).map(\.body.text), "\(scenario.id)")
      #expect(first != scenario.records(seed: 8).map(\.body.text), "\(scenario.id)")
    }
  }

  @Test func `noise has the asked length and is in order of time`() {
    let records = Noise(count: 2000, seed: 1).records()
    #expect(records.count == 2000)
    #expect(zip(records, records.dropFirst()).allSatisfy { $0.time <= $1.time })
    #expect(Set(records.map(\.cloud)) == Set(Cloud.allCases))
  }

  @Test func `the volume attached in test 2 is the one that was made`() {
    let records = ScenarioCatalogue.published[1].records(seed: 3)
    #expect(records.count == 2)
    let made = records[0].body.text.firstMatch(of: /"responseElements":\{[^}]*"volumeId":"(vol-[^"]+)"/)
    let attached = records[1].body.text.firstMatch(of: /"requestParameters":\{"volumeId":"(vol-[^"]+)"/)
    #expect(made != nil)
    #expect(made?.1 == attached?.1)
  }

  @Test func `times are written as each provider writes them`() {
    let moment = Moment(milliseconds: 1772366399_123)  // 2026-03-01T11:59:59.123Z
    #expect(moment.seconds == "2026-03-01T11:59:59Z")
    #expect(moment.ticks == "2026-03-01T11:59:59.1230000Z")
    #expect(Moment.standardStart.seconds == "2026-01-05T09:00:00Z")
  }
}
