/// Commands for stories in which an instance with an older state replaces another.
extension CommandCatalogue {
  private static func register(in phase: CommandStep.Phase = .attack) -> [CommandStep] {
    [
      CommandStep(
        phase: phase, purpose: "An image whose root device is the snapshot.",
        command: #"aws ec2 register-image --name "$RUN" --architecture x86_64 --virtualization-type hvm --ena-support "#
          + #"--root-device-name /dev/xvda --block-device-mappings "DeviceName=/dev/xvda,Ebs={SnapshotId=$SNAPSHOT}" "#
          + "--query ImageId --output text", kind: .capture("OLDER")),
      CommandStep(
        phase: phase, purpose: "It can be used.", command: #"aws ec2 wait image-available --image-ids "$OLDER""#,
        kind: .run),
      .cleanUp("The image.", #"aws ec2 deregister-image --image-id "$OLDER""#),
    ]
  }

  /// An image of the whole instance, and the snapshot behind it.
  private static func create(in phase: CommandStep.Phase) -> [CommandStep] {
    [
      CommandStep(
        phase: phase, purpose: "The older state: an image of the instance.",
        command:
          #"aws ec2 create-image --instance-id "$INSTANCE" --name "$RUN" --no-reboot --query ImageId --output text"#,
        kind: .capture("OLDER")),
      CommandStep(
        phase: phase, purpose: "It can be used.", command: #"aws ec2 wait image-available --image-ids "$OLDER""#,
        kind: .run),
      CommandStep(
        phase: phase, purpose: "The snapshot behind it.",
        command:
          #"aws ec2 describe-images --image-ids "$OLDER" --query 'Images[0].BlockDeviceMappings[0].Ebs.SnapshotId' --output text"#,
        kind: .capture("BEHIND")),
      .cleanUp("The image.", #"aws ec2 deregister-image --image-id "$OLDER""#),
      .cleanUp("The snapshot behind it.", #"aws ec2 delete-snapshot --snapshot-id "$BEHIND""#),
    ]
  }

  private static let fromOlder = AWSSteps.replacement(#"--image-id "$OLDER""#)

  /// A group that launches `$OLDER`: the launch is the group's, not the attacker's.
  private static let launchedByGroup: [CommandStep] = [
    .attack(
      "A subnet of the default network.",
      "aws ec2 describe-subnets --filters Name=default-for-az,Values=true --query 'Subnets[0].SubnetId' --output text",
      into: "SUBNET"),
    .attack(
      "A template that launches the image.",
      #"aws ec2 create-launch-template --launch-template-name "$RUN" --launch-template-data "#
        + #""{\"ImageId\":\"$OLDER\",\"InstanceType\":\"t3.micro\"}" --query LaunchTemplate.LaunchTemplateId --output text"#,
      into: "TEMPLATE"),
    .attack(
      "A group does the launch.",
      #"aws autoscaling create-auto-scaling-group --auto-scaling-group-name "$RUN" --min-size 1 --max-size 1 "#
        + #"--launch-template "LaunchTemplateId=$TEMPLATE" --vpc-zone-identifier "$SUBNET""#),
    .attack(
      "It has launched.", until: "1",
      #"aws autoscaling describe-auto-scaling-groups --auto-scaling-group-names "$RUN" --query "#
        + "'length(AutoScalingGroups[0].Instances)' --output text"),
    .attack("The instance it replaces goes.", #"aws ec2 terminate-instances --instance-ids "$INSTANCE""#),
    .check(
      "the instance it replaced is gone", is: "0",
      #"aws ec2 describe-instances --instance-ids "$INSTANCE" --query "length(Reservations[0].Instances[?State.Name=='running'])" --output text"#
    ),
    .cleanUp(
      "The group with its member.",
      #"aws autoscaling delete-auto-scaling-group --auto-scaling-group-name "$RUN" --force-delete"#),
    .cleanUp("The template.", #"aws ec2 delete-launch-template --launch-template-id "$TEMPLATE""#),
  ]

  private static let mapped: [CommandStep] = AWSSteps.instance() + AWSSteps.snapshot()

  static let awsImages: [String: ScenarioCommands] = [
    "T4": .steps(mapped + register() + fromOlder),
    "AWS-4": .steps(mapped + register() + fromOlder),
    "AWS-4-copy": .steps(
      mapped + register() + [
        .attack(
          "The region.", AWSSteps.describe("INSTANCE", "Placement.AvailabilityZone") + " | sed 's/[a-z]$//'",
          into: "HERE"),
        .attack(
          "A copy of the image.",
          #"aws ec2 copy-image --name "$RUN-copy" --source-region "$HERE" --source-image-id "$OLDER" --query ImageId --output text"#,
          into: "COPY"),
        .attack("It can be used.", #"aws ec2 wait image-available --image-ids "$COPY""#),
        .attack(
          "The snapshot behind it.",
          #"aws ec2 describe-images --image-ids "$COPY" --query 'Images[0].BlockDeviceMappings[0].Ebs.SnapshotId' --output text"#,
          into: "BEHIND"),
        .cleanUp("The copy.", #"aws ec2 deregister-image --image-id "$COPY""#),
        .cleanUp("The snapshot behind it.", #"aws ec2 delete-snapshot --snapshot-id "$BEHIND""#),
      ] + AWSSteps.replacement(#"--image-id "$COPY""#)),
    "AWS-4-address": .steps(
      mapped + register() + [
        .attack(
          "Its address and subnet, to be used again.", AWSSteps.describe("INSTANCE", "PrivateIpAddress"),
          into: "ADDRESS"),
        .attack("Its subnet.", AWSSteps.describe("INSTANCE", "SubnetId"), into: "SUBNET"),
        .attack("The instance it replaces goes.", #"aws ec2 terminate-instances --instance-ids "$INSTANCE""#),
        .attack("It is gone, and its address free.", #"aws ec2 wait instance-terminated --instance-ids "$INSTANCE""#),
        .attack(
          "An instance with the older state and the same address.",
          #"aws ec2 run-instances --image-id "$OLDER" --subnet-id "$SUBNET" --private-ip-address "$ADDRESS" --instance-type t3.micro "#
            + "--count 1 --query 'Instances[0].InstanceId' --output text", into: "REPLACEMENT"),
        .attack("It runs.", #"aws ec2 wait instance-running --instance-ids "$REPLACEMENT""#),
        .check("the replacement has the address", is: "$ADDRESS", AWSSteps.describe("REPLACEMENT", "PrivateIpAddress")),
        .cleanUp("The replacement.", #"aws ec2 terminate-instances --instance-ids "$REPLACEMENT""#),
        .cleanUp("It is gone.", #"aws ec2 wait instance-terminated --instance-ids "$REPLACEMENT""#),
      ]),
    "AWS-4-group": .steps(mapped + register() + launchedByGroup),
    "AWS-4-shared": .none(
      reason: "it takes a second account, which shares its image: 'aws ec2 modify-image-attribute' there"),
    "AWS-5": .steps(AWSSteps.instance() + create(in: .setUp) + fromOlder),
    "AWS-5-refresh": .steps(
      AWSSteps.instance() + create(in: .attack) + launchedByGroup,
      "In the story the instance is a member of the group, and an instance refresh replaces it."),
    "AWS-15-termination": .steps(
      AWSSteps.instance() + create(in: .setUp) + [
        .attack(
          "The root volume will go with its instance.",
          #"aws ec2 modify-instance-attribute --instance-id "$INSTANCE" --block-device-mappings "#
            + #""[{\"DeviceName\":\"$ROOT_DEVICE\",\"Ebs\":{\"DeleteOnTermination\":true}}]""#)
      ] + fromOlder),
    "AWS-6": .steps(
      mapped
        + AWSSteps.replacement(
          #"--image-id "$IMAGE" --block-device-mappings "DeviceName=$ROOT_DEVICE,Ebs={SnapshotId=$SNAPSHOT,DeleteOnTermination=true}""#
        )),
    "AWS-6-second": .steps(
      mapped
        + AWSSteps.replacement(
          #"--image-id "$IMAGE" --block-device-mappings "DeviceName=/dev/sdf,Ebs={VolumeSize=1,DeleteOnTermination=true}" "#
            + #""DeviceName=$ROOT_DEVICE,Ebs={SnapshotId=$SNAPSHOT,DeleteOnTermination=true}""#)),
    "AWS-8-image": .steps(
      AWSSteps.instance() + create(in: .setUp) + [
        .setUp(
          "A recycle bin for what this run tags.",
          "aws rbin create-rule --resource-type EC2_IMAGE --retention-period RetentionPeriodValue=1,RetentionPeriodUnit=DAYS "
            + #"--resource-tags "ResourceTagKey=Run,ResourceTagValue=$RUN" --query Identifier --output text"#,
          into: "RULE"),
        .setUp("The tag of the bin.", #"aws ec2 create-tags --resources "$OLDER" --tags "Key=Run,Value=$RUN""#),
        .setUp("The image is deregistered.", #"aws ec2 deregister-image --image-id "$OLDER""#),
        .attack("It comes back.", #"aws ec2 restore-image-from-recycle-bin --image-id "$OLDER""#),
        .cleanUp("The rule.", #"aws rbin delete-rule --identifier "$RULE""#),
      ] + fromOlder, "Delete the rule before the image if you clean up by hand: what is deleted after it is not kept."),
  ]
}
