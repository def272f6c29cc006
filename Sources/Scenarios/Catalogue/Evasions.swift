/// Attacks told in ways the first stories do not: the older state hidden among others, and every step somebody else's.
extension ScenarioCatalogue {
  private static let account = AWSAccount()
  private static let project = GCPProject()
  private static let administrator = AWSActor.role("Engineer", session: "alice@example.com", from: "203.0.113.101")

  static let evasions: [Scenario] = [
    Scenario(
      "AWS-6-second", "Instance launched with the snapshot behind an empty disk", kind: .attack, cloud: .aws,
      rows: ["AWS-6"], severity: "high",
      story: "The disk from the snapshot is not the first of the disks that the launch asks for."
    ) { telemetry in
      let instance = "i-0\(telemetry.random.hex(16))"
      let volume = "vol-0\(telemetry.random.hex(16))"
      account.attachVolume(volume, to: instance, device: "/dev/xvda", by: administrator, in: &telemetry)
      telemetry.wait(3600...7200)
      let snapshot = account.createSnapshot(of: volume, by: administrator, in: &telemetry)
      telemetry.wait(3600...7200)
      account.terminateInstances([instance], by: .attacker(in: telemetry), in: &telemetry)
      telemetry.wait(60...300)
      account.runInstances(
        image: "ami-0feedfacefeedface", mapping: snapshot, behindEmptyDisk: true, by: .attacker(in: telemetry), in: &telemetry)
    },
    Scenario(
      "AWS-2-everyone", "Root volume swapped, every step by somebody else", kind: .attack, cloud: .aws,
      rows: ["AWS-2"], severity: "high",
      story: "The snapshot is the lifecycle manager's; volume, stop, detachment and attachment are four identities' work."
    ) { telemetry in
      let instance = "i-0\(telemetry.random.hex(16))"
      let old = "vol-0\(telemetry.random.hex(16))"
      let manager = AWSActor.service("dlm.amazonaws.com", role: "AWSDataLifecycleManagerDefaultRole", session: "dlm")
      let snapshot = account.createSnapshot(of: old, by: manager, in: &telemetry)
      telemetry.wait(20 * 3600...22 * 3600)
      let function = AWSActor.role("restore-function", session: "nightly-backup", from: "198.51.100.81")
      let volume = account.createVolume(from: snapshot, by: function, in: &telemetry)
      telemetry.wait(1800...3600)
      account.stopInstances([instance], by: .user("mallory-stops", from: "198.51.100.82"), in: &telemetry)
      telemetry.wait(30...90)
      let detaching = AWSActor.role("automation", session: "scheduler", from: "198.51.100.83")
      account.detachVolume(old, from: instance, device: "/dev/xvda", by: detaching, in: &telemetry)
      telemetry.wait(10...30)
      account.attachVolume(volume, to: instance, device: "/dev/xvda", by: .attacker(in: telemetry), in: &telemetry)
    },
    Scenario(
      "GCP-2-second", "Instance made again with the boot disk behind another", kind: .attack, cloud: .gcp,
      rows: ["GCP-2"], severity: "high",
      story: "The instance is deleted and made again; the disk from the snapshot boots, and is not the first of the list."
    ) { telemetry in
      let instance = project.path("instances", "web-61")
      project.call(
        "compute.instances.delete", on: instance, type: "gce_instance", by: .attacker(in: telemetry), in: &telemetry)
      telemetry.wait(60...300)
      project.call(
        "compute.instances.insert", on: instance, type: "gce_instance", by: .attacker(in: telemetry),
        request: [
          "name": "web-61",
          "disks": [
            ["initializeParams": ["diskSizeGb": "10"]],
            ["boot": true, "initializeParams": ["sourceSnapshot": "projects/example-prod-1/global/snapshots/web-61-before"]],
          ],
        ], in: &telemetry)
    },
  ]
}
