/// Stories for the rules that only raise the severity of a finding.
extension ScenarioCatalogue {
  private static let account = AWSAccount()
  private static let project = GCPProject()

  private static func attack(
    _ id: String, _ title: String, cloud: Cloud = .aws, rows: [String], _ severity: String, story: String,
    _ tell: @escaping @Sendable (inout Telemetry) -> Void
  ) -> Scenario {
    Scenario(id, title, kind: .attack, cloud: cloud, rows: rows, severity: severity, story: story, tell: tell)
  }

  /// A root volume swapped for one made from a snapshot.
  private static func swap(_ instance: String, by actor: AWSActor, _ telemetry: inout Telemetry) {
    let volume = account.createVolume(from: "snap-0\(telemetry.random.hex(16))", by: actor, in: &telemetry)
    telemetry.wait(20...60)
    account.stopInstances([instance], by: actor, in: &telemetry)
    telemetry.wait(20...60)
    account.detachVolume("vol-0\(telemetry.random.hex(16))", from: instance, device: "/dev/xvda", by: actor, in: &telemetry)
    telemetry.wait(10...20)
    account.attachVolume(volume, to: instance, device: "/dev/xvda", by: actor, in: &telemetry)
    telemetry.wait(10...20)
    account.startInstances([instance], by: actor, in: &telemetry)
  }

  static let scoring: [Scenario] = [
    attack(
      "SCORE-1", "Root volume swapped by somebody never seen on the instance", rows: ["AWS-2"], "critical",
      story: "One engineer works on an instance for more than a week; then another identity swaps its root volume."
    ) { telemetry in
      let instance = "i-0\(telemetry.random.hex(16))"
      let engineer = AWSActor.role("Engineer", session: "ida@example.com", from: "203.0.113.101")
      account.attachVolume("vol-0\(telemetry.random.hex(16))", to: instance, device: "/dev/sdf", by: engineer, in: &telemetry)
      telemetry.wait(9 * 86_400...10 * 86_400)
      swap(instance, by: .attacker(in: telemetry), &telemetry)
    },
    attack(
      "SCORE-2", "Root volume swapped by a known user from a new address", rows: ["AWS-2"], "critical",
      story: "A user works from one address for more than a week; then the same user swaps a root volume from another."
    ) { telemetry in
      let instance = "i-0\(telemetry.random.hex(16))"
      let home = AWSActor.user("ida-\(telemetry.cast)", from: "203.0.113.101")
      account.attachVolume("vol-0\(telemetry.random.hex(16))", to: instance, device: "/dev/sdf", by: home, in: &telemetry)
      telemetry.wait(9 * 86_400...10 * 86_400)
      swap(instance, by: .user("ida-\(telemetry.cast)", from: "198.51.100.23"), &telemetry)
    },
    attack(
      "SCORE-3", "Commands run on an instance, then its root volume swapped", rows: ["AWS-2"], "critical",
      story: "Commands are sent to an instance through Systems Manager; hours later its root volume is swapped."
    ) { telemetry in
      let instance = "i-0\(telemetry.random.hex(16))"
      account.call(
        "SendCommand", service: "ssm", by: .attacker(in: telemetry),
        request: ["documentName": "AWS-RunShellScript", "instanceIds": [.string(instance)]],
        outcome: .success(["command": ["commandId": .string(telemetry.random.uuid())]]), in: &telemetry)
      telemetry.wait(3600...4 * 3600)
      swap(instance, by: .attacker(in: telemetry), &telemetry)
    },
    attack(
      "SCORE-5", "Root volume swapped from a console session without a second factor", rows: ["AWS-2"], "critical",
      story: "The session comes from the console, and no second factor was used."
    ) { telemetry in
      let actor = AWSActor.role(
        "Admin", session: "mallory-\(telemetry.cast)", from: "198.51.100.23", with: AWSActor.console)
      swap("i-0\(telemetry.random.hex(16))", by: actor, &telemetry)
    },
    attack(
      "SCORE-6", "Boot disk swapped with a downloaded key of a service account", cloud: .gcp, rows: ["GCP-1"], "critical",
      story: "The calls are made with a key of a service account that somebody downloaded."
    ) { telemetry in
      var actor = GCPProject.Principal.attacker(in: telemetry)
      actor.keyName = "//iam.googleapis.com/projects/example-prod-1/serviceAccounts/build@example-prod-1/keys/\(telemetry.random.hex(40))"
      func call(_ verb: String, on path: String, type: String, request: JSONValue = [:]) {
        project.call("compute.\(verb)", on: path, type: type, by: actor, request: request, in: &telemetry)
        telemetry.wait(20...60)
      }
      let instance = project.path("instances", "web-26")
      call(
        "disks.insert", on: project.path("disks", "web-26-new"), type: "gce_disk",
        request: ["name": "web-26-new", "sourceSnapshot": "projects/example-prod-1/global/snapshots/web-26-s"])
      call("instances.stop", on: instance, type: "gce_instance")
      call("instances.detachDisk", on: instance, type: "gce_instance", request: ["deviceName": "web-26-boot"])
      call(
        "instances.attachDisk", on: instance, type: "gce_instance",
        request: ["source": "https://www.googleapis.com/compute/v1/\(project.path("disks", "web-26-new"))", "boot": true])
      call("instances.start", on: instance, type: "gce_instance")
    },
  ]
}
