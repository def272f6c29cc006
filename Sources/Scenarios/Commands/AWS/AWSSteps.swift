/// Steps that many AWS scenarios share.
enum AWSSteps {
  /// An instance of our own, its root device and its root volume.
  static func instance(type: String = "t3.micro") -> [CommandStep] {
    [
      .setUp(
        "The newest Amazon Linux image.",
        "aws ssm get-parameter --name /aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64"
          + " --query Parameter.Value --output text", into: "IMAGE"),
      .setUp(
        "The instance that will be reverted.",
        #"aws ec2 run-instances --image-id "$IMAGE" --instance-type \#(type) --count 1 --tag-specifications "#
          + #""ResourceType=instance,Tags=[{Key=Name,Value=$RUN}]" --query 'Instances[0].InstanceId' --output text"#,
        into: "INSTANCE"),
      .setUp("It runs.", #"aws ec2 wait instance-running --instance-ids "$INSTANCE""#),
      .setUp("The volume it boots from, its only one.", attached("VolumeId"), into: "ROOT_VOLUME"),
      .setUp("The device that is in.", attached("Attachments[0].Device"), into: "ROOT_DEVICE"),
      .setUp("Where it runs.", describe("INSTANCE", "Placement.AvailabilityZone"), into: "ZONE"),
      .cleanUp("The instance.", #"aws ec2 terminate-instances --instance-ids "$INSTANCE""#),
      .cleanUp("It is gone.", #"aws ec2 wait instance-terminated --instance-ids "$INSTANCE""#),
      .cleanUp("Its first root volume, when it was taken out.", #"aws ec2 delete-volume --volume-id "$ROOT_VOLUME""#),
    ]
  }

  /// A field of the first volume of our instance.
  private static func attached(_ field: String) -> String {
    "aws ec2 describe-volumes --filters \"Name=attachment.instance-id,Values=$INSTANCE\" --query 'Volumes[0].\(field)' --output text"
  }

  /// A field of an instance.
  static func describe(_ variable: String, _ field: String) -> String {
    "aws ec2 describe-instances --instance-ids \"$\(variable)\" --query 'Reservations[0].Instances[0].\(field)' --output text"
  }

  /// The volume at an instance's root device.
  static func rootVolume(of variable: String) -> String {
    "aws ec2 describe-instances --instance-ids \"$\(variable)\" --query "
      + "\"Reservations[0].Instances[0].BlockDeviceMappings[?DeviceName=='$ROOT_DEVICE'].Ebs.VolumeId | [0]\" --output text"
  }

  /// A snapshot of the root volume, taken in set-up or as part of the attack.
  static func snapshot(
    in phase: CommandStep.Phase = .setUp, of volume: String = "ROOT_VOLUME", into: String = "SNAPSHOT"
  ) -> [CommandStep] {
    let command =
      "aws ec2 create-snapshot --volume-id \"$\(volume)\" --description \"$RUN\" --query SnapshotId --output text"
    let waiting = "aws ec2 wait snapshot-completed --snapshot-ids \"$\(into)\""
    return [
      CommandStep(phase: phase, purpose: "The older state: a snapshot.", command: command, kind: .capture(into)),
      CommandStep(phase: phase, purpose: "The snapshot is complete.", command: waiting, kind: .run),
      .cleanUp("The snapshot.", "aws ec2 delete-snapshot --snapshot-id \"$\(into)\""),
    ]
  }

  /// A volume made from a snapshot.
  static func volume(
    in phase: CommandStep.Phase = .attack, from snapshot: String = "SNAPSHOT", into: String = "VOLUME"
  ) -> [CommandStep] {
    let command =
      "aws ec2 create-volume --snapshot-id \"$\(snapshot)\" --availability-zone \"$ZONE\" --volume-type gp3"
      + " --query VolumeId --output text"
    return [
      CommandStep(phase: phase, purpose: "A volume with the older state.", command: command, kind: .capture(into)),
      CommandStep(
        phase: phase, purpose: "The volume can be used.",
        command: "aws ec2 wait volume-available --volume-ids \"$\(into)\"",
        kind: .run),
      .cleanUp("The volume with the older state.", "aws ec2 delete-volume --volume-id \"$\(into)\""),
    ]
  }

  static let stop: [CommandStep] = [
    .attack("The instance stops.", #"aws ec2 stop-instances --instance-ids "$INSTANCE""#),
    .attack("It has stopped.", #"aws ec2 wait instance-stopped --instance-ids "$INSTANCE""#),
  ]

  static let start: [CommandStep] = [
    .attack("The instance starts again.", #"aws ec2 start-instances --instance-ids "$INSTANCE""#),
    .attack("It runs.", #"aws ec2 wait instance-running --instance-ids "$INSTANCE""#),
    .check("the instance runs", is: "running", describe("INSTANCE", "State.Name")),
  ]

  static let detachRoot: [CommandStep] = [
    .attack(
      "The root volume comes out.", #"aws ec2 detach-volume --volume-id "$ROOT_VOLUME" --instance-id "$INSTANCE""#),
    .attack("It is out.", #"aws ec2 wait volume-available --volume-ids "$ROOT_VOLUME""#),
  ]

  static func attach(_ volume: String = "VOLUME", at device: String = "$ROOT_DEVICE") -> [CommandStep] {
    [
      .attack(
        "The older state takes its place.",
        "aws ec2 attach-volume --volume-id \"$\(volume)\" --instance-id \"$INSTANCE\" --device \"\(device)\""),
      .attack("It is in.", "aws ec2 wait volume-in-use --volume-ids \"$\(volume)\""),
    ]
  }

  /// Stop, detach, attach, start.
  static func swapRoot(to volume: String = "VOLUME") -> [CommandStep] {
    stop + detachRoot + attach(volume) + start + [
      .check("the root device has the other volume", is: "$\(volume)", rootVolume(of: "INSTANCE"))
    ]
  }

  /// An instance launched from an image or with other disks, in place of ours.
  static func replacement(_ arguments: String) -> [CommandStep] {
    [
      .attack(
        "An instance with the older state.",
        "aws ec2 run-instances \(arguments) --instance-type t3.micro --count 1 --tag-specifications "
          + #""ResourceType=instance,Tags=[{Key=Name,Value=$RUN}]" --query 'Instances[0].InstanceId' --output text"#,
        into: "REPLACEMENT"),
      .attack("It runs.", #"aws ec2 wait instance-running --instance-ids "$REPLACEMENT""#),
      .attack("The instance it replaces goes.", #"aws ec2 terminate-instances --instance-ids "$INSTANCE""#),
      .attack("It is gone.", #"aws ec2 wait instance-terminated --instance-ids "$INSTANCE""#),
      .check("the replacement runs", is: "running", describe("REPLACEMENT", "State.Name")),
      .check("the instance it replaced is gone", is: "terminated", describe("INSTANCE", "State.Name")),
      .cleanUp("The replacement.", #"aws ec2 terminate-instances --instance-ids "$REPLACEMENT""#),
      .cleanUp("It is gone.", #"aws ec2 wait instance-terminated --instance-ids "$REPLACEMENT""#),
    ]
  }
}
