extension Scenario {
  /// Test 4 of the published page: an AMI registered from a snapshot, and an instance launched from it.
  static let imageFromSnapshot = Scenario(
    "T4", "AWS AMI registration from snapshot (instance replacement revert)", kind: .attack, cloud: .aws, rows: ["AWS-4"], severity: "medium",
    story: """
      A user registers an image whose root device is an older snapshot and launches a replacement instance from it.
      """
  ) { telemetry in
    let account = AWSAccount()
    let actor = AWSActor.attacker(in: telemetry)
    let snapshot = "snap-0\(telemetry.random.hex(16))"
    let image = account.registerImage(name: "web-rollback", from: snapshot, by: actor, in: &telemetry)
    telemetry.wait(60...180)
    account.runInstances(image: image, by: actor, in: &telemetry)
  }
}
