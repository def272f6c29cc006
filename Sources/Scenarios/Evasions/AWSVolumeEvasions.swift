/// Swaps of volumes told so that simple rules miss them: by way of copies, regions, other devices, other accounts, archives.
extension ScenarioCatalogue {
  private static let account = AWSAccount()
  private static let administrator = AWSActor.role("Engineer", session: "alice@example.com", from: "203.0.113.101")

  private static func attack(
    _ id: String, _ title: String, rows: [String], _ severity: String, reverts: Int = 1,
    delivery: Scenario.Delivery = .asWritten, story: String, _ tell: @escaping @Sendable (inout Telemetry) -> Void
  ) -> Scenario {
    Scenario(
      id, title, kind: .attack, cloud: .aws, rows: rows, severity: severity, reverts: reverts, delivery: delivery,
      story: story, tell: tell)
  }

  /// Stop, detach, attach, start, with some seconds between.
  private static func swap(
    _ instance: String, from old: String, to new: String, by actor: AWSActor? = nil, _ telemetry: inout Telemetry
  ) {
    let actor = actor ?? .attacker(in: telemetry)
    account.stopInstances([instance], by: actor, in: &telemetry)
    telemetry.wait(30...90)
    account.detachVolume(old, from: instance, device: "/dev/xvda", by: actor, in: &telemetry)
    telemetry.wait(10...30)
    account.attachVolume(new, to: instance, device: "/dev/xvda", by: actor, in: &telemetry)
    telemetry.wait(10...30)
    account.startInstances([instance], by: actor, in: &telemetry)
  }

  private static func id(_ prefix: String, _ telemetry: inout Telemetry) -> String {
    "\(prefix)-0\(telemetry.random.hex(16))"
  }

