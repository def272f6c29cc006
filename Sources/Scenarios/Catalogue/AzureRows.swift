/// One story for each Azure row of the revert catalogue, and the evasions it names.
extension ScenarioCatalogue {
  private static let subscription = AzureSubscription()
  private static let exported = AzureSubscription(export: .diagnostic)

  private static func attack(
    _ id: String, _ title: String, rows: [String], _ severity: String, story: String,
    _ tell: @escaping @Sendable (inout Telemetry) -> Void
  ) -> Scenario {
    Scenario(id, title, kind: .attack, cloud: .azure, rows: rows, severity: severity, story: story, tell: tell)
  }

  static let azure: [Scenario] = [
    attack(
      "AZ-1", "Managed disk made from a snapshot", rows: ["AZ-1"], "low",
      story: "A disk is made from a snapshot and not used yet."
    ) { telemetry in
      subscription.writeDisk("restored", option: "Copy", source: subscription.snapshot("before"), by: .attacker(in: telemetry), in: &telemetry)
    },
    attack(
      "AZ-2", "System disk swapped for one made from an own snapshot, as an Event Hub delivers it", rows: ["AZ-2", "AZ-11"],
      "critical", story: "A snapshot is taken, and the next day a disk made from it becomes the system disk."
    ) { telemetry in
      exported.writeSnapshot("web-02-before", of: exported.disk("web-02-os"), by: .attacker(in: telemetry), in: &telemetry)
      telemetry.wait(20 * 3600...24 * 3600)
      exported.writeDisk("web-02-new", option: "Copy", source: exported.snapshot("web-02-before"), by: .attacker(in: telemetry), in: &telemetry)
      telemetry.wait(20...60)
      exported.act("deallocate", on: "web-02", by: .attacker(in: telemetry), in: &telemetry)
      exported.setSystemDisk(of: "web-02", to: "web-02-new", by: .attacker(in: telemetry), in: &telemetry)
      telemetry.wait(10...30)
      exported.act("start", on: "web-02", by: .attacker(in: telemetry), in: &telemetry)
    },
    attack(
      "AZ-2b", "System disk swapped for one of unknown origin", rows: ["AZ-2b"], "medium",
      story: "A machine is seen with one system disk, and later written with another that nobody saw being made."
    ) { telemetry in
      subscription.setSystemDisk(of: "web-03", to: "web-03-os", by: .attacker(in: telemetry), in: &telemetry)
      telemetry.wait(3600...7200)
      subscription.setSystemDisk(of: "web-03", to: "web-03-other", by: .attacker(in: telemetry), in: &telemetry)
    },
    attack(
      "AZ-3", "Machine reimaged", rows: ["AZ-3"], "medium", story: "A machine is put back to its image."
    ) { telemetry in
      subscription.act("reimage", on: "web-04", by: .attacker(in: telemetry), in: &telemetry)
    },
    attack(
      "AZ-4", "System disk swapped for one made from a restore point", rows: ["AZ-2", "AZ-4"], "high",
      story: "A disk is made from a restore point and becomes the system disk."
    ) { telemetry in
      let point = subscription.resource(
        "Microsoft.Compute/restorePointCollections/nightly/restorePoints/p1/diskRestorePoints/web-05-os")
      subscription.writeDisk("web-05-new", option: "Restore", source: point, by: .attacker(in: telemetry), in: &telemetry)
      telemetry.wait(20...60)
      subscription.act("deallocate", on: "web-05", by: .attacker(in: telemetry), in: &telemetry)
      subscription.setSystemDisk(of: "web-05", to: "web-05-new", by: .attacker(in: telemetry), in: &telemetry)
    },
    attack(
      "AZ-5", "Machine restored from a vault by a person", rows: ["AZ-5"], "medium",
      story: "A person restores a backed-up machine from a Recovery Services vault."
    ) { telemetry in
      subscription.operation(
        "Microsoft.RecoveryServices/vaults/backupFabrics/protectionContainers/protectedItems/recoveryPoints/restore/action",
        on: subscription.resource(
          "Microsoft.RecoveryServices/vaults/vault-1/backupFabrics/Azure/protectionContainers/iaasvmcontainer;web-06"
            + "/protectedItems/vm;web-06/recoveryPoints/52612345678901"), by: .attacker(in: telemetry), in: &telemetry)
    },
    attack(
      "AZ-6", "Machine failed over to an earlier point", rows: ["AZ-6"], "medium",
      story: "A person fails a machine over, unplanned, with Site Recovery."
    ) { telemetry in
      let item = "replicationFabrics/f1/replicationProtectionContainers/c1/replicationProtectedItems/web-07"
      subscription.operation(
        "Microsoft.RecoveryServices/vaults/replicationFabrics/replicationProtectionContainers/replicationProtectedItems"
          + "/unplannedFailover/action",
        on: subscription.resource("Microsoft.RecoveryServices/vaults/vault-1/\(item)"), by: .attacker(in: telemetry), in: &telemetry)
    },
    attack(
      "AZ-9", "Machine deallocated and started", rows: ["AZ-9"], "low",
      story: "A machine is deallocated and started again: its temporary disk is lost."
    ) { telemetry in
      subscription.act("deallocate", on: "web-08", by: .attacker(in: telemetry), in: &telemetry)
      telemetry.wait(60...300)
      subscription.act("start", on: "web-08", by: .attacker(in: telemetry), in: &telemetry)
    },
    attack(
      "AZ-13", "System disk swapped, the old disk deleted", rows: ["AZ-2", "AZ-13"], "critical",
      story: "After the swap the old system disk is deleted."
    ) { telemetry in
      subscription.setSystemDisk(of: "web-09", to: "web-09-os", by: .attacker(in: telemetry), in: &telemetry)
      telemetry.wait(3600...7200)
      subscription.writeDisk("web-09-new", option: "Copy", source: subscription.snapshot("web-09-s"), by: .attacker(in: telemetry), in: &telemetry)
      telemetry.wait(20...60)
      subscription.setSystemDisk(of: "web-09", to: "web-09-new", by: .attacker(in: telemetry), in: &telemetry)
      telemetry.wait(60...300)
      subscription.operation("Microsoft.Compute/disks/delete", on: subscription.disk("web-09-os"), by: .attacker(in: telemetry), in: &telemetry)
    },
    attack(
      "AZ-7", "Machine deleted and made again with a disk from a snapshot", rows: ["AZ-7"], "high",
      story: "A machine is deleted, and one of the same name made that boots from a disk made from a snapshot."
    ) { telemetry in
      subscription.writeDisk("web-10-new", option: "Copy", source: subscription.snapshot("web-10-s"), by: .attacker(in: telemetry), in: &telemetry)
      telemetry.wait(20...60)
      subscription.operation("Microsoft.Compute/virtualMachines/delete", on: subscription.machine("web-10"), by: .attacker(in: telemetry), in: &telemetry)
      telemetry.wait(60...120)
      subscription.writeMachine("web-10", systemDisk: "web-10-new", isNew: true, by: .attacker(in: telemetry), in: &telemetry)
    },
    attack(
      "AZ-8", "Data disk swapped for one made from a snapshot", rows: ["AZ-8"], "medium",
      story: "A machine is written with another data disk in place of the one it had; the new one comes from a snapshot."
    ) { telemetry in
      subscription.writeMachine("db-01", systemDisk: "db-01-os", dataDisks: ["db-01-data"], by: .attacker(in: telemetry), in: &telemetry)
      telemetry.wait(3600...7200)
      subscription.writeDisk("db-01-new", option: "Copy", source: subscription.snapshot("db-01-s"), by: .attacker(in: telemetry), in: &telemetry)
      telemetry.wait(20...60)
      subscription.writeMachine("db-01", systemDisk: "db-01-os", dataDisks: ["db-01-new"], by: .attacker(in: telemetry), in: &telemetry)
    },
    attack(
      "AZ-10", "Machine deleted and made again from an image of a snapshot", rows: ["AZ-10"], "medium",
      story: "An image is made of a snapshot; the machine is deleted, and one of the same name made from the image."
    ) { telemetry in
      subscription.writeSnapshot("web-11-s", of: subscription.disk("web-11-os"), by: .attacker(in: telemetry), in: &telemetry)
      telemetry.wait(3600...7200)
      subscription.writeImage("web-11-i", of: subscription.snapshot("web-11-s"), by: .attacker(in: telemetry), in: &telemetry)
      telemetry.wait(60...120)
      subscription.operation(
        "Microsoft.Compute/virtualMachines/delete", on: subscription.machine("web-11"), by: .attacker(in: telemetry),
        in: &telemetry)
      telemetry.wait(60...120)
      subscription.writeMachine(
        "web-11", systemDisk: "web-11-new", image: "web-11-i", isNew: true, by: .attacker(in: telemetry), in: &telemetry)
    },
    attack(
      "AZ-12", "NetApp volume reverted to a snapshot", rows: ["AZ-12"], "medium", story: "A NetApp volume is reverted in place."
    ) { telemetry in
      subscription.operation(
        "Microsoft.NetApp/netAppAccounts/capacityPools/volumes/revert/action",
        on: subscription.resource("Microsoft.NetApp/netAppAccounts/a1/capacityPools/p1/volumes/v1"), by: .attacker(in: telemetry), in: &telemetry)
    },
  ]
}
