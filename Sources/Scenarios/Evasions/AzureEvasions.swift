/// Reverts of Azure machines told so that simple rules miss them: without bodies, elsewhere, under other names.
extension ScenarioCatalogue {
  private static let subscription = AzureSubscription()

  private static func attack(
    _ id: String, _ title: String, rows: [String], _ severity: String, reverts: Int = 1, story: String,
    _ tell: @escaping @Sendable (inout Telemetry) -> Void
  ) -> Scenario {
    Scenario(
      id, title, kind: .attack, cloud: .azure, rows: rows, severity: severity, reverts: reverts, story: story,
      tell: tell)
  }

  /// Disk from a snapshot, deallocate, swap, start.
  private static func swap(
    _ machine: String, in subscription: AzureSubscription, disk: String? = nil, _ telemetry: inout Telemetry
  ) {
    let disk = disk ?? "\(machine)-new"
    subscription.writeDisk(
      disk, option: "Copy", source: subscription.snapshot("\(machine)-s"), by: .attacker(in: telemetry), in: &telemetry)
    telemetry.wait(20...60)
    subscription.act("deallocate", on: machine, by: .attacker(in: telemetry), in: &telemetry)
    subscription.setSystemDisk(of: machine, to: disk, by: .attacker(in: telemetry), in: &telemetry)
    telemetry.wait(10...30)
    subscription.act("start", on: machine, by: .attacker(in: telemetry), in: &telemetry)
  }

