extension Scenario {
  /// Test 3 of the published page: an Azure managed disk made from a snapshot, then swapped in.
  static let diskFromSnapshot = Scenario(
    "T3", "Azure managed disk creation from snapshot", kind: .attack, cloud: .azure, rows: ["AZ-2"], severity: "high",
    story: """
      A user makes a managed disk from a snapshot, deallocates the machine, makes it boot from the new disk and starts \
      it again.
      """
  ) { telemetry in
    let subscription = AzureSubscription()
    let caller = AzureSubscription.Caller.attacker(in: telemetry)
    subscription.writeDisk(
      "web-01-os-restored", option: "Copy", source: subscription.snapshot("web-01-before"), by: caller, in: &telemetry)
    telemetry.wait(20...60)
    subscription.act("deallocate", on: "web-01", by: caller, in: &telemetry)
    telemetry.wait(10...30)
    subscription.setSystemDisk(of: "web-01", to: "web-01-os-restored", by: caller, in: &telemetry)
    telemetry.wait(10...30)
    subscription.act("start", on: "web-01", by: caller, in: &telemetry)
  }
}
