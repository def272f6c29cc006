/// One story for each AWS row of the revert catalogue, and the evasions it names.
extension ScenarioCatalogue {
  private static let account = AWSAccount()
  private static let accomplice = AWSActor.role("lambda-maintenance", session: "cleanup", from: "198.51.100.77")
  private static let administrator = AWSActor.role("Engineer", session: "alice@example.com", from: "203.0.113.101")

  /// An instance in use, with its root volume attached long before.
  private struct Victim {
    var instance: String
    var volume: String

    init(_ telemetry: inout Telemetry) {
      instance = "i-0\(telemetry.random.hex(16))"
      volume = "vol-0\(telemetry.random.hex(16))"
    }
  }

  private static func attack(
    _ id: String, _ title: String, rows: [String], _ severity: String, story: String,
    _ tell: @escaping @Sendable (inout Telemetry) -> Void
  ) -> Scenario {
    Scenario(id, title, kind: .attack, cloud: .aws, rows: rows, severity: severity, story: story, tell: tell)
  }

  static let aws: [Scenario] = [
    attack(
      "AWS-1", "Instance with instance-store disks stopped by force and started", rows: ["AWS-1"], "medium",
      story: "An instance type with disks of the host is stopped by force and started: those disks come back empty."
    ) { telemetry in
      let instance = account.runInstances(image: "ami-0feedfacefeedface", type: "m5d.large", by: administrator, in: &telemetry)
      telemetry.wait(3600...7200)
      account.stopInstances([instance], force: true, by: .attacker(in: telemetry), in: &telemetry)
      telemetry.wait(60...300)
      account.startInstances([instance], by: .attacker(in: telemetry), in: &telemetry)
    },
    attack(
      "AWS-1-many", "One of many instances of one call stopped and started by another", rows: ["AWS-1"], "low",
      story: "Several instances are stopped in one call, in any order; another identity starts one of them."
    ) { telemetry in
      let victim = Victim(&telemetry)
      let others = (0..<3).map { _ in "i-0\(telemetry.random.hex(16))" }
      account.stopInstances(others + [victim.instance], by: .attacker(in: telemetry), in: &telemetry)
      telemetry.wait(120...600)
      account.startInstances([victim.instance], by: accomplice, in: &telemetry)
    },
    attack(
      "AWS-2", "Root volume swapped for one made from a snapshot, by two identities", rows: ["AWS-2"], "high",
      story: "One identity makes a volume from a snapshot; another stops the instance, swaps the root volume and starts it."
    ) { telemetry in
      let victim = Victim(&telemetry)
      let snapshot = "snap-0\(telemetry.random.hex(16))"
      let volume = account.createVolume(from: snapshot, by: accomplice, in: &telemetry)
      telemetry.wait(600...3600)
      swapRoot(of: victim, to: volume, by: .attacker(in: telemetry), &telemetry)
    },
    attack(
      "AWS-2-copy", "Root volume made from a copy of an own snapshot, days later", rows: ["AWS-2", "AWS-7"], "critical",
      story: "A snapshot of the instance is taken, copied, and days later a volume of the copy is put in place of the root."
    ) { telemetry in
      let victim = Victim(&telemetry)
      let snapshot = account.createSnapshot(of: victim.volume, by: .attacker(in: telemetry), in: &telemetry)
      telemetry.wait(3600...7200)
      let copy = account.copySnapshot(snapshot, by: .attacker(in: telemetry), in: &telemetry)
      telemetry.wait(4 * 86_400...5 * 86_400)
      let volume = account.createVolume(from: copy, by: .attacker(in: telemetry), in: &telemetry)
      telemetry.wait(20...60)
      swapRoot(of: victim, to: volume, by: .attacker(in: telemetry), &telemetry)
    },
    attack(
      "AWS-2b", "Root volume swapped for one nobody saw being made", rows: ["AWS-2b"], "high",
      story: "The root volume is detached and another attached whose making no record shows."
    ) { telemetry in
      let victim = Victim(&telemetry)
      swapRoot(of: victim, to: "vol-0\(telemetry.random.hex(16))", by: .attacker(in: telemetry), &telemetry)
    },
    attack(
      "AWS-3", "Root volume replaced in one call, the old one deleted", rows: ["AWS-3"], "critical",
      story: "One call puts the running instance back to a snapshot and deletes the volume it had; a dry run comes first."
    ) { telemetry in
      let victim = Victim(&telemetry)
      let snapshot = "snap-0\(telemetry.random.hex(16))"
      account.replaceRootVolume(of: victim.instance, snapshot: snapshot, outcome: .dryRun, by: .attacker(in: telemetry), in: &telemetry)
      telemetry.wait(20...60)
      account.replaceRootVolume(of: victim.instance, snapshot: snapshot, deletesOld: true, by: .attacker(in: telemetry), in: &telemetry)
    },
    attack(
      "AWS-4", "Instance replaced by one from an image registered from its snapshot", rows: ["AWS-4"], "high",
      story: "A snapshot of the instance is registered as an image, an instance launched from it, and the old one terminated."
    ) { telemetry in
      let victim = Victim(&telemetry)
      account.attachVolume(victim.volume, to: victim.instance, device: "/dev/xvda", by: administrator, in: &telemetry)
      telemetry.wait(3600...7200)
      let snapshot = account.createSnapshot(of: victim.volume, by: administrator, in: &telemetry)
      telemetry.wait(3600...7200)
      let image = account.registerImage(name: "rollback", from: snapshot, by: .attacker(in: telemetry), in: &telemetry)
      telemetry.wait(60...300)
      account.runInstances(image: image, by: .attacker(in: telemetry), in: &telemetry)
      telemetry.wait(60...300)
      account.terminateInstances([victim.instance], by: .attacker(in: telemetry), in: &telemetry)
    },
    attack(
      "AWS-5", "Instance replaced by one launched from an image of it", rows: ["AWS-5"], "medium",
      story: "An image of the instance is made, later launched, and the instance terminated."
    ) { telemetry in
      let victim = Victim(&telemetry)
      let image = account.createImage(of: victim.instance, name: "golden", by: administrator, in: &telemetry)
      telemetry.wait(86_400...2 * 86_400)
      account.runInstances(image: image, by: .attacker(in: telemetry), in: &telemetry)
      telemetry.wait(60...300)
      account.terminateInstances([victim.instance], by: .attacker(in: telemetry), in: &telemetry)
    },
    attack(
      "AWS-8", "Volume brought back from the recycle bin and attached as root", rows: ["AWS-2b", "AWS-8"], "high",
      story: "A volume that had been deleted comes back from the recycle bin and takes the place of the root volume."
    ) { telemetry in
      let victim = Victim(&telemetry)
      let old = "vol-0\(telemetry.random.hex(16))"
      account.restoreFromRecycleBin("Volume", old, by: .attacker(in: telemetry), in: &telemetry)
      telemetry.wait(60...300)
      swapRoot(of: victim, to: old, by: .attacker(in: telemetry), &telemetry)
    },
    attack(
      "AWS-9", "Root volume swapped for a clone taken before", rows: ["AWS-9", "AWS-7"], "critical",
      story: "The root volume is cloned without a snapshot; a day later the clone takes its place."
    ) { telemetry in
      let victim = Victim(&telemetry)
      let clone = account.copyVolume(victim.volume, by: .attacker(in: telemetry), in: &telemetry)
      telemetry.wait(20 * 3600...24 * 3600)
      swapRoot(of: victim, to: clone, by: .attacker(in: telemetry), &telemetry)
    },
    attack(
      "AWS-10", "Backup of an instance restored by a person", rows: ["AWS-10"], "medium",
      story: "A person starts a restore job for a recovery point of an instance."
    ) { telemetry in
      account.call(
        "StartRestoreJob", service: "backup", by: .attacker(in: telemetry),
        request: [
          "recoveryPointArn": "arn:aws:ec2:eu-west-1::image/ami-0\(telemetry.random.hex(16))", "resourceType": "EC2",
          "iamRoleArn": "arn:aws:iam::111122223333:role/service-role/AWSBackupDefaultServiceRole",
        ], outcome: .success(["restoreJobId": .string(telemetry.random.uuid())]), in: &telemetry)
    },
    attack(
      "AWS-11", "Database cluster moved back in place", rows: ["AWS-11"], "high",
      story: "An Aurora cluster is backtracked to an earlier time, in place."
    ) { telemetry in
      account.call(
        "BacktrackDBCluster", service: "rds", by: .attacker(in: telemetry),
        request: ["dBClusterIdentifier": "orders", "backtrackTo": "Jan 5, 2026, 8:00:00 AM"],
        outcome: .success(["dBClusterIdentifier": "orders", "status": "PENDING"]), in: &telemetry)
    },
    attack(
      "AWS-13", "Recovery launched that is no drill", rows: ["AWS-13"], "medium",
      story: "Elastic Disaster Recovery launches a server from a point in time, and it is not a drill."
    ) { telemetry in
      account.call(
        "StartRecovery", service: "drs", by: .attacker(in: telemetry),
        request: ["sourceServers": [["sourceServerID": "s-3c1730a9e0771ea14"]], "isDrill": false],
        outcome: .success(["job": ["jobID": "drsjob-0\(telemetry.random.hex(16))"]]), in: &telemetry)
    },
    attack(
      "AWS-15", "Root volume swapped, the old one and the snapshot deleted", rows: ["AWS-2", "AWS-15"], "critical",
      story: "After a swap from a snapshot the replaced volume and the snapshot are deleted."
    ) { telemetry in
      let victim = Victim(&telemetry)
      let snapshot = "snap-0\(telemetry.random.hex(16))"
      let volume = account.createVolume(from: snapshot, by: .attacker(in: telemetry), in: &telemetry)
      telemetry.wait(20...60)
      swapRoot(of: victim, to: volume, by: .attacker(in: telemetry), &telemetry)
      telemetry.wait(60...300)
      account.deleteVolume(victim.volume, by: .attacker(in: telemetry), in: &telemetry)
      telemetry.wait(5...20)
      account.deleteSnapshot(snapshot, by: .attacker(in: telemetry), in: &telemetry)
    },
    attack(
      "AWS-1b", "Instance shut down from inside and started", rows: ["AWS-1b"], "info",
      story: "An instance that was seen running is started from the stopped state, and nobody was seen to stop it."
    ) { telemetry in
      let instance = account.runInstances(image: "ami-0feedfacefeedface", by: administrator, in: &telemetry)
      telemetry.wait(3600...7200)
      account.startInstances([instance], by: .attacker(in: telemetry), in: &telemetry)
    },
    attack(
      "AWS-6", "Instance launched with a disk from the snapshot of one just terminated", rows: ["AWS-6"], "high",
      story: "A snapshot of an instance is taken, the instance terminated, and another launched with a disk from the snapshot."
    ) { telemetry in
      let victim = Victim(&telemetry)
      account.attachVolume(victim.volume, to: victim.instance, device: "/dev/xvda", by: administrator, in: &telemetry)
      telemetry.wait(3600...7200)
      let snapshot = account.createSnapshot(of: victim.volume, by: administrator, in: &telemetry)
      telemetry.wait(3600...7200)
      account.terminateInstances([victim.instance], by: .attacker(in: telemetry), in: &telemetry)
      telemetry.wait(60...300)
      account.runInstances(image: "ami-0feedfacefeedface", mapping: snapshot, by: .attacker(in: telemetry), in: &telemetry)
    },
    attack(
      "AWS-12", "Lightsail instance made from a snapshot", rows: ["AWS-12"], "medium",
      story: "A Lightsail instance is made from a snapshot of another."
    ) { telemetry in
      account.call(
        "CreateInstancesFromSnapshot", service: "lightsail", by: .attacker(in: telemetry),
        request: ["instanceNames": ["shop-2"], "instanceSnapshotName": "shop-1-before", "availabilityZone": "eu-west-1a"],
        outcome: .success(["operations": [["resourceName": "shop-2", "operationType": "CreateInstancesFromSnapshot"]]]),
        in: &telemetry)
    },
    attack(
      "AWS-14", "Member of a group terminated so that the group replaces it", rows: ["AWS-14"], "low",
      story: "A person terminates a member of an Auto Scaling group; the group launches a fresh one."
    ) { telemetry in
      let group = AWSActor.serviceRole("AWSServiceRoleForAutoScaling", session: "AutoScaling", host: "autoscaling.amazonaws.com")
      let member = account.runInstances(image: "ami-0feedfacefeedface", by: group, in: &telemetry)
      telemetry.wait(3600...7200)
      account.terminateInstances([member], by: .attacker(in: telemetry), in: &telemetry)
      telemetry.wait(60...300)
      account.runInstances(image: "ami-0feedfacefeedface", by: group, in: &telemetry)
    },
    attack(
      "AWS-16", "File system volume put back to a snapshot", rows: ["AWS-16"], "low",
      story: "A volume of FSx is restored from a snapshot in place."
    ) { telemetry in
      account.call(
        "RestoreVolumeFromSnapshot", service: "fsx", by: .attacker(in: telemetry),
        request: ["volumeId": "fsvol-0\(telemetry.random.hex(16))", "snapshotId": "fsvolsnap-0\(telemetry.random.hex(16))"],
        outcome: .success(["lifecycle": "PENDING"]), in: &telemetry)
    },
  ]

  /// Stop, detach, attach, start.
  private static func swapRoot(of victim: Victim, to volume: String, by actor: AWSActor, _ telemetry: inout Telemetry) {
    account.stopInstances([victim.instance], by: actor, in: &telemetry)
    telemetry.wait(30...90)
    account.detachVolume(victim.volume, from: victim.instance, device: "/dev/xvda", by: actor, in: &telemetry)
    telemetry.wait(10...30)
    account.attachVolume(volume, to: victim.instance, device: "/dev/xvda", by: actor, in: &telemetry)
    telemetry.wait(10...30)
    account.startInstances([victim.instance], by: actor, in: &telemetry)
  }
}
