/// Commands for stories about machines and disks of Azure.
extension CommandCatalogue {
  private static let machine = AzureSteps.machine
  private static let swapped = machine + AzureSteps.snapshot() + AzureSteps.disk() + AzureSteps.swap

  private static let isThere: CommandStep = .check(
    "the disk comes from the snapshot", is: "Copy",
    #"az disk show --ids "$DISK" --query creationData.createOption --output tsv"#)

  private static let replaced: [CommandStep] = [
    .attack(
      "The machine's interface, to be used again.", AzureSteps.show("networkProfile.networkInterfaces[0].id"),
      into: "NIC"),
    .attack("The machine is deleted; its disk and interface stay.", #"az vm delete --ids "$VM" --yes"#),
  ]

  private static func remade(_ name: String, _ source: String) -> [CommandStep] {
    [
      .attack(
        "A machine takes its place.",
        "az vm create --resource-group \"$GROUP\" --name \"\(name)\" \(source) --nics \"$NIC\" "
          + #"--size "${SIZE:-Standard_B1s}" --query id --output tsv"#, into: "VM"),
      .check("the machine is there", is: "Succeeded", AzureSteps.show("provisioningState")),
    ]
  }

  private static let attachOlder = #"--attach-os-disk "$DISK" --os-type Linux"#

  /// A set of machines with one member, whose disks go back to its image.
  private static func set(_ attack: [CommandStep]) -> [CommandStep] {
    AzureSteps.group + [
      .setUp(
        "A set of one machine.",
        #"az vmss create --resource-group "$GROUP" --name "$RUN" --image Ubuntu2204 --instance-count 1 --vm-sku "${SIZE:-Standard_B1s}" "#
          + #"--orchestration-mode Uniform --upgrade-policy-mode Manual --admin-username martlet "#
          + #"--admin-password "Aa1-$(head -c 18 /dev/urandom | base64)" --authentication-type password --query vmss.provisioningState --output tsv"#
      ),
      .setUp(
        "Its member.",
        #"az vmss list-instances --resource-group "$GROUP" --name "$RUN" --query '[0].instanceId' --output tsv"#,
        into: "MEMBER"),
    ] + attack + [
      .check(
        "the set is whole", is: "1",
        #"az vmss list-instances --resource-group "$GROUP" --name "$RUN" --query 'length(@)' --output tsv"#)
    ]
  }

  private static let evidence: [CommandStep] = [
    .attack("The disk that holds what was wiped goes.", #"az disk delete --ids "$OS_DISK" --yes"#)
  ]

  private static let hub = "The story shows another export of the same log; the commands are those of AZ-2."

  static let azureMachines: [String: ScenarioCommands] = [
    "T3": .steps(swapped),
    "AZ-1": .steps(machine + AzureSteps.snapshot() + AzureSteps.disk() + [isThere]),
    "AZ-1-cut": .steps(
      machine + AzureSteps.snapshot() + AzureSteps.disk() + [isThere],
      "In the story the log has cut the bodies off; the commands cannot bring that about."),
    "AZ-2": .steps(
      machine + AzureSteps.snapshot(in: .attack) + AzureSteps.disk() + AzureSteps.swap,
      "In the story a day passes after the snapshot."),
    "AZ-2-analytics": .steps(swapped, hub),
    "AZ-2-bodyless": .steps(swapped, "In the story the log shows no body of the making of the disk."),
    "AZ-2-elsewhere": .steps(
      machine + AzureSteps.snapshot() + [
        .attack(
          "A second resource group.",
          #"az group create --name "$RUN-b" --location "${LOCATION:-westeurope}" --query name --output tsv"#,
          into: "ELSEWHERE"),
        .cleanUp("The second group.", #"az group delete --name "$ELSEWHERE" --yes"#),
      ] + AzureSteps.disk(group: "$ELSEWHERE") + AzureSteps.swap),
    "AZ-2-template": .none(
      reason:
        "it is AZ-2 as one deployment of a template: 'az deployment group create' with the disk and the machine in it"),
    "AZ-2b": .steps(
      machine + AzureSteps.snapshot() + AzureSteps.disk() + AzureSteps.swap,
      "In the story the disk is older than the log; here it is made first."),
    "AZ-2b-old": .steps(
      swapped.filter { $0.phase != .check } + [
        .attack("Later the machine is deallocated again.", #"az vm deallocate --ids "$VM""#),
        .attack("It goes back to its first disk.", #"az vm update --ids "$VM" --os-disk "$OS_DISK""#),
        .attack("It starts.", #"az vm start --ids "$VM""#),
        .check(
          "the machine boots from its first disk", is: "$OS_DISK",
          AzureSteps.show("storageProfile.osDisk.managedDisk.id")),
      ], "In the story days lie between the two swaps."),
    "AZ-3": .steps(
      machine + [
        .attack("The machine goes back to its image.", #"az vm reimage --ids "$VM""#),
        .check("the machine is there", is: "Succeeded", AzureSteps.show("provisioningState")),
      ], "Reimage resets the disk of machines with an ephemeral system disk; others keep theirs."),
    "AZ-3-set": .steps(
      set([
        .attack(
          "A member goes back to its image.",
          #"az vmss reimage --resource-group "$GROUP" --name "$RUN" --instance-ids "$MEMBER""#)
      ])),
    "AZ-3-upgrade": .steps(
      set([
        .attack(
          "A member gets the set's model, and with it a fresh disk.",
          #"az vmss update-instances --resource-group "$GROUP" --name "$RUN" --instance-ids "$MEMBER""#)
      ])),
    "AZ-4": .steps(
      machine + [
        .setUp(
          "A collection of restore points.",
          #"az restore-point collection create --resource-group "$GROUP" --collection-name "$RUN" --source-id "$VM" --query id --output tsv"#
        ),
        .setUp(
          "The older state: a restore point.",
          #"az restore-point create --resource-group "$GROUP" --collection-name "$RUN" --name "$RUN-p" --query "#
            + "'sourceMetadata.storageProfile.osDisk.diskRestorePoint.id' --output tsv", into: "POINT"),
        .attack(
          "A disk with the older state.",
          #"az disk create --resource-group "$GROUP" --name "$RUN-older" --source "$POINT" --query id --output tsv"#,
          into: "DISK"),
      ] + AzureSteps.swap),
    "AZ-7": .steps(machine + AzureSteps.snapshot() + AzureSteps.disk() + replaced + remade("$RUN", attachOlder)),
    "AZ-7-nic": .steps(machine + AzureSteps.snapshot() + AzureSteps.disk() + replaced + remade("$RUN-n", attachOlder)),
    "AZ-8": .steps(
      dataDisk(
        #"az vm update --ids "$VM" --add storageProfile.dataDisks "lun=1" "createOption=Attach" "managedDisk={\"id\":\"$DISK\"}""#
      )),
    "AZ-8-attach": .steps(dataDisk(#"az vm disk attach --resource-group "$GROUP" --vm-name "$RUN" --disks "$DISK""#)),
    "AZ-9": .steps(
      machine + [
        .attack("The machine is deallocated.", #"az vm deallocate --ids "$VM""#),
        .attack("It starts; its temporary disk is another.", #"az vm start --ids "$VM""#),
        .check("the machine is there", is: "Succeeded", AzureSteps.show("provisioningState")),
      ]),
    "AZ-9-redeploy": .steps(
      machine + [
        .attack("The machine moves to another host; its temporary disk stays behind.", #"az vm redeploy --ids "$VM""#),
        .check("the machine is there", is: "Succeeded", AzureSteps.show("provisioningState")),
      ]),
    "AZ-10": .steps(
      machine + AzureSteps.snapshot(in: .attack) + [
        .attack(
          "An image of the snapshot.",
          #"az image create --resource-group "$GROUP" --name "$RUN-i" --source "$SNAPSHOT" --os-type Linux --query id --output tsv"#,
          into: "IMAGE")
      ] + replaced
        + remade(
          "$RUN",
          #"--image "$IMAGE" --admin-username martlet --admin-password "Aa1-$(head -c 18 /dev/urandom | base64)" --authentication-type password"#
        )),
    "AZ-10-gallery": .steps(
      machine + AzureSteps.snapshot(in: .attack) + [
        .setUp(
          "A gallery.",
          #"az sig create --resource-group "$GROUP" --gallery-name "${RUN//-/_}" --query name --output tsv"#,
          into: "GALLERY"),
        .setUp(
          "A definition in it.",
          #"az sig image-definition create --resource-group "$GROUP" --gallery-name "$GALLERY" --gallery-image-definition web "#
            + "--publisher martlet --offer web --sku web --os-type Linux --os-state Specialized --query name --output tsv"
        ),
        .attack(
          "A version made of the snapshot.",
          #"az sig image-version create --resource-group "$GROUP" --gallery-name "$GALLERY" --gallery-image-definition web "#
            + #"--gallery-image-version 1.0.0 --os-snapshot "$SNAPSHOT" --query id --output tsv"#, into: "IMAGE"),
      ] + replaced + remade("$RUN", #"--image "$IMAGE" --specialized"#)),
    "AZ-13": .steps(swapped + evidence),
    "AZ-13-silent": .steps(
      machine + AzureSteps.snapshot() + [
        .setUp(
          "The disk will go with its machine.",
          #"az vm update --ids "$VM" --set storageProfile.osDisk.deleteOption=Delete"#)
      ] + AzureSteps.disk() + replaced + remade("$RUN", attachOlder)),
    "AZ-13-logging": .none(
      reason: "it is AZ-2 and then the end of a diagnostic setting, which only touches settings that others made"),
  ]

  /// A data disk, its snapshot, and a disk from that in its place.
  private static func dataDisk(_ attach: String) -> [CommandStep] {
    machine + [
      .setUp(
        "A data disk.",
        #"az disk create --resource-group "$GROUP" --name "$RUN-data" --size-gb 4 --query id --output tsv"#,
        into: "DATA_DISK"),
      .setUp(
        "It is in the machine.", #"az vm disk attach --resource-group "$GROUP" --vm-name "$RUN" --disks "$DATA_DISK""#),
    ] + AzureSteps.snapshot(of: "$DATA_DISK") + AzureSteps.disk() + [
      .attack(
        "The data disk comes out.", #"az vm disk detach --resource-group "$GROUP" --vm-name "$RUN" --name "$RUN-data""#),
      .attack("The older state takes its place.", attach),
      .check(
        "the machine has the other data disk", is: "$DISK",
        AzureSteps.show("'storageProfile.dataDisks[0].managedDisk.id'")),
    ]
  }
}
