/// What AWS's own services, and those that people let run, do all day with snapshots, volumes and instances.
extension ScenarioCatalogue {
  private static let account = AWSAccount()
  private static let backup = AWSActor.service(
    "backup.amazonaws.com", role: "AWSBackupDefaultServiceRole", session: "AWSBackup")
  private static let group = AWSActor.serviceRole(
    "AWSServiceRoleForAutoScaling", session: "AutoScaling", host: "autoscaling.amazonaws.com")

  private static func story(
    _ id: String, _ title: String, story: String, _ tell: @escaping @Sendable (inout Telemetry) -> Void
  ) -> Scenario {
    Scenario(id, title, kind: .benign, cloud: .aws, story: story, tell: tell)
  }

  private static func id(_ prefix: String, _ telemetry: inout Telemetry) -> String {
    "\(prefix)-0\(telemetry.random.hex(16))"
  }

  static let awsServices: [Scenario] = [
    story(
      "B-lifecycle-all", "The lifecycle manager takes snapshots of all volumes of an instance",
      story: "One call for an instance with three volumes, every twelve hours."
    ) { telemetry in
      let manager = AWSActor.service("dlm.amazonaws.com", role: "AWSDataLifecycleManagerDefaultRole", session: "dlm")
      let instance = id("i", &telemetry)
      let volumes = (0..<3).map { _ in id("vol", &telemetry) }
      for _ in 0..<3 {
        account.createSnapshots(of: instance, volumes: volumes, by: manager, in: &telemetry)
        telemetry.wait(seconds: 12 * 3600)
      }
    },
    story(
      "B-backup-job", "AWS Backup makes an image of an instance every night",
      story: "The service makes the image and deletes the oldest."
    ) { telemetry in
      let instance = id("i", &telemetry)
      var images: [String] = []
      for night in 0..<3 {
        images.append(
          account.createImage(of: instance, name: "AwsBackup_\(instance)_\(night)", by: backup, in: &telemetry))
        telemetry.wait(seconds: 86_400)
      }
      account.deregisterImage(images[0], by: backup, in: &telemetry)
    },
    story(
      "B-restore-plan", "A restore testing plan launches a backup and ends it",
      story:
        "The service launches an instance from a backup, and an hour later terminates what it launched, not the original."
    ) { telemetry in
      let tester = AWSActor.service(
        "backup.amazonaws.com", role: "AWSBackupRestoreTestingRole", session: "AWSBackup-RestoreTesting")
      let instance = id("i", &telemetry)
      let image = account.createImage(of: instance, name: "AwsBackup_\(instance)", by: backup, in: &telemetry)
      telemetry.wait(3600...7200)
      account.startRestoreJob(of: image, type: "EC2", by: tester, in: &telemetry)
      telemetry.wait(60...120)
      let restored = account.runInstances(image: image, by: tester, in: &telemetry)
      telemetry.wait(3600...4000)
      account.terminateInstances([restored], by: tester, in: &telemetry)
    },
    story(
      "B-velero", "Velero restores the volume of a container",
      story:
        "A snapshot of a container's volume is taken; a week later a volume of it goes to another node, at a free device."
    ) { telemetry in
      let velero = AWSActor.role(
        "velero", session: "1767603600000000001", from: "203.0.113.41", with: "aws-sdk-go-v2/1.24.0 velero/v1.13.0")
      let driver = AWSActor.role(
        "eks-ebs-csi-driver", session: "1767603600000000000", from: "203.0.113.40",
        with: "aws-sdk-go/1.50 ebs.csi.aws.com/v1.28.0")
      let volume = account.createVolume(by: driver, in: &telemetry)
      telemetry.wait(5...20)
      account.attachVolume(volume, to: id("i", &telemetry), device: "/dev/xvdba", by: driver, in: &telemetry)
      telemetry.wait(3600...7200)
      let snapshot = account.createSnapshot(of: volume, description: "velero", by: velero, in: &telemetry)
      telemetry.wait(seconds: 7 * 86_400)
      let restored = account.createVolume(from: snapshot, by: velero, in: &telemetry)
      telemetry.wait(20...60)
      account.attachVolume(restored, to: id("i", &telemetry), device: "/dev/xvdbb", by: driver, in: &telemetry)
    },
    story(
      "B-autoscaling", "A group grows in the morning and shrinks in the evening",
      story: "The group launches three instances from its template, and terminates them ten hours later."
    ) { telemetry in
      let template = id("lt", &telemetry)
      let members = (0..<3).map { _ in
        account.runInstances(image: "ami-0feedfacefeedface", template: template, by: group, in: &telemetry)
      }
      telemetry.wait(seconds: 10 * 3600)
      account.terminateInstances(members, by: group, in: &telemetry)
    },
    story(
      "B-health", "A group replaces a member whose health check failed",
      story: "Nobody but the group ends the member, and launches another."
    ) { telemetry in
      let member = account.runInstances(image: "ami-0feedfacefeedface", by: group, in: &telemetry)
      telemetry.wait(86_400...2 * 86_400)
      account.terminateInstances([member], by: group, in: &telemetry)
      telemetry.wait(20...60)
      account.runInstances(image: "ami-0feedfacefeedface", by: group, in: &telemetry)
    },
    story(
      "B-spot", "A spot instance is taken away and another launched",
      story: "The spot service interrupts an instance; the fleet launches one elsewhere."
    ) { telemetry in
      let fleet = AWSActor.serviceRole("AWSServiceRoleForEC2Fleet", session: "EC2Fleet", host: "ec2fleet.amazonaws.com")
      let spot = AWSActor.serviceRole("AWSServiceRoleForEC2Spot", session: "EC2Spot", host: "spot.amazonaws.com")
      let instance = account.runInstances(image: "ami-0feedfacefeedface", type: "m5d.large", by: fleet, in: &telemetry)
      telemetry.wait(6 * 3600...8 * 3600)
      account.terminateInstances([instance], by: spot, in: &telemetry)
      telemetry.wait(60...120)
      account.runInstances(image: "ami-0feedfacefeedface", type: "m5d.large", by: fleet, in: &telemetry)
    },
    story(
      "B-karpenter", "Karpenter replaces a node by a cheaper one",
      story:
        "A node is launched, and the one it replaces terminated: by a role of the customer, for a container cluster."
    ) { telemetry in
      let karpenter = AWSActor.role(
        "KarpenterController", session: "1767603600000000003", from: "203.0.113.44",
        with: "aws-sdk-go/1.48.7 karpenter.sh-v0.34.0")
      let old = account.runInstances(image: "ami-0feedfacefeedface", by: karpenter, in: &telemetry)
      telemetry.wait(6 * 3600...8 * 3600)
      account.runInstances(image: "ami-0feedfacefeedface", type: "t3.large", by: karpenter, in: &telemetry)
      telemetry.wait(120...300)
      account.terminateInstances([old], by: karpenter, in: &telemetry)
    },
    story(
      "B-eks", "A node group tries what it may do, all day",
      story: "The service behind node groups makes dry runs of launches."
    ) { telemetry in
      let nodes = AWSActor.serviceRole(
        "AWSServiceRoleForAmazonEKSNodegroup", session: "EKS", host: "eks-nodegroup.amazonaws.com")
      for _ in 0..<4 {
        account.call(
          "RunInstances", by: nodes, request: ["instancesSet": ["items": [["imageId": "ami-0feedfacefeedface"]]]],
          outcome: .dryRun, in: &telemetry)
        telemetry.wait(seconds: 3600)
      }
    },
    story(
      "B-patch", "A patch automation stops and starts a fleet, one after the other",
      story: "An automation of Systems Manager restarts instances in a maintenance window."
    ) { telemetry in
      let automation = AWSActor.onBehalf(of: "patching", by: "ssm.amazonaws.com")
      for _ in 0..<3 {
        let instance = id("i", &telemetry)
        account.stopInstances([instance], by: automation, in: &telemetry)
        telemetry.wait(60...120)
        account.startInstances([instance], by: automation, in: &telemetry)
        telemetry.wait(300...600)
      }
    },
    story(
      "B-night-disks", "A fleet with disks of the hosts stops in the evening and starts in the morning",
      story: "The schedule is known, and so is the loss: what these disks hold is scratch."
    ) { telemetry in
      let engineer = AWSActor.role("Engineer", session: "alice@example.com", from: "203.0.113.101")
      let scheduler = AWSActor.role(
        "instance-scheduler", session: "night-schedule", from: "203.0.113.12", with: "Boto3/1.34.40 lambda")
      let fleet = (0..<4).map { _ in
        account.runInstances(image: "ami-0feedfacefeedface", type: "i3.large", by: engineer, in: &telemetry)
      }
      telemetry.wait(seconds: 10 * 3600)
      account.stopInstances(fleet, by: scheduler, in: &telemetry)
      telemetry.wait(seconds: 11 * 3600)
      account.startInstances(fleet, by: scheduler, in: &telemetry)
    },
  ]
}
