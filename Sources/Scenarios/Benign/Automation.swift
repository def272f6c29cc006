/// Work that services and pipelines do all day, and that is no revert.
extension ScenarioCatalogue {
  private static let account = AWSAccount()

  static let automation: [Scenario] = [
    Scenario(
      "B-rollout", "An image is built, its builder ends, and the image goes live", kind: .benign, cloud: .aws,
      story: "A pipeline launches a builder, makes an image of it, ends it, and launches the image. The builder did not live."
    ) { telemetry in
      let pipeline = AWSActor.role("deploy", session: "github-4711", from: "203.0.113.79", with: AWSActor.terraform)
      let builder = account.runInstances(image: "ami-0feedfacefeedface", by: pipeline, in: &telemetry)
      telemetry.wait(300...600)
      let image = account.createImage(of: builder, name: "web-rollout", by: pipeline, in: &telemetry)
      telemetry.wait(120...300)
      account.terminateInstances([builder], by: pipeline, in: &telemetry)
      telemetry.wait(1800...3600)
      account.runInstances(image: image, by: pipeline, in: &telemetry)
    },
    Scenario(
      "B-lifecycle", "The lifecycle manager takes and prunes its snapshots", kind: .benign, cloud: .aws,
      story: "Snapshots of a volume are taken every night, and the oldest is deleted."
    ) { telemetry in
      let manager = AWSActor.service("dlm.amazonaws.com", role: "AWSDataLifecycleManagerDefaultRole", session: "dlm")
      let volume = "vol-0\(telemetry.random.hex(16))"
      let first = account.createSnapshot(of: volume, by: manager, in: &telemetry)
      telemetry.wait(86_400...86_400)
      account.createSnapshot(of: volume, by: manager, in: &telemetry)
      telemetry.wait(5...20)
      account.deleteSnapshot(first, by: manager, in: &telemetry)
    },
    Scenario(
      "B-restore-test", "A backup is restored to a volume nobody attaches, and deleted", kind: .benign, cloud: .aws,
      story: "The backup service makes a volume from its snapshot to prove that it can, and deletes the volume."
    ) { telemetry in
      let backup = AWSActor.service("backup.amazonaws.com", role: "AWSBackupDefaultServiceRole", session: "AWSBackup")
      let snapshot = account.createSnapshot(of: "vol-0\(telemetry.random.hex(16))", by: backup, in: &telemetry)
      telemetry.wait(3600...7200)
      let volume = account.createVolume(from: snapshot, by: backup, in: &telemetry)
      telemetry.wait(600...1200)
      account.deleteVolume(volume, by: backup, in: &telemetry)
    },
    Scenario(
      "B-drill", "A recovery drill", kind: .benign, cloud: .aws,
      story: "Elastic Disaster Recovery launches a server as a drill."
    ) { telemetry in
      account.call(
        "StartRecovery", service: "drs", by: .role("resilience", session: "drill", from: "203.0.113.80"),
        request: ["sourceServers": [["sourceServerID": "s-3c1730a9e0771ea15"]], "isDrill": true],
        outcome: .success(["job": ["jobID": "drsjob-0\(telemetry.random.hex(16))"]]), in: &telemetry)
    },
  ]
}
