extension Scenario {
  /// Test 1 of the published page: AWS EC2 stop and start (ephemeral storage reset).
  static let stopAndStart = Scenario(
    "T1", "AWS EC2 stop and start instance (ephemeral storage reset)", kind: .attack, cloud: .aws, rows: ["AWS-1"], severity: "low",
    story: """
      A user stops a running instance and starts it again a minute later. On an instance type with instance-store disks \
      everything on them is gone; the root volume stays.
      """
  ) { telemetry in
    let account = AWSAccount()
    let actor = AWSActor.attacker(in: telemetry)
    let instance = "i-0\(telemetry.random.hex(16))"
    account.stopInstances([instance], by: actor, in: &telemetry)
    telemetry.wait(45...120)
    account.startInstances([instance], by: actor, in: &telemetry)
  }
}
