/// What happens in an ordinary AWS account.
struct AWSNoise {
  private let accounts: [AWSAccount]
  private let people: [AWSActor]
  private let programs: [AWSActor]
  private let fleet: [String]
  private let volumes: [String]

  private static let autoScaling = AWSActor.serviceRole(
    "AWSServiceRoleForAutoScaling", session: "AutoScaling", host: "autoscaling.amazonaws.com")
  private static let lifecycle = AWSActor.service(
    "dlm.amazonaws.com", role: "AWSDataLifecycleManagerDefaultRole", session: "dlm-nightly")
  private static let backup = AWSActor.service(
    "backup.amazonaws.com", role: "AWSBackupDefaultServiceRole", session: "AWSBackup-AWSBackupDefaultServiceRole")
  private static let storageDriver = AWSActor.role(
    "eks-ebs-csi-driver", session: "1767603600000000000", from: "203.0.113.40", with: "aws-sdk-go/1.50 ebs.csi.aws.com/v1.28.0")
  private static let pipeline = AWSActor.role(
    "deploy-github", session: "GitHubActions", from: "203.0.113.77", with: AWSActor.terraform)
  private static let scheduler = AWSActor.role(
    "instance-scheduler", session: "night-schedule", from: "203.0.113.12", with: "Boto3/1.34.40 lambda")

  init(random: inout RandomSource) {
    accounts = [
      AWSAccount(), AWSAccount(region: "us-east-1"), AWSAccount(id: "444455556666", region: "eu-west-1"),
    ]
    people = ["alice", "bob", "carol", "dave", "erin"].map {
      .role("Engineer", session: "\($0)@example.com", from: "203.0.113.\(random.number(in: 100...140))", with: AWSActor.console)
    }
    programs = ["inventory-reader", "cost-report", "monitoring-agent", "config-recorder"].map {
      .role($0, session: $0, from: "203.0.113.\(random.number(in: 20...39))", with: "Boto3/1.34.40 Python/3.11")
    }
    var fleet: [String] = []
    var volumes: [String] = []
    for _ in 0..<120 {
      fleet.append("i-0\(random.hex(16))")
      volumes.append("vol-0\(random.hex(16))")
    }
    self.fleet = fleet
    self.volumes = volumes
  }

  /// One thing that happens, with all records it leaves.
  mutating func act(in telemetry: inout Telemetry) {
    let account = telemetry.random.pick(accounts)
    switch telemetry.random.below(1000) {
    case 0..<620: read(account, &telemetry)
    case 620..<760: signIn(account, &telemetry)
    case 760..<830: useStorage(account, &telemetry)
    case 830..<880: tag(account, &telemetry)
    case 880..<915: backUp(account, &telemetry)
    case 915..<945: scale(account, &telemetry)
    case 945..<965: provideVolume(account, &telemetry)
    case 965..<980: keepSchedule(account, &telemetry)
    case 980..<992: deploy(account, &telemetry)
    default: fail(account, &telemetry)
    }
  }

  private func read(_ account: AWSAccount, _ telemetry: inout Telemetry) {
    let what = telemetry.random.pick([
      "Instances", "Volumes", "Snapshots", "SecurityGroups", "Subnets", "InstanceStatus", "Images", "Tags", "Vpcs",
    ])
    account.describe(what, by: telemetry.random.pick(programs + people), in: &telemetry)
  }

  private func signIn(_ account: AWSAccount, _ telemetry: inout Telemetry) {
    let role = telemetry.random.pick(["inventory-reader", "Engineer", "deploy-github", "eks-node"])
    account.call(
      "AssumeRole", service: "sts", by: telemetry.random.pick(programs),
      request: [
        "roleArn": "arn:aws:iam::\(account.id):role/\(role)", "roleSessionName": "session-\(telemetry.random.hex(6))",
      ], outcome: .success(["credentials": ["accessKeyId": "ASIA\(telemetry.random.capitals(16))"]]), readOnly: true,
      in: &telemetry)
  }

  private func useStorage(_ account: AWSAccount, _ telemetry: inout Telemetry) {
    let names = ["PutBucketTagging", "ListBuckets", "GetBucketLocation", "PutObjectAcl", "GetBucketPolicy"]
    let name = telemetry.random.pick(names)
    account.call(
      name, service: "s3", by: telemetry.random.pick(people + programs),
      request: ["bucketName": "example-data-\(telemetry.random.below(20))"], readOnly: !name.hasPrefix("Put"),
      in: &telemetry)
  }

