/// What pipelines and people do on AWS that looks like an attack; one of them is a revert, and somebody has a right to it.
extension ScenarioCatalogue {
  private static let account = AWSAccount()
  private static let administrator = AWSActor.role("Engineer", session: "alice@example.com", from: "203.0.113.101")

  private static func story(
    _ id: String, _ title: String, story: String, _ tell: @escaping @Sendable (inout Telemetry) -> Void
  ) -> Scenario {
    Scenario(id, title, kind: .benign, cloud: .aws, story: story, tell: tell)
  }

  private static func id(_ prefix: String, _ telemetry: inout Telemetry) -> String {
    "\(prefix)-0\(telemetry.random.hex(16))"
  }

  static let awsPipelines: [Scenario] = [
    story(
      "B-terraform", "Terraform replaces an instance by one from a newer image",
      story: "The image is newer than the instance it replaces, and was not made of it."
    ) { telemetry in
      let terraform = AWSActor.role("terraform", session: "run-4711", from: "203.0.113.77", with: AWSActor.terraform)
      let old = account.runInstances(image: "ami-0feedfacefeedface", name: "web", by: terraform, in: &telemetry)
      telemetry.wait(9 * 86_400...10 * 86_400)
      account.terminateInstances([old], by: terraform, in: &telemetry)
      telemetry.wait(30...60)
      account.runInstances(image: "ami-0beefcafebeefcafe", name: "web", by: terraform, in: &telemetry)
    },
    story(
      "B-terraform-disk", "Terraform makes a data disk and attaches it",
      story: "An empty volume is made, attached at a free device, and months of changes follow."
    ) { telemetry in
      let terraform = AWSActor.role("terraform", session: "run-4712", from: "203.0.113.77", with: AWSActor.terraform)
      let instance = account.runInstances(image: "ami-0feedfacefeedface", by: terraform, in: &telemetry)
      telemetry.wait(20...60)
      let volume = account.createVolume(by: terraform, in: &telemetry)
      telemetry.wait(10...20)
      account.attachVolume(volume, to: instance, device: "/dev/sdf", by: terraform, in: &telemetry)
      telemetry.wait(86_400...2 * 86_400)
      account.detachVolume(volume, from: instance, device: "/dev/sdf", by: terraform, in: &telemetry)
      telemetry.wait(10...20)
      let larger = account.createVolume(by: terraform, in: &telemetry)
      telemetry.wait(10...20)
      account.attachVolume(larger, to: instance, device: "/dev/sdf", by: terraform, in: &telemetry)
      telemetry.wait(10...20)
      account.deleteVolume(volume, by: terraform, in: &telemetry)
    },
    story(
      "B-cloudformation", "A stack update replaces an instance",
      story: "CloudFormation launches the new instance in a person's name, and terminates the old one."
    ) { telemetry in
      let stack = AWSActor.onBehalf(of: "deployer", by: "cloudformation.amazonaws.com")
      let old = account.runInstances(image: "ami-0feedfacefeedface", by: stack, in: &telemetry)
      telemetry.wait(9 * 86_400...10 * 86_400)
      account.runInstances(image: "ami-0beefcafebeefcafe", by: stack, in: &telemetry)
      telemetry.wait(60...120)
      account.terminateInstances([old], by: stack, in: &telemetry)
    },
    story(
      "B-github", "A workflow publishes an image of a built disk and rolls it out",
      story:
        "A role of a GitHub workflow writes a disk elsewhere, takes a snapshot of it, registers and copies the image; nothing is launched."
    ) { telemetry in
      let workflow = AWSActor.role(
        "github-publisher", session: "GitHubActions", from: "192.0.2.44",
        with: "configure-aws-credentials-for-github-actions")
      let volume = account.createVolume(by: workflow, in: &telemetry)
      telemetry.wait(300...600)
      let snapshot = account.createSnapshot(of: volume, by: workflow, in: &telemetry)
      telemetry.wait(300...600)
      let image = account.registerImage(name: "web-1.8.0", from: snapshot, by: workflow, in: &telemetry)
      telemetry.wait(30...60)
      _ = account.copyImage(image, by: workflow, in: &telemetry)
      account.deleteVolume(volume, by: workflow, in: &telemetry)
    },
    story(
      "B-forensics-account", "Evidence is examined in another account",
      story:
        "A snapshot of a suspect instance is shared with the forensics account, where a volume of it is attached at a data device."
    ) { telemetry in
      let forensics = AWSAccount(id: "777788889999")
      let analyst = AWSActor.role("ForensicAnalyst", session: "bob@example.com", from: "203.0.113.130")
      let volume = id("vol", &telemetry)
      account.attachVolume(volume, to: id("i", &telemetry), device: "/dev/xvda", by: administrator, in: &telemetry)
      telemetry.wait(3600...7200)
      let snapshot = account.createSnapshot(of: volume, description: "case 4711", by: analyst, in: &telemetry)
      telemetry.wait(600...1200)
      account.shareSnapshot(snapshot, with: forensics.id, by: analyst, in: &telemetry)
      let copy = forensics.copySnapshot(snapshot, from: account, by: analyst, in: &telemetry)
      telemetry.wait(600...1200)
      let evidence = forensics.createVolume(from: copy, by: analyst, in: &telemetry)
      telemetry.wait(20...60)
      forensics.attachVolume(evidence, to: id("i", &telemetry), device: "/dev/sdg", by: analyst, in: &telemetry)
    },
    story(
      "B-isolate", "A suspect instance is isolated and kept",
      story: "Its security groups change, termination is forbidden, and snapshots of all its volumes are taken."
    ) { telemetry in
      let analyst = AWSActor.role("ForensicAnalyst", session: "bob@example.com", from: "203.0.113.130")
      let instance = id("i", &telemetry)
      for attribute: JSONValue in [
        ["instanceId": .string(instance), "groupSet": ["items": [["groupId": "sg-0isolated"]]]],
        ["instanceId": .string(instance), "disableApiTermination": ["value": true]],
      ] {
        account.call(
          "ModifyInstanceAttribute", by: analyst, request: attribute, outcome: .success(["_return": true]),
          in: &telemetry)
        telemetry.wait(5...20)
      }
      account.createSnapshots(
        of: instance, volumes: [id("vol", &telemetry), id("vol", &telemetry)], by: analyst, in: &telemetry)
      telemetry.wait(60...120)
      account.stopInstances([instance], by: analyst, in: &telemetry)
    },
    story(
      "B-database-copy", "A copy of a database for tests",
      story:
        "A database is restored from last night's snapshot for a test, and deleted the day after; the original is not touched."
    ) { telemetry in
      let tester = AWSActor.role("Tester", session: "carol@example.com", from: "203.0.113.102")
      account.restoreDatabase("orders-test", from: "rds:orders-live-2026-01-04-03-10", by: tester, in: &telemetry)
      telemetry.wait(20 * 3600...22 * 3600)
      account.deleteDatabase("orders-test", by: tester, in: &telemetry)
    },
    Scenario(
      "B-breakfix", "A broken root disk is replaced from last night's snapshot, with a ticket", kind: .legitimate,
      cloud: .aws,
      rows: ["AWS-2"], severity: "high",
      story: """
        An administrator replaces a corrupt root volume. The log says nothing that an attack would not say: the finding stays, and \
        the ticket in the tuning file is what explains it.
        """
    ) { telemetry in
      let manager = AWSActor.service("dlm.amazonaws.com", role: "AWSDataLifecycleManagerDefaultRole", session: "dlm")
      let instance = id("i", &telemetry)
      let old = id("vol", &telemetry)
      let snapshot = account.createSnapshot(of: old, by: manager, in: &telemetry)
      telemetry.wait(6 * 3600...8 * 3600)
      account.stopInstances([instance], by: administrator, in: &telemetry)
      telemetry.wait(120...300)
      let volume = account.createVolume(from: snapshot, by: administrator, in: &telemetry)
      telemetry.wait(60...120)
      account.detachVolume(old, from: instance, device: "/dev/xvda", by: administrator, in: &telemetry)
      telemetry.wait(20...60)
      account.attachVolume(volume, to: instance, device: "/dev/xvda", by: administrator, in: &telemetry)
      telemetry.wait(20...60)
      account.startInstances([instance], by: administrator, in: &telemetry)
    },
  ]
}
