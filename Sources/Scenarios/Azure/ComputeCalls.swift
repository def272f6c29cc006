/// The Microsoft.Compute operations that scenarios are made of.
extension AzureSubscription {
  /// The id of a disk of this resource group; the id of one elsewhere stays as it is.
  public func disk(_ name: String) -> String { name.hasPrefix("/") ? name : resource("Microsoft.Compute/disks/\(name)") }
  public func snapshot(_ name: String) -> String { resource("Microsoft.Compute/snapshots/\(name)") }
  public func machine(_ name: String) -> String { resource("Microsoft.Compute/virtualMachines/\(name)") }

  /// Creates a managed disk; `option` is `Copy`, `Empty`, `Restore` …
  public func writeDisk(
    _ name: String, option: String, source: String? = nil, by caller: Caller, in telemetry: inout Telemetry
  ) {
    let creation = (["createOption": .string(option)] as JSONValue)
      .adding("sourceResourceId", source.map { .string($0) })
    operation(
      "Microsoft.Compute/disks/write", on: disk(name), by: caller,
      body: [
        "name": .string(name), "location": .string(location), "sku": ["name": "Premium_LRS"],
        "properties": [
          "osType": "Linux", "creationData": creation, "diskSizeGB": 30, "provisioningState": "Updating",
        ],
      ], in: &telemetry)
  }

  public func writeSnapshot(_ name: String, of disk: String, by caller: Caller, in telemetry: inout Telemetry) {
    operation(
      "Microsoft.Compute/snapshots/write", on: snapshot(name), by: caller,
      body: [
        "name": .string(name), "location": .string(location),
        "properties": [
          "creationData": ["createOption": "Copy", "sourceResourceId": .string(disk)], "provisioningState": "Updating",
        ],
      ], in: &telemetry)
  }

  /// Makes an image whose system disk is a snapshot.
  public func writeImage(_ name: String, of snapshot: String, by caller: Caller, in telemetry: inout Telemetry) {
    operation(
      "Microsoft.Compute/images/write", on: resource("Microsoft.Compute/images/\(name)"), by: caller,
      body: [
        "name": .string(name), "location": .string(location),
        "properties": [
          "storageProfile": ["osDisk": ["osType": "Linux", "osState": "Specialized", "snapshot": ["id": .string(snapshot)]]],
          "provisioningState": "Creating",
        ],
      ], in: &telemetry)
  }

  /// Updates a machine so that it boots from `disk`.
  public func setSystemDisk(of machine: String, to disk: String, by caller: Caller, in telemetry: inout Telemetry) {
    writeMachine(machine, systemDisk: disk, by: caller, in: &telemetry)
  }

  /// Creates or updates a machine with its whole disk layout.
  ///
  /// - Parameter isNew: whether the machine is created by this write, as `timeCreated` then tells.
  public func writeMachine(
    _ machine: String, systemDisk disk: String, dataDisks: [String] = [], image: String? = nil, isNew: Bool = false,
    interface: String? = nil, deletesDisk: Bool = false, by caller: Caller, in telemetry: inout Telemetry
  ) {
    let system = ([
      "osType": "Linux", "name": .string(disk), "createOption": image == nil ? "Attach" : "FromImage",
      "managedDisk": ["id": .string(self.disk(disk))], "deleteOption": deletesDisk ? "Delete" : "Detach",
    ] as JSONValue)
    let data = dataDisks.enumerated().map { index, disk -> JSONValue in
      ["lun": .number(Int64(index)), "name": .string(disk), "managedDisk": ["id": .string(self.disk(disk))]]
    }
    let storage = (["osDisk": system, "dataDisks": .array(data)] as JSONValue)
      .adding("imageReference", image.map { ["id": .string($0.hasPrefix("/") ? $0 : resource("Microsoft.Compute/images/\($0)"))] })
    let properties = (["vmId": .string(telemetry.random.uuid()), "storageProfile": storage] as JSONValue)
      .adding(
        "networkProfile",
        ["networkInterfaces": [["id": .string(resource("Microsoft.Network/networkInterfaces/\(interface ?? "\(machine)-nic")"))]]]
      ).adding("provisioningState", isNew ? "Creating" : "Updating")
      .adding("timeCreated", .string(isNew ? telemetry.now.ticks : (telemetry.now + -90 * 86_400).ticks))
    operation(
      "Microsoft.Compute/virtualMachines/write", on: self.machine(machine), by: caller,
      body: [
        "name": .string(machine), "id": .string(self.machine(machine)), "location": .string(location),
        "properties": properties,
      ], seconds: 20, in: &telemetry)
  }

  /// Puts data disks in and takes others out, without a write of the machine.
  public func exchangeDataDisks(
    of machine: String, systemDisk: String, dataDisks: [String], by caller: Caller, in telemetry: inout Telemetry
  ) {
    let data = dataDisks.enumerated().map { index, disk -> JSONValue in
      ["lun": .number(Int64(index)), "name": .string(disk), "managedDisk": ["id": .string(self.disk(disk))]]
    }
    operation(
      "Microsoft.Compute/virtualMachines/attachDetachDataDisks/action", on: self.machine(machine), by: caller,
      body: [
        "osDisk": ["name": .string(systemDisk), "managedDisk": ["id": .string(disk(systemDisk))]], "dataDisks": .array(data),
      ], in: &telemetry)
  }

  /// `start`, `deallocate`, `restart` …
  public func act(_ verb: String, on machine: String, by caller: Caller, in telemetry: inout Telemetry) {
    operation(
      "Microsoft.Compute/virtualMachines/\(verb)/action", on: self.machine(machine), by: caller, seconds: 30,
      in: &telemetry)
  }
}