  private func tag(_ account: AWSAccount, _ telemetry: inout Telemetry) {
    account.call(
      "CreateTags", by: Self.pipeline,
      request: [
        "resourcesSet": ["items": [["resourceId": .string(telemetry.random.pick(fleet))]]],
        "tagSet": ["items": [["key": "cost-centre", "value": "\(telemetry.random.number(in: 100...140))"]]],
      ], outcome: .success(["_return": true]), in: &telemetry)
  }

  private func backUp(_ account: AWSAccount, _ telemetry: inout Telemetry) {
    let byPlan = telemetry.random.chance(50)
    account.createSnapshot(
      of: telemetry.random.pick(volumes),
      description: byPlan ? "This snapshot is created by the AWS Backup service." : "Created for policy: policy-0a1b2c",
      by: byPlan ? Self.backup : Self.lifecycle, in: &telemetry)
    if telemetry.random.chance(40) {
      account.call(
        "DeleteSnapshot", by: byPlan ? Self.backup : Self.lifecycle,
        request: ["snapshotId": "snap-0\(telemetry.random.hex(16))"], outcome: .success(["_return": true]), in: &telemetry)
    }
  }

  private func scale(_ account: AWSAccount, _ telemetry: inout Telemetry) {
    if telemetry.random.chance(50) {
      account.runInstances(image: "ami-0feedfacefeedface", by: Self.autoScaling, in: &telemetry)
    } else {
      account.terminateInstances([telemetry.random.pick(fleet)], by: Self.autoScaling, in: &telemetry)
    }
  }

  /// A storage driver gives a container a data disk, now and then from a snapshot.
  private func provideVolume(_ account: AWSAccount, _ telemetry: inout Telemetry) {
    let snapshot = telemetry.random.chance(30) ? "snap-0\(telemetry.random.hex(16))" : nil
    let volume = account.createVolume(from: snapshot, by: Self.storageDriver, in: &telemetry)
    telemetry.wait(5...20)
    let instance = telemetry.random.pick(fleet)
    let letters = (0..<2).map { _ in telemetry.random.pick(["a", "b", "c", "d", "e", "f", "g", "h", "k", "m"]) }
    let device = "/dev/xvd\(letters.joined())"
    account.attachVolume(volume, to: instance, device: device, by: Self.storageDriver, in: &telemetry)
    telemetry.wait(600...7200)
    account.detachVolume(volume, from: instance, device: device, by: Self.storageDriver, in: &telemetry)
    telemetry.wait(5...20)
    account.deleteVolume(volume, by: Self.storageDriver, in: &telemetry)
  }

  /// Stops a part of the fleet in the evening, and starts it in the morning.
  private func keepSchedule(_ account: AWSAccount, _ telemetry: inout Telemetry) {
    let part = (0..<8).map { _ in "i-0\(telemetry.random.hex(16))" }
    account.stopInstances(part, by: Self.scheduler, in: &telemetry)
    telemetry.wait(10 * 3600...12 * 3600)
    account.startInstances(part, by: Self.scheduler, in: &telemetry)
  }

  private func deploy(_ account: AWSAccount, _ telemetry: inout Telemetry) {
    account.runInstances(image: "ami-0feedfacefeedface", type: "m6i.large", by: Self.pipeline, in: &telemetry)
    telemetry.wait(30...90)
    account.call(
      "ModifyInstanceAttribute", by: Self.pipeline,
      request: ["instanceId": .string(telemetry.random.pick(fleet)), "disableApiTermination": ["value": true]],
      outcome: .success(["_return": true]), in: &telemetry)
  }

  private func fail(_ account: AWSAccount, _ telemetry: inout Telemetry) {
    let actor = telemetry.random.pick(people)
    if telemetry.random.chance(50) {
      account.call(
        "RunInstances", by: actor, request: ["instanceType": "m6i.large"], outcome: .dryRun, in: &telemetry)
    } else {
      account.call(
        "DeleteVolume", by: actor, request: ["volumeId": .string(telemetry.random.pick(volumes))],
        outcome: .failure(
          code: "Client.UnauthorizedOperation", message: "You are not authorized to perform this operation."),
        in: &telemetry)
    }
  }
}
