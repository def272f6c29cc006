/// Steps that many Azure scenarios share. Everything lies in one resource group, which goes as a whole.
enum AzureSteps {
  static let group: [CommandStep] = [
    .setUp(
      "A resource group for everything.",
      #"az group create --name "$RUN" --location "${LOCATION:-westeurope}" --query name --output tsv"#, into: "GROUP"),
    .cleanUp("The group with all that is in it.", #"az group delete --name "$GROUP" --yes"#),
  ]

  /// A machine of our own and its system disk. Its password is made up and kept nowhere.
  static let machine: [CommandStep] =
    group + [
      .setUp(
        "The machine that will be reverted.",
        #"az vm create --resource-group "$GROUP" --name "$RUN" --image Ubuntu2204 --size "${SIZE:-Standard_B1s}" --admin-username martlet "#
          + #"--admin-password "Aa1-$(head -c 18 /dev/urandom | base64)" --authentication-type password --public-ip-address '' "#
          + "--nsg-rule NONE --query id --output tsv", into: "VM"),
      .setUp("Its system disk.", show("storageProfile.osDisk.managedDisk.id"), into: "OS_DISK"),
    ]

  /// A property of the machine.
  static func show(_ property: String) -> String {
    "az vm show --ids \"$VM\" --query \(property) --output tsv"
  }

  static func snapshot(in phase: CommandStep.Phase = .setUp, of disk: String = "$OS_DISK") -> [CommandStep] {
    [
      CommandStep(
        phase: phase, purpose: "The older state: a snapshot.",
        command:
          "az snapshot create --resource-group \"$GROUP\" --name \"$RUN-before\" --source \"\(disk)\" --query id --output tsv",
        kind: .capture("SNAPSHOT"))
    ]
  }

  static func disk(from source: String = "$SNAPSHOT", group: String = "$GROUP") -> [CommandStep] {
    [
      .attack(
        "A disk with the older state.",
        "az disk create --resource-group \"\(group)\" --name \"$RUN-older\" --source \"\(source)\" --query id --output tsv",
        into: "DISK")
    ]
  }

  static let swap: [CommandStep] = [
    .attack("The machine is deallocated.", #"az vm deallocate --ids "$VM""#),
    .attack("It boots from the other disk.", #"az vm update --ids "$VM" --os-disk "$DISK""#),
    .attack("It starts.", #"az vm start --ids "$VM""#),
    .check("the machine boots from the other disk", is: "$DISK", show("storageProfile.osDisk.managedDisk.id")),
  ]
}
