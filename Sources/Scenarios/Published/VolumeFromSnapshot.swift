extension Scenario {
  /// Test 2 of the published page: AWS EBS volume restored from a snapshot and attached.
  static let volumeFromSnapshot = Scenario(
    "T2", "AWS EBS volume restore from snapshot (disk revert)", kind: .attack, cloud: .aws, rows: ["AWS-2"], severity: "high",
    story: """
      A user makes a volume from an older snapshot of an instance and attaches it to that instance in place of the \
      volume it had.
      """
  ) { telemetry in
    let account = AWSAccount()
    let actor = AWSActor.attacker(in: telemetry)
    let instance = "i-0\(telemetry.random.hex(16))"
    let snapshot = "snap-0\(telemetry.random.hex(16))"
    let volume = account.createVolume(from: snapshot, by: actor, in: &telemetry)
    telemetry.wait(20...60)
    account.attachVolume(volume, to: instance, device: "/dev/xvda", by: actor, in: &telemetry)
  }
}
