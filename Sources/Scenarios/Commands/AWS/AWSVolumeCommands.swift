/// Commands for stories in which a volume takes the place of another.
extension CommandCatalogue {
  private static let swap = AWSSteps.instance() + AWSSteps.snapshot() + AWSSteps.volume() + AWSSteps.swapRoot()

  private static let clone: [CommandStep] =
    AWSSteps.instance() + [
      .attack(
        "A clone of the root volume, without any snapshot.",
        #"aws ec2 copy-volumes --source-volume-id "$ROOT_VOLUME" --query 'Volumes[0].VolumeId' --output text"#,
        into: "CLONE"),
      .attack("It can be used.", #"aws ec2 wait volume-available --volume-ids "$CLONE""#),
      .cleanUp("The clone.", #"aws ec2 delete-volume --volume-id "$CLONE""#),
    ] + AWSSteps.swapRoot(to: "CLONE")

  private static let evidence: [CommandStep] = [
    .attack("The volume that holds what was wiped goes.", #"aws ec2 delete-volume --volume-id "$ROOT_VOLUME""#),
    .attack("And the snapshot.", #"aws ec2 delete-snapshot --snapshot-id "$SNAPSHOT""#),
    .check(
      "the replaced volume is gone", is: "0",
      #"aws ec2 describe-volumes --filters "Name=volume-id,Values=$ROOT_VOLUME" --query 'length(Volumes)' --output text"#
    ),
  ]

  /// A copy of the snapshot, in the same region or by way of another.
  private static func copy(region: String, of snapshot: String, from source: String, into: String) -> [CommandStep] {
    [
      .attack(
        "A copy of the snapshot.",
        "aws ec2 copy-snapshot --region \(region) --source-region \(source) --source-snapshot-id \"$\(snapshot)\" "
          + "--description \"$RUN\" --query SnapshotId --output text", into: into),
      .attack(
        "The copy is complete.", "aws ec2 wait snapshot-completed --region \(region) --snapshot-ids \"$\(into)\""),
      .cleanUp("The copy.", "aws ec2 delete-snapshot --region \(region) --snapshot-id \"$\(into)\""),
    ]
  }

  private static let here: CommandStep = .setUp(
    "The region.", AWSSteps.describe("INSTANCE", "Placement.AvailabilityZone") + " | sed 's/[a-z]$//'", into: "HERE")

  /// Whatever is deleted with the tag of this run is kept for a day, and can come back.
  private static func bin(_ type: String) -> [CommandStep] {
    [
      .setUp(
        "A recycle bin for what this run tags.",
        "aws rbin create-rule --resource-type \(type) --retention-period RetentionPeriodValue=1,RetentionPeriodUnit=DAYS "
          + #"--resource-tags "ResourceTagKey=Run,ResourceTagValue=$RUN" --query Identifier --output text"#,
        into: "RULE"),
      .cleanUp("The rule, first: what is deleted after it is not kept.", #"aws rbin delete-rule --identifier "$RULE""#),
    ]
  }

  private static func replaceRoot(_ arguments: String, setUp: [CommandStep]) -> [CommandStep] {
    AWSSteps.instance() + setUp + [
      .dryRun(
        "A dry run shows that it is allowed.",
        #"aws ec2 create-replace-root-volume-task --dry-run --instance-id "$INSTANCE" \#(arguments)"#),
      .attack(
        "The running instance goes back.",
        #"aws ec2 create-replace-root-volume-task --instance-id "$INSTANCE" \#(arguments) "#
          + "--query ReplaceRootVolumeTask.ReplaceRootVolumeTaskId --output text", into: "TASK"),
      .attack(
        "It is done.", until: "succeeded",
        #"aws ec2 describe-replace-root-volume-tasks --replace-root-volume-task-ids "$TASK" --query "#
          + "'ReplaceRootVolumeTasks[0].TaskState' --output text"),
      .check(
        "the root volume is another", is: "True",
        #"aws ec2 describe-instances --instance-ids "$INSTANCE" --query "#
          + #""Reservations[0].Instances[0].BlockDeviceMappings[0].Ebs.VolumeId != '$ROOT_VOLUME'" --output text"#),
    ]
  }

  static let awsVolumes: [String: ScenarioCommands] = [
    "T2": .steps(swap),
    "AWS-2": .steps(swap, "In the story one identity makes the volume and another does the rest."),
    "AWS-2-everyone": .steps(swap, "In the story each command of the attack is another identity's work."),
    "AWS-2-copy": .steps(
      AWSSteps.instance() + [here] + AWSSteps.snapshot(in: .attack)
        + copy(region: "\"$HERE\"", of: "SNAPSHOT", from: "\"$HERE\"", into: "COPY") + AWSSteps.volume(from: "COPY")
        + AWSSteps.swapRoot(),
      "In the story days pass between the copy and the volume."),
    "AWS-2-regions": .steps(
      AWSSteps.instance() + [here] + AWSSteps.snapshot(in: .attack)
        + copy(region: "\"${AWAY:-eu-central-1}\"", of: "SNAPSHOT", from: "\"$HERE\"", into: "COPY")
        + copy(region: "\"$HERE\"", of: "COPY", from: "\"${AWAY:-eu-central-1}\"", into: "BACK")
        + AWSSteps.volume(from: "BACK") + AWSSteps.swapRoot(), "AWAY names the other region."),
    "AWS-2-modified": .steps(
      AWSSteps.instance() + AWSSteps.snapshot() + AWSSteps.volume() + [
        .attack("The volume changes before its use.", #"aws ec2 modify-volume --volume-id "$VOLUME" --size 20"#)
      ] + AWSSteps.swapRoot()),
    "AWS-2-device": .steps(
      AWSSteps.instance() + AWSSteps.snapshot() + AWSSteps.volume() + AWSSteps.attach(at: "/dev/sdf") + [
        .attack(
          "Later it comes out of the data device.",
          #"aws ec2 detach-volume --volume-id "$VOLUME" --instance-id "$INSTANCE""#),
        .attack("It is out.", #"aws ec2 wait volume-available --volume-ids "$VOLUME""#),
      ] + AWSSteps.swapRoot()),
    "AWS-2-eventbridge": .steps(swap, "The story shows another delivery of the same records."),
    "AWS-9-loggroup": .steps(clone, "The story shows another delivery of the same records."),
    "AWS-2b-return": .steps(
      swap.filter { $0.phase != .check } + AWSSteps.stop + [
        .attack(
          "The newer root volume comes out.", #"aws ec2 detach-volume --volume-id "$VOLUME" --instance-id "$INSTANCE""#),
        .attack("It is out.", #"aws ec2 wait volume-available --volume-ids "$VOLUME""#),
      ] + AWSSteps.attach("ROOT_VOLUME") + AWSSteps.start + [
        .check("the root device has its first volume", is: "$ROOT_VOLUME", AWSSteps.rootVolume(of: "INSTANCE"))
      ], "In the story a week lies between the two swaps."),
    "AWS-7-all": .steps(
      AWSSteps.instance() + [
        .attack(
          "Snapshots of all its volumes in one call.",
          #"aws ec2 create-snapshots --instance-specification "InstanceId=$INSTANCE" --description "$RUN" "#
            + "--query 'Snapshots[0].SnapshotId' --output text", into: "SNAPSHOT"),
        .attack("They are complete.", #"aws ec2 wait snapshot-completed --snapshot-ids "$SNAPSHOT""#),
        .cleanUp("The snapshot: the instance has one volume.", #"aws ec2 delete-snapshot --snapshot-id "$SNAPSHOT""#),
      ] + AWSSteps.volume() + AWSSteps.swapRoot(), "In the story days pass after the snapshots."),
    "AWS-2-shared": .none(
      reason: "it takes a second account, which shares its snapshot: 'aws ec2 modify-snapshot-attribute' there"),
    "AWS-2b": .steps(
      AWSSteps.instance() + AWSSteps.snapshot() + AWSSteps.volume(in: .setUp) + AWSSteps.swapRoot(),
      "In the story the volume is older than the logs; here set-up makes it."),
    "AWS-2b-old": .steps(
      AWSSteps.instance() + AWSSteps.snapshot() + AWSSteps.volume(in: .setUp) + AWSSteps.swapRoot(),
      "In the story six weeks lie between the making of the volume and its use."),
    "AWS-3": .steps(
      replaceRoot(#"--snapshot-id "$SNAPSHOT" --delete-replaced-root-volume"#, setUp: AWSSteps.snapshot())),
    "AWS-3-launch": .steps(replaceRoot("--no-delete-replaced-root-volume", setUp: [])),
    "AWS-3-image": .steps(
      replaceRoot(#"--image-id "$IMAGE" --delete-replaced-root-volume"#, setUp: [])),
    "AWS-8": .steps(
      AWSSteps.instance() + bin("EBS_VOLUME") + AWSSteps.snapshot() + AWSSteps.volume(in: .setUp) + [
        .setUp("The tag of the bin.", #"aws ec2 create-tags --resources "$VOLUME" --tags "Key=Run,Value=$RUN""#),
        .setUp("The volume is deleted.", #"aws ec2 delete-volume --volume-id "$VOLUME""#),
        .attack("It comes back.", #"aws ec2 restore-volume-from-recycle-bin --volume-id "$VOLUME""#),
        .attack("It can be used.", #"aws ec2 wait volume-available --volume-ids "$VOLUME""#),
      ] + AWSSteps.swapRoot()),
    "AWS-8-snapshot": .steps(
      AWSSteps.instance() + bin("EBS_SNAPSHOT") + AWSSteps.snapshot() + [
        .setUp("The tag of the bin.", #"aws ec2 create-tags --resources "$SNAPSHOT" --tags "Key=Run,Value=$RUN""#),
        .setUp("The snapshot is deleted.", #"aws ec2 delete-snapshot --snapshot-id "$SNAPSHOT""#),
        .attack("It comes back.", #"aws ec2 restore-snapshot-from-recycle-bin --snapshot-id "$SNAPSHOT""#),
      ] + AWSSteps.volume() + AWSSteps.swapRoot()),
    "AWS-8-archive": .steps(
      AWSSteps.instance() + AWSSteps.snapshot() + [
        .setUp(
          "The snapshot goes to the archive.",
          #"aws ec2 modify-snapshot-tier --snapshot-id "$SNAPSHOT" --storage-tier archive"#),
        .setUp(
          "It is there.", until: "archive",
          #"aws ec2 describe-snapshots --snapshot-ids "$SNAPSHOT" --query 'Snapshots[0].StorageTier' --output text"#),
        .attack(
          "It comes back, which takes up to three days.",
          #"aws ec2 restore-snapshot-tier --snapshot-id "$SNAPSHOT" --temporary-restore-days 1"#),
        .attack("It is back.", #"aws ec2 wait snapshot-completed --snapshot-ids "$SNAPSHOT""#),
      ] + AWSSteps.volume() + AWSSteps.swapRoot(), "Set MARTLET_TRIES high: archive and restore take hours to days."),
    "AWS-9": .steps(clone, "In the story a day passes after the clone."),
    "AWS-15": .steps(swap + evidence),
    "SCORE-1": .steps(
      swap,
      "In the story the attack is the first act of its identity on this instance: run it with another AWS_PROFILE."),
    "SCORE-2": .steps(swap, "In the story the attack comes from an address that the user never came from."),
    "SCORE-3": .none(
      reason:
        "it is AWS-2 after 'aws ssm send-command' to the instance, which needs an agent and a role that reach Systems Manager"
    ),
    "SCORE-5": .none(reason: "it is AWS-2 done in the console, in a session without a second factor"),
  ]
}
