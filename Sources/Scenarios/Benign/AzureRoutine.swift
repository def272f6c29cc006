/// Ordinary work in an Azure subscription that looks a little like an attack.
extension ScenarioCatalogue {
  private static let subscription = AzureSubscription()
  private static let backup = AzureSubscription.Caller.application(
    "262044b1-e2ce-469f-a196-69ab7ada62d3", objectID: "6d3c0a0e-55b1-4f7e-8f25-0000000000b1")
  private static let engineer = AzureSubscription.Caller.user(
    "alice@example.com", objectID: "5f1d0c1e-0000-4000-a000-00000000a11c", from: "203.0.113.101")
  /// A managed identity of the customer's own automation.
  private static let runbook = AzureSubscription.Caller.application(
    "9e1c2a57-1111-4222-8333-444455556666", objectID: "6d3c0a0e-55b1-4f7e-8f25-0000000000a7")

  private static func story(
    _ id: String, _ title: String, story: String, _ tell: @escaping @Sendable (inout Telemetry) -> Void
  ) -> Scenario {
    Scenario(id, title, kind: .benign, cloud: .azure, story: story, tell: tell)
  }

  static let azureRoutine: [Scenario] = [
    story(
      "B-azure-points", "Azure Backup takes restore points every night, and prunes them",
      story: "Restore points in the service's own resource group; nothing is ever made of them."
    ) { telemetry in
      var own = subscription
      own.resourceGroup = "AzureBackupRG_westeurope_1"
      for night in 1...3 {
        let collection = "Microsoft.Compute/restorePointCollections/AzureBackup_app-1_4711"
        own.operation(
          "Microsoft.Compute/restorePointCollections/write", on: own.resource(collection), by: backup, in: &telemetry)
        own.operation(
          "Microsoft.Compute/restorePointCollections/restorePoints/write",
          on: own.resource("\(collection)/restorePoints/AzureBackup_\(night)"),
          by: backup, in: &telemetry)
        if night > 1 {
          own.operation(
            "Microsoft.Compute/restorePointCollections/restorePoints/delete",
            on: own.resource("\(collection)/restorePoints/AzureBackup_\(night - 1)"), by: backup, in: &telemetry)
        }
        telemetry.wait(seconds: 86_400)
      }
    },
    story(
      "B-azure-failover-test", "A fail-over test of Site Recovery",
      story: "A person starts a test; the service makes a machine of its own in a test network."
    ) { telemetry in
      let recovery = AzureSubscription.Caller.application(
        "b8340c3b-9267-498f-b21a-15d5547fd85e", objectID: "6d3c0a0e-55b1-4f7e-8f25-0000000000b8")
      let item = "replicationFabrics/f1/replicationProtectionContainers/c1/replicationProtectedItems/app-2"
      subscription.operation(
        "Microsoft.RecoveryServices/vaults/replicationFabrics/replicationProtectionContainers/replicationProtectedItems/testFailover/action",
        on: subscription.resource("Microsoft.RecoveryServices/vaults/vault-1/\(item)"), by: engineer, in: &telemetry)
      telemetry.wait(60...120)
      subscription.writeMachine("app-2-test", systemDisk: "app-2-test-os", isNew: true, by: recovery, in: &telemetry)
    },
    story(
      "B-azure-night", "An automation stops machines in the evening and starts them in the morning",
      story: "Azure Automation, with an identity of the customer's: many machines, eleven hours apart."
    ) { telemetry in
      for verb in ["deallocate", "start"] {
        for number in 1...4 { subscription.act(verb, on: "lab-\(number)", by: runbook, in: &telemetry) }
        telemetry.wait(seconds: 11 * 3600)
      }
    },
    story(
      "B-azure-resize", "A machine is resized",
      story: "Deallocated, written with another size and the same disk, started."
    ) { telemetry in
      subscription.setSystemDisk(of: "app-4", to: "app-4-os", by: engineer, in: &telemetry)
      telemetry.wait(86_400...2 * 86_400)
      subscription.act("deallocate", on: "app-4", by: engineer, in: &telemetry)
      telemetry.wait(10...30)
      subscription.setSystemDisk(of: "app-4", to: "app-4-os", by: engineer, in: &telemetry)
      telemetry.wait(10...30)
      subscription.act("start", on: "app-4", by: engineer, in: &telemetry)
    },
    story(
      "B-azure-scale", "A scale set grows and shrinks",
      story: "The autoscaler writes the set with another capacity, and back."
    ) { telemetry in
      let set = subscription.resource("Microsoft.Compute/virtualMachineScaleSets/front")
      for _ in 0..<2 {
        subscription.operation("Microsoft.Compute/virtualMachineScaleSets/write", on: set, by: runbook, in: &telemetry)
        telemetry.wait(seconds: 6 * 3600)
      }
    },
    story(
      "B-azure-template", "A template makes a machine from an image",
      story: "One deployment: a network interface and a machine of a platform image."
    ) { telemetry in
      var deployment = subscription
      deployment.correlation = telemetry.random.uuid()
      deployment.operation(
        "Microsoft.Resources/deployments/write", on: deployment.resource("Microsoft.Resources/deployments/app-6"),
        by: engineer, in: &telemetry)
      deployment.operation(
        "Microsoft.Network/networkInterfaces/write",
        on: deployment.resource("Microsoft.Network/networkInterfaces/app-6-nic"), by: engineer,
        in: &telemetry)
      deployment.writeMachine(
        "app-6", systemDisk: "app-6-os", image: "base-2026-01", isNew: true, by: engineer, in: &telemetry)
    },
    story(
      "B-azure-forensics", "A copy of a disk is examined on another machine",
      story: "A snapshot of a system disk becomes a data disk of a forensic machine."
    ) { telemetry in
      subscription.setSystemDisk(of: "app-7", to: "app-7-os", by: engineer, in: &telemetry)
      subscription.writeMachine("lab-forensics", systemDisk: "lab-forensics-os", by: engineer, in: &telemetry)
      telemetry.wait(3600...7200)
      subscription.writeSnapshot("app-7-case", of: subscription.disk("app-7-os"), by: engineer, in: &telemetry)
      telemetry.wait(300...600)
      subscription.writeDisk(
        "app-7-evidence", option: "Copy", source: subscription.snapshot("app-7-case"), by: engineer, in: &telemetry)
      telemetry.wait(60...120)
      subscription.writeMachine(
        "lab-forensics", systemDisk: "lab-forensics-os", dataDisks: ["app-7-evidence"], by: engineer, in: &telemetry)
    },
    story(
      "B-azure-packer", "An image is built from a machine born for it",
      story: "A machine is made in a group of its own, generalised, captured as an image, and deleted."
    ) { telemetry in
      var own = subscription
      own.resourceGroup = "pkr-Resource-Group-8a1b"
      own.writeMachine(
        "pkrvm8a1b", systemDisk: "pkros8a1b", image: "base-2026-01", isNew: true, by: runbook, in: &telemetry)
      telemetry.wait(600...900)
      own.act("powerOff", on: "pkrvm8a1b", by: runbook, in: &telemetry)
      own.act("generalize", on: "pkrvm8a1b", by: runbook, in: &telemetry)
      subscription.operation(
        "Microsoft.Compute/images/write", on: subscription.resource("Microsoft.Compute/images/base-2026-02"),
        by: runbook,
        body: [
          "properties": [
            "sourceVirtualMachine": ["id": .string(own.machine("pkrvm8a1b"))], "provisioningState": "Creating",
          ]
        ],
        in: &telemetry)
      telemetry.wait(120...300)
      own.operation(
        "Microsoft.Compute/virtualMachines/delete", on: own.machine("pkrvm8a1b"), by: runbook, in: &telemetry)
    },
  ]
}
