/// Stories that look like a revert and are none, or are one that nobody has to get up for.
extension ScenarioCatalogue {
  private static let account = AWSAccount()
  private static let administrator = AWSActor.role("Engineer", session: "alice@example.com", from: "203.0.113.101")
  private static let driver = AWSActor.role(
    "eks-ebs-csi-driver", session: "1767603600000000000", from: "203.0.113.40", with: "aws-sdk-go/1.50 ebs.csi.aws.com/v1.28.0")
  private static let packer = AWSActor.role(
    "image-builder", session: "build", from: "203.0.113.78", with: "APN/1.0 HashiCorp/1.0 Packer/1.10.1")

  private static func story(
    _ id: String, _ title: String, _ cloud: Cloud = .aws, story: String,
    _ tell: @escaping @Sendable (inout Telemetry) -> Void
  ) -> Scenario {
    Scenario(id, title, kind: .benign, cloud: cloud, story: story, tell: tell)
  }

  static let benign: [Scenario] = [
    story(
      "B-csi", "Storage driver makes a volume from a snapshot for a container",
      story: "A volume from a snapshot is attached at a data device that was free."
    ) { telemetry in
      let volume = account.createVolume(from: "snap-0\(telemetry.random.hex(16))", by: driver, in: &telemetry)
      telemetry.wait(5...20)
      account.attachVolume(volume, to: "i-0\(telemetry.random.hex(16))", device: "/dev/xvdba", by: driver, in: &telemetry)
    },
    story(
      "B-forensics", "A copy of a disk is examined on another instance",
      story: "A snapshot of an instance becomes a volume on a forensic instance; the original stays."
    ) { telemetry in
      let volume = "vol-0\(telemetry.random.hex(16))"
      account.attachVolume(volume, to: "i-0\(telemetry.random.hex(16))", device: "/dev/xvda", by: administrator, in: &telemetry)
      let snapshot = account.createSnapshot(of: volume, by: administrator, in: &telemetry)
      telemetry.wait(300...600)
      let copy = account.createVolume(from: snapshot, by: administrator, in: &telemetry)
      telemetry.wait(20...60)
      account.attachVolume(copy, to: "i-0\(telemetry.random.hex(16))", device: "/dev/sdf", by: administrator, in: &telemetry)
    },
    story(
      "B-rescue", "The same root volume comes back after a repair",
      story: "The root volume is detached, repaired on another instance, and attached again."
    ) { telemetry in
      let instance = "i-0\(telemetry.random.hex(16))"
      let helper = "i-0\(telemetry.random.hex(16))"
      let volume = "vol-0\(telemetry.random.hex(16))"
      account.stopInstances([instance], by: administrator, in: &telemetry)
      telemetry.wait(30...90)
      account.detachVolume(volume, from: instance, device: "/dev/xvda", by: administrator, in: &telemetry)
      telemetry.wait(10...30)
      account.attachVolume(volume, to: helper, device: "/dev/sdf", by: administrator, in: &telemetry)
      telemetry.wait(600...1200)
      account.detachVolume(volume, from: helper, device: "/dev/sdf", by: administrator, in: &telemetry)
      telemetry.wait(10...30)
      account.attachVolume(volume, to: instance, device: "/dev/xvda", by: administrator, in: &telemetry)
      telemetry.wait(10...30)
      account.startInstances([instance], by: administrator, in: &telemetry)
    },
    story(
      "B-packer", "An image is built from an instance born for it",
      story: "An instance is launched, stopped, made an image of and terminated within minutes."
    ) { telemetry in
      let instance = account.runInstances(image: "ami-0feedfacefeedface", by: packer, in: &telemetry)
      telemetry.wait(300...600)
      account.stopInstances([instance], by: packer, in: &telemetry)
      telemetry.wait(30...90)
      _ = account.createImage(of: instance, name: "web-2026-01-05", by: packer, in: &telemetry)
      telemetry.wait(120...300)
      account.terminateInstances([instance], by: packer, in: &telemetry)
    },
    story(
      "B-night", "A fleet stops in the evening and starts in the morning",
      story: "A scheduler stops many instances in one call and starts them eleven hours later."
    ) { telemetry in
      let fleet = (0..<8).map { _ in "i-0\(telemetry.random.hex(16))" }
      let scheduler = AWSActor.role("instance-scheduler", session: "night-schedule", from: "203.0.113.12", with: "Boto3/1.34.40 lambda")
      account.stopInstances(fleet, by: scheduler, in: &telemetry)
      telemetry.wait(seconds: 11 * 3600)
      account.startInstances(fleet, by: scheduler, in: &telemetry)
    },
    story(
      "B-resize", "An instance is resized", story: "An instance is stopped, gets another type, and is started."
    ) { telemetry in
      let instance = "i-0\(telemetry.random.hex(16))"
      account.stopInstances([instance], by: administrator, in: &telemetry)
      telemetry.wait(30...90)
      account.call(
        "ModifyInstanceAttribute", by: administrator,
        request: ["instanceId": .string(instance), "instanceType": ["value": "t3.large"]],
        outcome: .success(["_return": true]), in: &telemetry)
      telemetry.wait(10...30)
      account.startInstances([instance], by: administrator, in: &telemetry)
    },
    story(
      "B-refused", "A swap that is refused", story: "Every step of a root swap is refused or a dry run."
    ) { telemetry in
      let instance = "i-0\(telemetry.random.hex(16))"
      account.replaceRootVolume(of: instance, snapshot: "snap-0\(telemetry.random.hex(16))", outcome: .dryRun, by: .attacker(in: telemetry), in: &telemetry)
      telemetry.wait(10...30)
      account.replaceRootVolume(
        of: instance, snapshot: "snap-0\(telemetry.random.hex(16))",
        outcome: .failure(code: "Client.UnauthorizedOperation", message: "You are not authorized to perform this operation."),
        by: .attacker(in: telemetry), in: &telemetry)
    },
    story(
      "B-azure-backup", "Azure Backup takes its nightly snapshots", .azure,
      story: "The backup service takes snapshots of system disks."
    ) { telemetry in
      let subscription = AzureSubscription()
      let backup = AzureSubscription.Caller.application(
        "262044b1-e2ce-469f-a196-69ab7ada62d3", objectID: "6d3c0a0e-55b1-4f7e-8f25-0000000000b1")
      for number in 1...4 {
        subscription.writeSnapshot(
          "AzureBackup_app-\(number)_1", of: subscription.disk("app-\(number)-os"), by: backup, in: &telemetry)
        telemetry.wait(30...60)
      }
    },
    story(
      "B-mig", "A managed group repairs a member", .gcp,
      story: "The instance group manager deletes a member and makes it again from the template."
    ) { telemetry in
      let project = GCPProject()
      let agent = GCPProject.Principal.agent("123456789012@cloudservices.gserviceaccount.com")
      for method in ["delete", "insert"] {
        project.call(
          "compute.instances.\(method)", on: project.path("instances", "web-x1"), type: "gce_instance", by: agent,
          request: ["name": "web-x1"], in: &telemetry)
        telemetry.wait(20...60)
      }
    },
  ]
}
