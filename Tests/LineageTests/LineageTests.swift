import MartletLineage
import Testing

/// Writes events of one AWS account, a minute apart.
struct Story {
  let state = LineageState()
  var time: Int64 = 1_767_603_600_000
  var count = 0

  @discardableResult
  mutating func happens(
    _ act: Act, by actor: String = "mallory", succeeded: Bool = true, afterSeconds: Int64 = 60
  ) -> LineageFacts {
    time += afterSeconds * 1000
    count += 1
    return state.apply(
      LineageEvent(
        time: time, position: UInt64(count), provider: .aws, account: "111122223333", region: "eu-west-1",
        eventID: "event-\(count)", operation: "Operation\(count)", actor: Actor(name: actor), address: "198.51.100.23",
        succeeded: succeeded, resource: "resource", act: act))
  }
}

@Suite struct LineageTests {
  @Test func `a root volume from an own snapshot is a revert and wipes the time between`() throws {
    var story = Story()
    story.happens(.attach(disk: "vol-old", instance: "i-1", device: "/dev/xvda", isRoot: nil), by: "setup")
    story.happens(.takeSnapshot(snapshot: "snap-1", of: "vol-old"))
    let taken = story.time
    story.happens(.makeDisk(disk: "vol-new", source: .init(.snapshot, "snap-1")))
    story.happens(.stop(instance: "i-1", wasRunning: true, isForced: false))
    story.happens(.detach(disk: "vol-old", instance: "i-1", device: "/dev/xvda"))
    let facts = story.happens(.attach(disk: "vol-new", instance: "i-1", device: "/dev/xvda", isRoot: nil))
    #expect(facts[.slot] == "root")
    #expect(facts[.replacedDisk] == "vol-old")
    #expect(facts[.own] == "true")
    #expect(facts[.originID] == "snap-1")
    #expect(facts[.ownRestorePoint] == "true")
    let chain = try #require(facts[.chain].flatMap { story.state.chains[$0] })
    #expect(chain.wiped?.from == taken)
    #expect(chain.wiped?.to == story.time)
    #expect(chain.steps.count == 5)
  }

  @Test func `lineage follows copies of a snapshot`() {
    var story = Story()
    story.happens(.attach(disk: "vol-old", instance: "i-1", device: "/dev/sdf", isRoot: nil))
    story.happens(.takeSnapshot(snapshot: "snap-1", of: "vol-old"))
    story.happens(.copySnapshot(snapshot: "snap-2", source: "snap-1"))
    story.happens(.makeDisk(disk: "vol-new", source: .init(.snapshot, "snap-2")))
    let facts = story.happens(.attach(disk: "vol-new", instance: "i-1", device: "/dev/sdg", isRoot: nil))
    #expect(facts[.own] == "true")
    #expect(facts[.originID] == "snap-1")
  }

  @Test func `a copy attached to another instance at a free data device is no revert`() {
    var story = Story()
    story.happens(.attach(disk: "vol-old", instance: "i-1", device: "/dev/xvda", isRoot: nil))
    story.happens(.takeSnapshot(snapshot: "snap-1", of: "vol-old"))
    story.happens(.makeDisk(disk: "vol-new", source: .init(.snapshot, "snap-1")))
    let facts = story.happens(.attach(disk: "vol-new", instance: "i-2", device: "/dev/sdf", isRoot: nil))
    #expect(facts[.chain] == nil)
    #expect(facts[.own] == nil)
  }

  @Test func `the same volume coming back is no revert`() {
    var story = Story()
    story.happens(.attach(disk: "vol-old", instance: "i-1", device: "/dev/xvda", isRoot: nil))
    story.happens(.detach(disk: "vol-old", instance: "i-1", device: "/dev/xvda"))
    let facts = story.happens(.attach(disk: "vol-old", instance: "i-1", device: "/dev/xvda", isRoot: nil))
    #expect(facts[.returning] == "true")
    #expect(facts[.chain] == nil)
  }

  @Test func `a refused step changes nothing`() {
    var story = Story()
    let facts = story.happens(
      .attach(disk: "vol-new", instance: "i-1", device: "/dev/xvda", isRoot: nil), succeeded: false)
    #expect(facts == LineageFacts())
    #expect(story.state.chains.isEmpty)
  }

  @Test func `deleting the old volume afterwards belongs to the chain`() {
    var story = Story()
    story.happens(.attach(disk: "vol-old", instance: "i-1", device: "/dev/xvda", isRoot: nil))
    story.happens(.detach(disk: "vol-old", instance: "i-1", device: "/dev/xvda"))
    let placed = story.happens(.attach(disk: "vol-new", instance: "i-1", device: "/dev/xvda", isRoot: nil))
    let removed = story.happens(.delete(id: "vol-old"))
    #expect(removed[.role] == "evidence_removal")
    #expect(removed[.chain] == placed[.chain])
  }

  @Test func `a stop and a start tell how long the instance was down`() {
    var story = Story()
    story.happens(.launch(.init(instance: "i-1", type: "m5d.large")))
    story.happens(.stop(instance: "i-1", wasRunning: true, isForced: true))
    let facts = story.happens(.start(instance: "i-1", wasStopped: true), afterSeconds: 90)
    #expect(facts[.stoppedSeconds] == "90")
    #expect(facts[.hasInstanceStore] == "true")
    #expect(facts[.stopForced] == "true")
  }