  static let azureEvasions: [Scenario] = [
    attack(
      "AZ-1-cut", "Managed disk made from a snapshot, the body of its record cut off", rows: ["AZ-1"], "low",
      story: "The body is longer than the log keeps: what is left is no JSON, and still names the snapshot."
    ) { telemetry in
      var log = subscription
      log.bodyLimit = 320
      log.writeDisk(
        "web-41-new", option: "Copy", source: log.snapshot("web-41-s"), by: .attacker(in: telemetry), in: &telemetry)
    },
    attack(
      "AZ-2-bodyless", "System disk swapped for one whose making is logged without a body", rows: ["AZ-2b"], "medium",
      story: "The log has no body for the making of the disk, so nobody can tell what it was made of; the swap is seen."
    ) { telemetry in
      subscription.setSystemDisk(of: "web-42", to: "web-42-os", by: .attacker(in: telemetry), in: &telemetry)
      telemetry.wait(86_400...2 * 86_400)
      var log = subscription
      log.bodyLimit = 0
      log.writeDisk(
        "web-42-new", option: "Copy", source: log.snapshot("web-42-s"), by: .attacker(in: telemetry), in: &telemetry)
      telemetry.wait(20...60)
      subscription.act("deallocate", on: "web-42", by: .attacker(in: telemetry), in: &telemetry)
      subscription.setSystemDisk(of: "web-42", to: "web-42-new", by: .attacker(in: telemetry), in: &telemetry)
      telemetry.wait(10...30)
      subscription.act("start", on: "web-42", by: .attacker(in: telemetry), in: &telemetry)
    },
    attack(
      "AZ-2-elsewhere", "System disk swapped for one made in another resource group", rows: ["AZ-2"], "high",
      story: "The disk is made where nobody looks, and used from there."
    ) { telemetry in
      var elsewhere = subscription
      elsewhere.resourceGroup = "rg-scratch"
      elsewhere.writeDisk(
        "d1", option: "Copy", source: subscription.snapshot("web-43-s"), by: .attacker(in: telemetry), in: &telemetry)
      telemetry.wait(20...60)
      subscription.act("deallocate", on: "web-43", by: .attacker(in: telemetry), in: &telemetry)
      subscription.setSystemDisk(of: "web-43", to: elsewhere.disk("d1"), by: .attacker(in: telemetry), in: &telemetry)
      telemetry.wait(10...30)
      subscription.act("start", on: "web-43", by: .attacker(in: telemetry), in: &telemetry)
    },
    attack(
      "AZ-2-template", "System disk swapped by the deployment of a template", rows: ["AZ-2"], "high",
      story: "One deployment makes the disk and writes the machine: all of it has one correlation id."
    ) { telemetry in
      var deployment = subscription
      deployment.correlation = telemetry.random.uuid()
      deployment.operation(
        "Microsoft.Resources/deployments/write", on: deployment.resource("Microsoft.Resources/deployments/update-44"),
        by: .attacker(in: telemetry), in: &telemetry)
      deployment.writeDisk(
        "web-44-new", option: "Copy", source: deployment.snapshot("web-44-s"), by: .attacker(in: telemetry),
        in: &telemetry)
      telemetry.wait(5...15)
      deployment.act("deallocate", on: "web-44", by: .attacker(in: telemetry), in: &telemetry)
      deployment.setSystemDisk(of: "web-44", to: "web-44-new", by: .attacker(in: telemetry), in: &telemetry)
    },
    attack(
      "AZ-2-analytics", "System disk swapped, as the table AzureActivity has it", rows: ["AZ-2"], "high",
      story: "The swap of a system disk in the columns of Log Analytics."
    ) { telemetry in
      swap("web-45", in: AzureSubscription(export: .analytics), &telemetry)
    },
    attack(
      "AZ-2b-old", "System disk swapped for the one of days before", rows: ["AZ-2b"], "medium", reverts: 2,
      story: "A machine moves to a new disk; days later somebody puts the old one back, and with it the older state."
    ) { telemetry in
      let engineer = AzureSubscription.Caller.user(
        "alice@example.com", objectID: "5f1d0c1e-0000-4000-a000-00000000a11c", from: "203.0.113.101")
      subscription.setSystemDisk(of: "web-46", to: "web-46-a", by: engineer, in: &telemetry)
      telemetry.wait(86_400...2 * 86_400)
      subscription.writeDisk("web-46-b", option: "Upload", by: engineer, in: &telemetry)
      telemetry.wait(20...60)
      subscription.setSystemDisk(of: "web-46", to: "web-46-b", by: engineer, in: &telemetry)
      telemetry.wait(3 * 86_400...4 * 86_400)
      subscription.setSystemDisk(of: "web-46", to: "web-46-a", by: .attacker(in: telemetry), in: &telemetry)
    },
    attack(
      "AZ-3-set", "Members of a scale set reimaged", rows: ["AZ-3"], "medium",
      story: "Members of a set are put back to the set's image."
    ) { telemetry in
      subscription.operation(
        "Microsoft.Compute/virtualMachineScaleSets/reimage/action",
        on: subscription.resource("Microsoft.Compute/virtualMachineScaleSets/web"), by: .attacker(in: telemetry),
        in: &telemetry)
    },
    attack(
      "AZ-3-upgrade", "Members of a scale set upgraded by hand to the set's model", rows: ["AZ-3"], "low",
      story: "An upgrade to the model replaces the system disk of a member, as a reimage does."
    ) { telemetry in
      subscription.operation(
        "Microsoft.Compute/virtualMachineScaleSets/manualUpgrade/action",
        on: subscription.resource("Microsoft.Compute/virtualMachineScaleSets/web-2"), by: .attacker(in: telemetry),
        in: &telemetry)
    },
    attack(
      "AZ-7-nic", "Machine deleted and made again under another name with its interface", rows: ["AZ-7"], "high",
      story:
        "The new machine boots from a disk of a snapshot and has the interface, and so the address, of the old one."
    ) { telemetry in
      let engineer = AzureSubscription.Caller.user(
        "alice@example.com", objectID: "5f1d0c1e-0000-4000-a000-00000000a11c", from: "203.0.113.101")
      subscription.writeMachine(
        "web-47", systemDisk: "web-47-os", interface: "web-47-nic", by: engineer, in: &telemetry)
      telemetry.wait(86_400...2 * 86_400)
      subscription.writeDisk(
        "web-47-new", option: "Copy", source: subscription.snapshot("web-47-s"), by: .attacker(in: telemetry),
        in: &telemetry)
      telemetry.wait(20...60)
      subscription.operation(
        "Microsoft.Compute/virtualMachines/delete", on: subscription.machine("web-47"), by: .attacker(in: telemetry),
        in: &telemetry)
      telemetry.wait(60...120)
      subscription.writeMachine(
        "batch-9", systemDisk: "web-47-new", isNew: true, interface: "web-47-nic", by: .attacker(in: telemetry),
        in: &telemetry)
    },
    attack(
      "AZ-8-attach", "Data disk exchanged for one made from a snapshot, without a write of the machine", rows: ["AZ-8"],
      "medium",
      story: "One action takes the data disk out and puts a copy of an older state in."
    ) { telemetry in
      subscription.writeMachine(
        "db-41", systemDisk: "db-41-os", dataDisks: ["db-41-data"], by: .attacker(in: telemetry), in: &telemetry)
      telemetry.wait(3600...7200)
      subscription.writeDisk(
        "db-41-new", option: "Copy", source: subscription.snapshot("db-41-s"), by: .attacker(in: telemetry),
        in: &telemetry)
      telemetry.wait(20...60)
      subscription.exchangeDataDisks(
        of: "db-41", systemDisk: "db-41-os", dataDisks: ["db-41-new"], by: .attacker(in: telemetry), in: &telemetry)
    },
    attack(
      "AZ-9-redeploy", "Machine moved to another host", rows: ["AZ-9"], "low",
      story: "A redeployment leaves the temporary disk behind."
    ) { telemetry in
      subscription.act("redeploy", on: "web-48", by: .attacker(in: telemetry), in: &telemetry)
    },
    attack(
      "AZ-10-gallery", "Machine deleted and made again from a gallery version of a snapshot", rows: ["AZ-10"], "medium",
      story: "The image is a version in a gallery, made of a snapshot."
    ) { telemetry in
      let version = subscription.resource("Microsoft.Compute/galleries/g1/images/web/versions/1.0.7")
      subscription.operation(
        "Microsoft.Compute/galleries/images/versions/write", on: version, by: .attacker(in: telemetry),
        body: [
          "properties": [
            "storageProfile": ["osDiskImage": ["source": ["id": .string(subscription.snapshot("web-49-s"))]]],
            "provisioningState": "Creating",
          ]
        ], in: &telemetry)
      telemetry.wait(600...1200)
      subscription.operation(
        "Microsoft.Compute/virtualMachines/delete", on: subscription.machine("web-49"), by: .attacker(in: telemetry),
        in: &telemetry)
      telemetry.wait(60...120)
      subscription.writeMachine(
        "web-49", systemDisk: "web-49-new", image: version, isNew: true, by: .attacker(in: telemetry), in: &telemetry)
    },
  ]
}
