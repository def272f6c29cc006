/// Reverts by way of Azure's other products, and the removal of what would tell of them.
extension ScenarioCatalogue {
  private static let subscription = AzureSubscription()

  private static func attack(
    _ id: String, _ title: String, rows: [String], _ severity: String, story: String,
    _ tell: @escaping @Sendable (inout Telemetry) -> Void
  ) -> Scenario {
    Scenario(id, title, kind: .attack, cloud: .azure, rows: rows, severity: severity, story: story, tell: tell)
  }

  private static let backup = AzureSubscription.Caller.application(
    "262044b1-e2ce-469f-a196-69ab7ada62d3", objectID: "6d3c0a0e-55b1-4f7e-8f25-0000000000b1")

  static let azureProductEvasions: [Scenario] = [
    attack(
      "AZ-5-original", "Machine's disks replaced by the backup service, at a person's word", rows: ["AZ-5"], "high",
      story: "A person orders a restore in place; the disks are then made and swapped by the backup service itself."
    ) { telemetry in
      subscription.operation(
        "Microsoft.RecoveryServices/vaults/backupFabrics/protectionContainers/protectedItems/recoveryPoints/restore/action",
        on: subscription.resource(
          "Microsoft.RecoveryServices/vaults/vault-1/backupFabrics/Azure/protectionContainers/iaasvmcontainer;web-51"
            + "/protectedItems/vm;web-51/recoveryPoints/52612345678951"), by: .attacker(in: telemetry),
        request: [
          "properties": [
            "objectType": "IaasVMRestoreRequest", "recoveryType": "OriginalLocation",
            "sourceResourceId": .string(subscription.machine("web-51")),
          ]
        ], in: &telemetry)
      telemetry.wait(120...300)
      let point = subscription.resource(
        "Microsoft.Compute/restorePointCollections/AzureBackup_web-51_1/restorePoints/p1/diskRestorePoints/web-51-os")
      subscription.writeDisk("web-51-osdisk-2026", option: "Restore", source: point, by: backup, in: &telemetry)
      telemetry.wait(60...120)
      subscription.setSystemDisk(of: "web-51", to: "web-51-osdisk-2026", by: backup, in: &telemetry)
    },
    attack(
      "AZ-6-point", "Machine set to an earlier recovery point", rows: ["AZ-6"], "medium",
      story: "After a fail-over a person changes the recovery point to an older one."
    ) { telemetry in
      let item = "replicationFabrics/f1/replicationProtectionContainers/c1/replicationProtectedItems/web-52"
      subscription.operation(
        "Microsoft.RecoveryServices/vaults/replicationFabrics/replicationProtectionContainers/replicationProtectedItems"
          + "/applyRecoveryPoint/action",
        on: subscription.resource("Microsoft.RecoveryServices/vaults/vault-1/\(item)"), by: .attacker(in: telemetry),
        in: &telemetry)
    },
    attack(
      "AZ-12-sql", "Database restored to a point in time", rows: ["AZ-12"], "medium",
      story: "A database is made of another as it was at an earlier time."
    ) { telemetry in
      subscription.operation(
        "Microsoft.Sql/servers/databases/write",
        on: subscription.resource("Microsoft.Sql/servers/sql-1/databases/orders-2"),
        by: .attacker(in: telemetry),
        request: [
          "properties": [
            "createMode": "PointInTimeRestore", "restorePointInTime": "2026-01-04T09:00:00Z",
            "sourceDatabaseId": .string(subscription.resource("Microsoft.Sql/servers/sql-1/databases/orders")),
          ]
        ], in: &telemetry)
    },
    attack(
      "AZ-12-blobs", "Blobs of a storage account put back to an earlier time", rows: ["AZ-12"], "medium",
      story: "A range of blobs goes back in place."
    ) { telemetry in
      subscription.operation(
        "Microsoft.Storage/storageAccounts/restoreBlobRanges/action",
        on: subscription.resource("Microsoft.Storage/storageAccounts/logs1"), by: .attacker(in: telemetry),
        in: &telemetry)
    },
    attack(
      "AZ-13-silent", "Machine replaced, its old disk gone with it", rows: ["AZ-7"], "high",
      story: "The old disk was told to go with its machine: its deletion is never logged."
    ) { telemetry in
      subscription.writeMachine(
        "web-53", systemDisk: "web-53-os", deletesDisk: true, by: .attacker(in: telemetry), in: &telemetry)
      telemetry.wait(3600...7200)
      subscription.writeDisk(
        "web-53-new", option: "Copy", source: subscription.snapshot("web-53-s"), by: .attacker(in: telemetry),
        in: &telemetry)
      telemetry.wait(20...60)
      subscription.operation(
        "Microsoft.Compute/virtualMachines/delete", on: subscription.machine("web-53"), by: .attacker(in: telemetry),
        in: &telemetry)
      telemetry.wait(60...120)
      subscription.writeMachine(
        "web-53", systemDisk: "web-53-new", isNew: true, by: .attacker(in: telemetry), in: &telemetry)
    },
    attack(
      "AZ-13-logging", "System disk swapped, then the export of the log ended", rows: ["AZ-2", "AZ-13"], "critical",
      story: "After the swap the diagnostic setting that carries the log away is deleted."
    ) { telemetry in
      subscription.writeDisk(
        "web-54-new", option: "Copy", source: subscription.snapshot("web-54-s"), by: .attacker(in: telemetry),
        in: &telemetry)
      telemetry.wait(20...60)
      subscription.act("deallocate", on: "web-54", by: .attacker(in: telemetry), in: &telemetry)
      subscription.setSystemDisk(of: "web-54", to: "web-54-new", by: .attacker(in: telemetry), in: &telemetry)
      telemetry.wait(60...300)
      subscription.operation(
        "Microsoft.Insights/diagnosticSettings/delete",
        on: subscription.resource("Microsoft.Insights/diagnosticSettings/to-siem"),
        by: .attacker(in: telemetry), in: &telemetry)
    },
  ]
}
