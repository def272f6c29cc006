/// Commands for stories in which instances stop, start, or are replaced by a group.
extension CommandCatalogue {
  private static let otherIdentity =
    "The story has two identities: run the attack with another AWS_PROFILE than the one of the phase before, where one command "
    + "is another's work."

  static let awsInstances: [String: ScenarioCommands] = [
    "T1": .steps(AWSSteps.instance() + AWSSteps.stop + AWSSteps.start),
    "AWS-1": .steps(
      AWSSteps.instance(type: "m5d.large") + [
        .attack(
          "The instance stops, whatever it is doing.", #"aws ec2 stop-instances --force --instance-ids "$INSTANCE""#),
        .attack("It has stopped.", #"aws ec2 wait instance-stopped --instance-ids "$INSTANCE""#),
      ] + AWSSteps.start,
      "m5d.large has a disk of the host: write to it before the attack, and look for it afterwards."),
    "AWS-1-slow": .steps(
      AWSSteps.instance(type: "m5d.large") + AWSSteps.stop + AWSSteps.start,
      "In the story hours pass between stop and start: run the two commands by hand to have the same."),
    "AWS-1-many": .steps(
      AWSSteps.instance() + [
        .setUp(
          "A second instance for the same call.",
          #"aws ec2 run-instances --image-id "$IMAGE" --instance-type t3.micro --count 1 --tag-specifications "#
            + #""ResourceType=instance,Tags=[{Key=Name,Value=$RUN}]" --query 'Instances[0].InstanceId' --output text"#,
          into: "OTHER"),
        .setUp("It runs.", #"aws ec2 wait instance-running --instance-ids "$OTHER""#),
        .attack("One call stops both.", #"aws ec2 stop-instances --instance-ids "$OTHER" "$INSTANCE""#),
        .attack("They have stopped.", #"aws ec2 wait instance-stopped --instance-ids "$OTHER" "$INSTANCE""#),
        .cleanUp("The second instance.", #"aws ec2 terminate-instances --instance-ids "$OTHER""#),
        .cleanUp("It is gone.", #"aws ec2 wait instance-terminated --instance-ids "$OTHER""#),
      ] + AWSSteps.start, otherIdentity),
    "AWS-1-ssm": .steps(
      AWSSteps.instance() + [
        .attack(
          "An automation stops the instance, in the name of whoever starts it.",
          #"aws ssm start-automation-execution --document-name AWS-StopEC2Instance --parameters "InstanceId=$INSTANCE" "#
            + "--query AutomationExecutionId --output text", into: "EXECUTION"),
        .attack("It has stopped.", #"aws ec2 wait instance-stopped --instance-ids "$INSTANCE""#),
        .cleanUp(
          "The automation, should it still run.",
          #"aws ssm stop-automation-execution --automation-execution-id "$EXECUTION""#),
      ] + AWSSteps.start),
    "AWS-1b": .steps(
      AWSSteps.instance() + AWSSteps.stop + AWSSteps.start,
      "In the story nobody calls StopInstances: instead of it, run 'shutdown -h now' inside the instance."),
    "AWS-14": .steps(
      group + [
        .attack(
          "A member is ended; its group launches another.",
          #"aws autoscaling terminate-instance-in-auto-scaling-group --instance-id "$MEMBER" --no-should-decrement-desired-capacity"#
        ),
        .attack(
          "The group has another member.", until: "True",
          #"aws autoscaling describe-auto-scaling-groups --auto-scaling-group-names "$RUN" --query "#
            + #""length(AutoScalingGroups[0].Instances[?InstanceId!='$MEMBER']) > \`0\`" --output text"#),
      ] + memberIsGone),
    "AWS-14-health": .steps(
      group + [
        .attack(
          "A member is called unhealthy; its group replaces it.",
          #"aws autoscaling set-instance-health --instance-id "$MEMBER" --health-status Unhealthy --no-should-respect-grace-period"#
        ),
        .attack(
          "The group has another member.", until: "True",
          #"aws autoscaling describe-auto-scaling-groups --auto-scaling-group-names "$RUN" --query "#
            + #""length(AutoScalingGroups[0].Instances[?InstanceId!='$MEMBER']) > \`0\`" --output text"#),
      ] + memberIsGone),
    "AWS-14-rollback": .steps(
      group + [
        .setUp(
          "A newer version of the template.",
          #"aws ec2 create-launch-template-version --launch-template-id "$TEMPLATE" --source-version 1 "#
            + #"--launch-template-data '{"InstanceType":"t3.small"}' --query LaunchTemplateVersion.VersionNumber --output text"#,
          into: "VERSION"),
        .setUp(
          "A refresh to it begins.",
          #"aws autoscaling start-instance-refresh --auto-scaling-group-name "$RUN" --desired-configuration "#
            + #""LaunchTemplate={LaunchTemplateId=$TEMPLATE,Version=$VERSION}" --query InstanceRefreshId --output text"#,
          into: "REFRESH"),
        .attack(
          "The refresh is rolled back: instances of the older version replace the newer.",
          #"aws autoscaling rollback-instance-refresh --auto-scaling-group-name "$RUN""#),
        .attack(
          "It is rolled back.", until: "RollbackSuccessful",
          #"aws autoscaling describe-instance-refreshes --auto-scaling-group-name "$RUN" --query 'InstanceRefreshes[0].Status' --output text"#
        ),
        .check(
          "the group has its member", is: "1",
          #"aws autoscaling describe-auto-scaling-groups --auto-scaling-group-names "$RUN" --query "#
            + "'length(AutoScalingGroups[0].Instances)' --output text"),
        .cleanUp(
          "The refresh, should it still run.",
          #"aws autoscaling cancel-instance-refresh --auto-scaling-group-name "$RUN" --no-wait-for-transitioning-instances"#
        ),
      ]),
  ]

  /// An Auto Scaling group with one member.
  private static let group: [CommandStep] = [
    .setUp(
      "The newest Amazon Linux image.",
      "aws ssm get-parameter --name /aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64"
        + " --query Parameter.Value --output text", into: "IMAGE"),
    .setUp(
      "A subnet of the default network.",
      "aws ec2 describe-subnets --filters Name=default-for-az,Values=true --query 'Subnets[0].SubnetId' --output text",
      into: "SUBNET"),
    .setUp(
      "What the group launches.",
      #"aws ec2 create-launch-template --launch-template-name "$RUN" --launch-template-data "#
        + #""{\"ImageId\":\"$IMAGE\",\"InstanceType\":\"t3.micro\"}" --query LaunchTemplate.LaunchTemplateId --output text"#,
      into: "TEMPLATE"),
    .setUp(
      "A group of one.",
      #"aws autoscaling create-auto-scaling-group --auto-scaling-group-name "$RUN" --min-size 1 --max-size 2 --desired-capacity 1 "#
        + #"--launch-template "LaunchTemplateId=$TEMPLATE" --vpc-zone-identifier "$SUBNET""#),
    .setUp(
      "It has its member.", until: "True",
      #"aws autoscaling describe-auto-scaling-groups --auto-scaling-group-names "$RUN" --query "#
        + #""length(AutoScalingGroups[0].Instances) > \`0\`" --output text"#),
    .setUp(
      "The member.",
      #"aws autoscaling describe-auto-scaling-groups --auto-scaling-group-names "$RUN" "#
        + "--query 'AutoScalingGroups[0].Instances[0].InstanceId' --output text", into: "MEMBER"),
    .cleanUp(
      "The group with its members.",
      #"aws autoscaling delete-auto-scaling-group --auto-scaling-group-name "$RUN" --force-delete"#),
    .cleanUp("What it launches.", #"aws ec2 delete-launch-template --launch-template-id "$TEMPLATE""#),
  ]

  private static let memberIsGone: [CommandStep] = [
    .check(
      "the member is no longer in the group", is: "0",
      #"aws autoscaling describe-auto-scaling-groups --auto-scaling-group-names "$RUN" --query "#
        + #""length(AutoScalingGroups[0].Instances[?InstanceId=='$MEMBER'])" --output text"#)
  ]
}