  static let awsVolumeEvasions: [Scenario] = [
    attack(
      "AWS-2-device", "Root volume swapped for one that waited at a data device", rows: ["AWS-2"], "high",
      story: "A volume from a snapshot is attached as a data disk; a day later it is moved to the root device."
    ) { telemetry in
      let instance = id("i", &telemetry)
      let old = id("vol", &telemetry)
      let volume = account.createVolume(from: id("snap", &telemetry), by: .attacker(in: telemetry), in: &telemetry)
      telemetry.wait(20...60)
      account.attachVolume(volume, to: instance, device: "/dev/sdf", by: .attacker(in: telemetry), in: &telemetry)
      telemetry.wait(20 * 3600...24 * 3600)
      account.detachVolume(volume, from: instance, device: "/dev/sdf", by: .attacker(in: telemetry), in: &telemetry)
      telemetry.wait(10...30)
      swap(instance, from: old, to: volume, &telemetry)
    },
    attack(
      "AWS-2-modified", "Root volume swapped for one that was resized between", rows: ["AWS-2"], "high",
      story: "A volume from a snapshot is resized before it takes the place of the root volume."
    ) { telemetry in
      let instance = id("i", &telemetry)
      let volume = account.createVolume(from: id("snap", &telemetry), by: .attacker(in: telemetry), in: &telemetry)
      telemetry.wait(20...60)
      account.modifyVolume(volume, size: 32, by: .attacker(in: telemetry), in: &telemetry)
      telemetry.wait(600...1200)
      swap(instance, from: id("vol", &telemetry), to: volume, &telemetry)
    },
    attack(
      "AWS-2-regions", "Own snapshot copied to another region and back before the swap", rows: ["AWS-2", "AWS-7"],
      "critical",
      story:
        "A snapshot of the root volume goes to another region and comes back under another id; then it becomes the root."
    ) { telemetry in
      let away = AWSAccount(region: "eu-central-1")
      let instance = id("i", &telemetry)
      let old = id("vol", &telemetry)
      let snapshot = account.createSnapshot(of: old, by: .attacker(in: telemetry), in: &telemetry)
      telemetry.wait(600...1200)
      let copy = away.copySnapshot(snapshot, from: account, by: .attacker(in: telemetry), in: &telemetry)
      telemetry.wait(3600...7200)
      let back = account.copySnapshot(copy, from: away, by: .attacker(in: telemetry), in: &telemetry)
      telemetry.wait(86_400...2 * 86_400)
      let volume = account.createVolume(from: back, by: .attacker(in: telemetry), in: &telemetry)
      telemetry.wait(20...60)
      swap(instance, from: old, to: volume, &telemetry)
    },
    attack(
      "AWS-2-shared", "Root volume made from a snapshot that another account shares", rows: ["AWS-2"], "high",
      story: "Another account prepares a snapshot and shares it; a volume of it takes the place of the root volume."
    ) { telemetry in
      let other = AWSAccount(id: "444455556666")
      let instance = id("i", &telemetry)
      let snapshot = other.createSnapshot(of: id("vol", &telemetry), by: .attacker(in: telemetry), in: &telemetry)
      telemetry.wait(600...1200)
      other.shareSnapshot(snapshot, with: account.id, by: .attacker(in: telemetry), in: &telemetry)
      telemetry.wait(3600...7200)
      let volume = account.createVolume(from: snapshot, by: .attacker(in: telemetry), in: &telemetry)
      other.noteSharedVolume(from: snapshot, in: &telemetry)
      telemetry.wait(20...60)
      swap(instance, from: id("vol", &telemetry), to: volume, &telemetry)
    },
    attack(
      "AWS-2-eventbridge", "Root volume swapped, as EventBridge delivers it", rows: ["AWS-2"], "high",
      delivery: .eventBridge,
      story: "The swap of a root volume in the envelopes of EventBridge."
    ) { telemetry in
      let instance = id("i", &telemetry)
      let volume = account.createVolume(from: id("snap", &telemetry), by: .attacker(in: telemetry), in: &telemetry)
      telemetry.wait(20...60)
      swap(instance, from: id("vol", &telemetry), to: volume, &telemetry)
    },
    attack(
      "AWS-9-loggroup", "Root volume swapped for a clone, as a log subscription delivers it", rows: ["AWS-9", "AWS-7"],
      "critical",
      delivery: .logGroup,
      story: "The root volume is cloned and the clone takes its place, in messages of a CloudWatch Logs subscription."
    ) { telemetry in
      let instance = id("i", &telemetry)
      let old = id("vol", &telemetry)
      let clone = account.copyVolume(old, by: .attacker(in: telemetry), in: &telemetry)
      telemetry.wait(3600...7200)
      swap(instance, from: old, to: clone, &telemetry)
    },
    attack(
      "AWS-2b-old", "Root volume swapped for one made six weeks before", rows: ["AWS-2b"], "high",
      story:
        "A volume from a snapshot lies unused for six weeks, longer than its making is remembered, and becomes the root."
    ) { telemetry in
      let instance = id("i", &telemetry)
      let volume = account.createVolume(from: id("snap", &telemetry), by: .attacker(in: telemetry), in: &telemetry)
      telemetry.wait(seconds: 42 * 86_400)
      swap(instance, from: id("vol", &telemetry), to: volume, &telemetry)
    },
    attack(
      "AWS-2b-return", "Root volume swapped for the one of a week before", rows: ["AWS-2b"], "medium", reverts: 2,
      story: "An upgrade puts another root volume in; a week later somebody puts the old one back."
    ) { telemetry in
      let instance = id("i", &telemetry)
      let old = id("vol", &telemetry)
      let newer = account.createVolume(by: administrator, in: &telemetry)
      telemetry.wait(600...1200)
      account.detachVolume(old, from: instance, device: "/dev/xvda", by: administrator, in: &telemetry)
      telemetry.wait(10...30)
      // Nobody can tell that this one goes forward, so it is a finding too.
      account.attachVolume(newer, to: instance, device: "/dev/xvda", by: administrator, in: &telemetry)
      telemetry.wait(6 * 86_400...7 * 86_400)
      swap(instance, from: newer, to: old, &telemetry)
    },
    attack(
      "AWS-3-launch", "Root volume put back to the state of its launch", rows: ["AWS-3"], "high",
      story: "One call without snapshot or image puts the running instance back to what it was launched from."
    ) { telemetry in
      let instance = account.runInstances(image: "ami-0feedfacefeedface", by: administrator, in: &telemetry)
      telemetry.wait(5 * 86_400...6 * 86_400)
      account.replaceRootVolume(of: instance, by: .attacker(in: telemetry), in: &telemetry)
    },
    attack(
      "AWS-3-image", "Root volume put back to an image of the instance", rows: ["AWS-3", "AWS-7"], "critical",
      story: "The attacker made an image of the instance days before, and one call puts the root volume back to it."
    ) { telemetry in
      let instance = id("i", &telemetry)
      let image = account.createImage(of: instance, name: "before", by: .attacker(in: telemetry), in: &telemetry)
      telemetry.wait(2 * 86_400...3 * 86_400)
      account.replaceRootVolume(of: instance, image: image, by: .attacker(in: telemetry), in: &telemetry)
    },
    attack(
      "AWS-8-snapshot", "Deleted snapshot brought back and put in place of the root", rows: ["AWS-2", "AWS-8"],
      "critical",
      story: "A snapshot that had been deleted comes back from the recycle bin; a volume of it takes the root's place."
    ) { telemetry in
      let instance = id("i", &telemetry)
      let snapshot = id("snap", &telemetry)
      account.restoreFromRecycleBin("Snapshot", snapshot, by: .attacker(in: telemetry), in: &telemetry)
      telemetry.wait(60...300)
      let volume = account.createVolume(from: snapshot, by: .attacker(in: telemetry), in: &telemetry)
      telemetry.wait(20...60)
      swap(instance, from: id("vol", &telemetry), to: volume, &telemetry)
    },
    attack(
      "AWS-8-archive", "Archived snapshot restored over days and put in place of the root", rows: ["AWS-2", "AWS-8"],
      "critical",
      story:
        "A snapshot is brought back from the archive, which takes three days; then a volume of it takes the root's place."
    ) { telemetry in
      let instance = id("i", &telemetry)
      let snapshot = id("snap", &telemetry)
      account.restoreTier(of: snapshot, by: .attacker(in: telemetry), in: &telemetry)
      telemetry.wait(seconds: 3 * 86_400)
      let volume = account.createVolume(from: snapshot, by: .attacker(in: telemetry), in: &telemetry)
      telemetry.wait(20...60)
      swap(instance, from: id("vol", &telemetry), to: volume, &telemetry)
    },
    attack(
      "AWS-7-all", "Own snapshots of all volumes, and the root swapped for one of them", rows: ["AWS-2", "AWS-7"],
      "critical",
      story: "One call takes snapshots of all volumes of the instance; days later the root goes back to one of them."
    ) { telemetry in
      let instance = id("i", &telemetry)
      let volumes = [id("vol", &telemetry), id("vol", &telemetry)]
      let snapshots = account.createSnapshots(
        of: instance, volumes: volumes, by: .attacker(in: telemetry), in: &telemetry)
      telemetry.wait(3 * 86_400...4 * 86_400)
      let volume = account.createVolume(from: snapshots[0], by: .attacker(in: telemetry), in: &telemetry)
      telemetry.wait(20...60)
      swap(instance, from: volumes[0], to: volume, &telemetry)
    },
  ]
}
