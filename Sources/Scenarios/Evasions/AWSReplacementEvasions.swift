/// Replacements of instances in which the attacker launches nothing, or launches what others made.
extension ScenarioCatalogue {
  private static let account = AWSAccount()
  private static let administrator = AWSActor.role("Engineer", session: "alice@example.com", from: "203.0.113.101")
  private static let group = AWSActor.serviceRole(
    "AWSServiceRoleForAutoScaling", session: "AutoScaling", host: "autoscaling.amazonaws.com")

  private static func attack(
    _ id: String, _ title: String, rows: [String], _ severity: String, story: String,
    _ tell: @escaping @Sendable (inout Telemetry) -> Void
  ) -> Scenario {
    Scenario(id, title, kind: .attack, cloud: .aws, rows: rows, severity: severity, story: story, tell: tell)
  }

  private static func id(_ prefix: String, _ telemetry: inout Telemetry) -> String {
    "\(prefix)-0\(telemetry.random.hex(16))"
  }

  static let awsReplacementEvasions: [Scenario] = [
    attack(
      "AWS-1-ssm", "Instance stopped by an automation in somebody's name", rows: ["AWS-1"], "low",
      story: "An automation of Systems Manager stops the instance for whoever started it; another call starts it."
    ) { telemetry in
      let instance = id("i", &telemetry)
      account.act(
        "StartAutomationExecution", on: "ssm",
        ["documentName": "AWS-StopEC2Instance", "parameters": ["InstanceId": [.string(instance)]]],
        gives: ["automationExecutionId": .string(telemetry.random.uuid())], by: .attacker(in: telemetry), in: &telemetry
      )
      telemetry.wait(2...6)
      account.stopInstances(
        [instance], by: .onBehalf(of: "mallory-\(telemetry.cast)", by: "ssm.amazonaws.com"), in: &telemetry)
      telemetry.wait(60...300)
      account.startInstances([instance], by: .attacker(in: telemetry), in: &telemetry)
    },
    attack(
      "AWS-1-slow", "Instance with disks of the host stopped, and started hours later", rows: ["AWS-1"], "low",
      story:
        "Five hours lie between stop and start of an instance whose own disks are wiped by it, however long it takes."
    ) { telemetry in
      let instance = account.runInstances(
        image: "ami-0feedfacefeedface", type: "i3.large", by: administrator, in: &telemetry)
      telemetry.wait(3600...7200)
      account.stopInstances([instance], by: .attacker(in: telemetry), in: &telemetry)
      telemetry.wait(5 * 3600...6 * 3600)
      account.startInstances([instance], by: .attacker(in: telemetry), in: &telemetry)
    },
    attack(
      "AWS-4-group", "Image of a snapshot launched by an Auto Scaling group", rows: ["AWS-4"], "medium",
      story:
        "A snapshot is registered as an image and put into a group's template; the group launches it, and nobody else does."
    ) { telemetry in
      let template = id("lt", &telemetry)
      let image = account.registerImage(
        name: "web-v2", from: id("snap", &telemetry), by: .attacker(in: telemetry), in: &telemetry)
      telemetry.wait(60...300)
      account.createTemplateVersion(template, image: image, by: .attacker(in: telemetry), in: &telemetry)
      telemetry.wait(20...60)
      account.act(
        "UpdateAutoScalingGroup", on: "autoscaling",
        ["autoScalingGroupName": "web", "launchTemplate": ["launchTemplateId": .string(template), "version": "2"]],
        by: .attacker(in: telemetry), in: &telemetry)
      telemetry.wait(60...300)
      account.runInstances(image: image, template: template, by: group, in: &telemetry)
    },
    attack(
      "AWS-4-copy", "Image of a snapshot copied before its launch", rows: ["AWS-4"], "medium",
      story: "The image registered from a snapshot is copied, deregistered, and the copy launched."
    ) { telemetry in
      let image = account.registerImage(
        name: "web-v2", from: id("snap", &telemetry), by: .attacker(in: telemetry), in: &telemetry)
      telemetry.wait(60...300)
      let copy = account.copyImage(image, by: .attacker(in: telemetry), in: &telemetry)
      telemetry.wait(600...1200)
      account.runInstances(image: copy, by: .attacker(in: telemetry), in: &telemetry)
    },
    attack(
      "AWS-4-shared", "Image of a snapshot shared by another account", rows: ["AWS-4"], "medium",
      story: "Another account registers the image and shares it; it is launched here."
    ) { telemetry in
      let other = AWSAccount(id: "444455556666")
      let image = other.registerImage(
        name: "golden", from: id("snap", &telemetry), by: .attacker(in: telemetry), in: &telemetry)
      telemetry.wait(60...300)
      other.shareImage(image, with: account.id, by: .attacker(in: telemetry), in: &telemetry)
      telemetry.wait(3600...7200)
      account.runInstances(image: image, by: .attacker(in: telemetry), in: &telemetry)
    },
    attack(
      "AWS-4-address", "Instance replaced by one with its private address", rows: ["AWS-4"], "high",
      story: "The old instance is stopped, and one from an image of a snapshot launched with its address."
    ) { telemetry in
      let old = account.runInstances(
        image: "ami-0feedfacefeedface", address: "10.0.7.77", by: administrator, in: &telemetry)
      telemetry.wait(2 * 86_400...3 * 86_400)
      let image = account.registerImage(
        name: "web-v2", from: id("snap", &telemetry), by: .attacker(in: telemetry), in: &telemetry)
      telemetry.wait(60...300)
      account.terminateInstances([old], by: .attacker(in: telemetry), in: &telemetry)
      telemetry.wait(60...300)
      account.runInstances(image: image, address: "10.0.7.77", by: .attacker(in: telemetry), in: &telemetry)
    },
    attack(
      "AWS-5-refresh", "Instance refresh to an image made of a member before", rows: ["AWS-5"], "medium",
      story:
        "An image of a member is made; days later an instance refresh replaces the member with it, all by the group."
    ) { telemetry in
      let template = id("lt", &telemetry)
      let member = account.runInstances(image: "ami-0feedfacefeedface", by: group, in: &telemetry)
      telemetry.wait(86_400...2 * 86_400)
      let image = account.createImage(of: member, name: "web-before", by: .attacker(in: telemetry), in: &telemetry)
      telemetry.wait(2 * 86_400...3 * 86_400)
      account.createTemplateVersion(template, image: image, by: .attacker(in: telemetry), in: &telemetry)
      telemetry.wait(20...60)
      account.act(
        "StartInstanceRefresh", on: "autoscaling", ["autoScalingGroupName": "web"],
        gives: ["instanceRefreshId": .string(telemetry.random.uuid())], by: .attacker(in: telemetry), in: &telemetry)
      telemetry.wait(60...300)
      account.runInstances(image: image, template: template, by: group, in: &telemetry)
      telemetry.wait(300...600)
      account.terminateInstances([member], by: group, in: &telemetry)
    },
    attack(
      "AWS-8-image", "Deregistered image brought back and launched in place of its instance", rows: ["AWS-5", "AWS-8"],
      "high",
      story:
        "An image of the instance had been deregistered; it comes back from the recycle bin and replaces the instance."
    ) { telemetry in
      let instance = id("i", &telemetry)
      let image = account.createImage(of: instance, name: "golden", by: administrator, in: &telemetry)
      telemetry.wait(86_400...2 * 86_400)
      account.deregisterImage(image, by: administrator, in: &telemetry)
      telemetry.wait(86_400...2 * 86_400)
      account.restoreFromRecycleBin("Image", image, by: .attacker(in: telemetry), in: &telemetry)
      telemetry.wait(60...300)
      account.runInstances(image: image, by: .attacker(in: telemetry), in: &telemetry)
      telemetry.wait(60...300)
      account.terminateInstances([instance], by: .attacker(in: telemetry), in: &telemetry)
    },
    attack(
      "AWS-14-health", "Member of a group called unhealthy so that the group replaces it", rows: ["AWS-14"], "low",
      story: "A person only says that a member is unhealthy; the group ends it and launches a fresh one."
    ) { telemetry in
      let member = account.runInstances(image: "ami-0feedfacefeedface", by: group, in: &telemetry)
      telemetry.wait(3600...7200)
      account.act(
        "SetInstanceHealth", on: "autoscaling",
        ["instanceId": .string(member), "healthStatus": "Unhealthy", "shouldRespectGracePeriod": false],
        by: .attacker(in: telemetry), in: &telemetry)
      telemetry.wait(30...60)
      account.terminateInstances([member], by: group, in: &telemetry)
      telemetry.wait(60...300)
      account.runInstances(image: "ami-0feedfacefeedface", by: group, in: &telemetry)
    },
    attack(
      "AWS-14-rollback", "Group rolled back to its older template", rows: ["AWS-14"], "low",
      story: "A person rolls an instance refresh back; the group replaces its members with the older image."
    ) { telemetry in
      let member = account.runInstances(image: "ami-0feedfacefeedface", by: group, in: &telemetry)
      telemetry.wait(3600...7200)
      account.act(
        "RollbackInstanceRefresh", on: "autoscaling", ["autoScalingGroupName": "web"],
        gives: ["instanceRefreshId": .string(telemetry.random.uuid())], by: .attacker(in: telemetry), in: &telemetry)
      telemetry.wait(60...300)
      account.runInstances(image: "ami-0deadbeefdeadbeef", by: group, in: &telemetry)
      telemetry.wait(120...300)
      account.terminateInstances([member], by: group, in: &telemetry)
    },
    attack(
      "AWS-15-termination", "Old volume left to vanish with its instance", rows: ["AWS-5", "AWS-15"], "high",
      story:
        "Before the replaced instance is terminated, its root volume is told to go with it: no deletion is ever logged."
    ) { telemetry in
      let instance = id("i", &telemetry)
      let image = account.createImage(of: instance, name: "golden", by: administrator, in: &telemetry)
      telemetry.wait(86_400...2 * 86_400)
      account.runInstances(image: image, by: .attacker(in: telemetry), in: &telemetry)
      telemetry.wait(60...300)
      account.call(
        "ModifyInstanceAttribute", by: .attacker(in: telemetry),
        request: [
          "instanceId": .string(instance),
          "blockDeviceMapping": ["items": [["deviceName": "/dev/xvda", "ebs": ["deleteOnTermination": true]]]],
        ], outcome: .success(["requestId": .string(telemetry.random.uuid()), "_return": true]), in: &telemetry)
      telemetry.wait(10...30)
      account.terminateInstances([instance], by: .attacker(in: telemetry), in: &telemetry)
    },
  ]
}