  @Test func `an instance launched from an image of another, which then goes, replaces it`() {
    var story = Story()
    story.happens(.attach(disk: "vol-old", instance: "i-1", device: "/dev/xvda", isRoot: nil))
    story.happens(.takeSnapshot(snapshot: "snap-1", of: "vol-old"))
    story.happens(.makeImage(image: "ami-1", snapshots: ["snap-1"], disk: nil, instance: nil))
    let launched = story.happens(.launch(.init(instance: "i-2", image: "ami-1")))
    #expect(launched[.originKind] == "image")
    #expect(launched[.originInstance] == "i-1")
    let ended = story.happens(.terminate(instance: "i-1"))
    #expect(ended[.role] == "replaced")
    #expect(ended[.replacement] == "i-2")
    #expect(ended[.chain] == launched[.chain])
  }

  @Test func `what nobody touches for the retention is forgotten`() {
    var story = Story()
    story.happens(.takeSnapshot(snapshot: "snap-1", of: "vol-1"))
    story.happens(.makeDisk(disk: "vol-2", source: .init(.snapshot, "snap-1")), afterSeconds: 40 * 86_400)
    let facts = story.happens(.attach(disk: "vol-2", instance: "i-1", device: "/dev/xvda", isRoot: nil))
    #expect(facts[.originTime] == nil)
    #expect(facts[.originID] == "snap-1")
  }

  @Test func `an old volume that leaves after a copy of it came is replaced by the copy`() throws {
    var story = Story()
    story.happens(.takeSnapshot(snapshot: "snap-1", of: "vol-old"))
    story.happens(.makeDisk(disk: "vol-new", source: .init(.snapshot, "snap-1")))
    let came = story.happens(.attach(disk: "vol-new", instance: "i-1", device: "/dev/sdg", isRoot: nil))
    #expect(came[.chain] == nil)
    let placed = story.time
    let left = story.happens(.detach(disk: "vol-old", instance: "i-1", device: "/dev/sdf"))
    #expect(left[.own] == "true")
    let chain = try #require(left[.chain].flatMap { story.state.chains[$0] })
    #expect(chain.newDisk == "vol-new" && chain.oldDisk == "vol-old")
    #expect(chain.wiped?.to == placed)
  }

  @Test func `content is followed through disks that nobody used`() {
    var story = Story()
    story.happens(.attach(disk: "vol-old", instance: "i-1", device: "/dev/sdf", isRoot: nil))
    story.happens(.takeSnapshot(snapshot: "snap-1", of: "vol-old"))
    let taken = story.time
    story.happens(.makeDisk(disk: "vol-between", source: .init(.snapshot, "snap-1")))
    story.happens(.takeSnapshot(snapshot: "snap-2", of: "vol-between"))
    story.happens(.makeDisk(disk: "vol-new", source: .init(.snapshot, "snap-2")))
    let facts = story.happens(.attach(disk: "vol-new", instance: "i-1", device: "/dev/sdg", isRoot: nil))
    #expect(facts[.own] == "true")
    #expect(facts[.originID] == "snap-1")
    #expect(facts[.originTime] == String(taken))
    // Whoever deletes one of the copies removes evidence.
    #expect(story.happens(.delete(id: "snap-2"))[.role] == "evidence_removal")
  }

  @Test func `the image of a machine that was born for it goes forward`() {
    var story = Story()
    story.happens(.launch(.init(instance: "i-builder")), by: "packer")
    story.happens(.makeImage(image: "ami-1", snapshots: [], disk: nil, instance: "i-builder"), by: "packer")
    story.happens(.terminate(instance: "i-builder"), by: "packer")
    let facts = story.happens(.launch(.init(instance: "i-2", image: "ami-1")))
    #expect(facts[.foreign] == "true")
    #expect(facts[.chain] == nil)
  }

  @Test func `an instance that goes after the launch is replaced when the new one has its address`() {
    var story = Story()
    story.happens(.launch(.init(instance: "i-1", links: ["address 10.0.0.5 in subnet-1"])), by: "setup")
    story.happens(.makeImage(image: "ami-1", snapshots: ["snap-1"], disk: nil, instance: nil))
    story.happens(.launch(.init(instance: "i-2", image: "ami-1", links: ["address 10.0.0.6 in subnet-1"])))
    let moved = story.happens(.link(instance: "i-2", links: ["address eipalloc-1"]))
    #expect(moved[.role] == nil)
    story.happens(.link(instance: "i-1", links: ["address eipalloc-2"]))
    let taken = story.happens(.link(instance: "i-2", links: ["address eipalloc-2"]))
    #expect(taken[.role] == "replaced")
    #expect(taken[.instanceID] == "i-1")
    #expect(taken[.replacement] == "i-2")
  }

  @Test func `years of ordinary days do not make memory grow`() {
    var story = Story()
    var sizes: [Int] = []
    for day in 0..<400 {
      // New disks, snapshots, instances, actors and addresses every day, and an instance that is there all the time.
      story.happens(.stop(instance: "i-old", wasRunning: true, isForced: false), by: "person-\(day)", afterSeconds: 40_000)
      story.happens(.start(instance: "i-old", wasStopped: true), by: "person-\(day)")
      story.happens(.makeDisk(disk: "vol-\(day)", source: nil))
      story.happens(.attach(disk: "vol-\(day)", instance: "i-old", device: "/dev/sd\(day)", isRoot: nil))
      story.happens(.detach(disk: "vol-\(day)", instance: "i-old", device: "/dev/sd\(day)"))
      story.happens(.takeSnapshot(snapshot: "snap-\(day)", of: "vol-\(day)"))
      story.happens(.launch(.init(instance: "i-\(day)", links: ["address 10.0.0.\(day)"])))
      story.happens(.terminate(instance: "i-\(day)"), afterSeconds: 46_000)
      story.happens(.endMember(instance: "i-member-\(day)"))
      sizes.append(story.state.size)
    }
    #expect(sizes[399] <= sizes[100] + 20)
    #expect(sizes[399] < 2000)
  }
}
