/// Reverts of other AWS products, and by way of them.
extension ScenarioCatalogue {
  private static let account = AWSAccount()
  private static let administrator = AWSActor.role("Engineer", session: "alice@example.com", from: "203.0.113.101")
  private static let backup = AWSActor.service(
    "backup.amazonaws.com", role: "AWSBackupDefaultServiceRole", session: "AWSBackup")

  private static func attack(
    _ id: String, _ title: String, rows: [String], _ severity: String, story: String,
    _ tell: @escaping @Sendable (inout Telemetry) -> Void
  ) -> Scenario {
    Scenario(id, title, kind: .attack, cloud: .aws, rows: rows, severity: severity, story: story, tell: tell)
  }

  private static func id(_ prefix: String, _ telemetry: inout Telemetry) -> String {
    "\(prefix)-0\(telemetry.random.hex(16))"
  }

  static let awsProductEvasions: [Scenario] = [
    attack(
      "AWS-10-name", "Backup of an instance restored in a session that is called like the backup service",
      rows: ["AWS-10"], "medium",
      story: "The role and the session are named like the service's; neither is its."
    ) { telemetry in
      let actor = AWSActor.role("AWSBackup-restore-automation", session: "AWSBackup-scheduler", from: "198.51.100.23")
      let point = id("ami", &telemetry)
      account.startRestoreJob(of: point, type: "EC2", by: actor, in: &telemetry)
      telemetry.wait(120...600)
      account.runInstances(image: point, by: backup, in: &telemetry)
    },
    attack(
      "AWS-10-volume", "Restore job makes the volume that takes the root's place", rows: ["AWS-2", "AWS-10"], "high",
      story:
        "A person starts a restore job; the real backup role makes the volume; the person puts it in place of the root."
    ) { telemetry in
      let instance = id("i", &telemetry)
      let old = id("vol", &telemetry)
      let point = account.createSnapshot(
        of: old, description: "This snapshot is created by the AWS Backup service.", by: backup, in: &telemetry)
      telemetry.wait(86_400...2 * 86_400)
      account.startRestoreJob(of: point, type: "EBS", by: .attacker(in: telemetry), in: &telemetry)
      telemetry.wait(120...600)
      let volume = account.createVolume(from: point, by: backup, in: &telemetry)
      telemetry.wait(600...1200)
      account.stopInstances([instance], by: .attacker(in: telemetry), in: &telemetry)
      telemetry.wait(30...90)
      account.detachVolume(old, from: instance, device: "/dev/xvda", by: .attacker(in: telemetry), in: &telemetry)
      telemetry.wait(10...30)
      account.attachVolume(volume, to: instance, device: "/dev/xvda", by: .attacker(in: telemetry), in: &telemetry)
      telemetry.wait(10...30)
      account.startInstances([instance], by: .attacker(in: telemetry), in: &telemetry)
    },
    attack(
      "AWS-11-rename", "Database restored from a snapshot takes the name of the one in use", rows: ["AWS-11"], "medium",
      story:
        "A second database is restored; the first is renamed away, the second takes its name, and the first is deleted."
    ) { telemetry in
      let name = "orders-\(telemetry.random.hex(4))"
      account.restoreDatabase(
        "\(name)-r", from: "rds:\(name)-2026-01-03-03-10", by: .attacker(in: telemetry), in: &telemetry)
      telemetry.wait(900...1800)
      account.renameDatabase(name, to: "\(name)-old", by: .attacker(in: telemetry), in: &telemetry)
      telemetry.wait(120...300)
      account.renameDatabase("\(name)-r", to: name, by: .attacker(in: telemetry), in: &telemetry)
      telemetry.wait(600...1200)
      account.deleteDatabase("\(name)-old", by: .attacker(in: telemetry), in: &telemetry)
    },
    attack(
      "AWS-11-delete", "Database restored to a point in time, the one in use deleted", rows: ["AWS-11"], "medium",
      story: "A second database is made of the first as it was yesterday, under another name; the first is deleted."
    ) { telemetry in
      let name = "orders-\(telemetry.random.hex(4))"
      account.restoreDatabase(
        "\(name)-2", asOf: "Jan 4, 2026, 9:00:00 AM", of: name, by: .attacker(in: telemetry), in: &telemetry)
      telemetry.wait(1800...3600)
      account.deleteDatabase(name, by: .attacker(in: telemetry), in: &telemetry)
    },
    attack(
      "AWS-11-dns", "Database restored under another name, and a host name led to it", rows: ["AWS-11"], "medium",
      story: "A second database is restored; a record in DNS now leads to it. The first stays, unused."
    ) { telemetry in
      let name = "orders-\(telemetry.random.hex(4))"
      account.restoreDatabase(
        "\(name)-2", from: "rds:\(name)-2026-01-03-03-10", by: .attacker(in: telemetry), in: &telemetry)
      telemetry.wait(1800...3600)
      AWSAccount(region: "us-east-1").act(
        "ChangeResourceRecordSets", on: "route53",
        [
          "hostedZoneId": "Z0EXAMPLE",
          "changeBatch": [
            "changes": [
              [
                "action": "UPSERT",
                "resourceRecordSet": [
                  "name": "db.example.com", "type": "CNAME", "tTL": 60,
                  "resourceRecords": [["value": "\(name)-2.c0example.eu-west-1.rds.amazonaws.com"]],
                ],
              ]
            ]
          ],
        ], gives: ["changeInfo": ["status": "PENDING"]], by: .attacker(in: telemetry), in: &telemetry)
    },
    attack(
      "AWS-12-disk", "Disk of a Lightsail instance made from a snapshot", rows: ["AWS-12"], "medium",
      story: "A disk is made from a snapshot and attached to an instance in place of the disk it had."
    ) { telemetry in
      let name = "shop-\(telemetry.random.hex(4))"
      account.act(
        "CreateDiskFromSnapshot", on: "lightsail",
        [
          "diskName": .string("\(name)-d2"), "diskSnapshotName": .string("\(name)-s"), "availabilityZone": "eu-west-1a",
          "sizeInGb": 8,
        ],
        gives: ["operations": [["resourceName": .string("\(name)-d2"), "operationType": "CreateDiskFromSnapshot"]]],
        by: .attacker(in: telemetry), in: &telemetry)
      telemetry.wait(60...120)
      account.act(
        "DetachDisk", on: "lightsail", ["diskName": .string("\(name)-d1")],
        gives: ["operations": [["resourceName": .string("\(name)-d1"), "operationType": "DetachDisk"]]],
        by: .attacker(in: telemetry),
        in: &telemetry)
      telemetry.wait(20...60)
      account.act(
        "AttachDisk", on: "lightsail",
        ["diskName": .string("\(name)-d2"), "instanceName": .string(name), "diskPath": "/dev/xvdf"],
        gives: ["operations": [["resourceName": .string("\(name)-d2"), "operationType": "AttachDisk"]]],
        by: .attacker(in: telemetry),
        in: &telemetry)
    },
    attack(
      "AWS-13-failback", "Recovered server sent back to where it came from", rows: ["AWS-13"], "medium",
      story: "A fail-back of Elastic Disaster Recovery writes an older state over the source server."
    ) { telemetry in
      account.act(
        "StartFailbackLaunch", on: "drs", ["recoveryInstanceIDs": [.string(id("i", &telemetry))]],
        gives: ["job": ["jobID": .string(id("drsjob", &telemetry))]], by: .attacker(in: telemetry), in: &telemetry)
    },
  ]
}
