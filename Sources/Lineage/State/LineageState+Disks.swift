extension LineageState {
  func makeDisk(_ disk: String, _ source: Act.Source?, _ event: LineageEvent, _ facts: inout LineageFacts) {
    let key = key(disk, event)
    disks[key] = DiskRecord(made: event.step, isKnown: true, source: source, lastSeen: event.time)
    if let source {
      savedStates[source.id]?.lastSeen = event.time
      facts.describe(origin(of: source, event))
    }
  }

  /// The state a disk's content goes back to; `nil` for an empty disk, or one whose making the input does not show.
  func origin(ofDisk disk: String, _ event: LineageEvent) -> Origin? {
    guard let record = disks[key(disk, event)] else { return nil }
    var origin: Origin?
    if let source = record.source {
      origin = self.origin(of: source, event)
      // A clone holds what its source held when the clone was made.
      if source.kind == .disk {
        origin?.time = record.made?.time
        origin?.actor = record.made?.actor
      }
    } else if record.recovered != nil {
      origin = Origin(.recycleBin, disk)
    }
    if let recovered = record.recovered {
      origin?.wasRecovered = true
      origin?.steps.append(recovered)
    }
    if let made = record.made { origin?.steps.append(made) }
    return origin
  }

  func detach(
    _ disk: String, from instance: String?, device: String?, _ event: LineageEvent, _ facts: inout LineageFacts
  ) {
    let diskKey = key(disk, event)
    seeDisk(diskKey, event)
    guard let instance = instance ?? instanceHolding(diskKey) else { return }
    see(instance, event)
    let instanceKey = key(instance, event)
    disks[diskKey]?.instances.insert(instanceKey)
    instances[instanceKey]?.disks.insert(diskKey)
    let known = instances[instanceKey]?.slots.first { $0.value.disk == disk && $0.value.detached == nil }?.key
    guard let slot = device ?? known else { return }
    let attachedAt = instances[instanceKey]?.slots[slot]?.attachedAt
    instances[instanceKey]?.slots[slot] = InstanceRecord.Slot(disk: disk, attachedAt: attachedAt, detached: event.step)
    if isRoot(slot, of: instanceKey, event) {
      instances[instanceKey]?.rootDevice = slot
      disks[diskKey]?.rootOf.insert(instanceKey)
    }
    facts.set(.slot, isRoot(slot, of: instanceKey, event) ? "root" : "data")
  }

  func attach(
    _ disk: String, to instance: String, device: String?, isRoot: Bool?, _ event: LineageEvent,
    _ facts: inout LineageFacts
  ) {
    see(instance, event)
    let instanceKey = key(instance, event)
    let diskKey = key(disk, event)
    let device = device ?? (isRoot == true ? "" : disk)
    let fillsRoot = isRoot ?? self.isRoot(device, of: instanceKey, event)
    if fillsRoot { instances[instanceKey]?.rootDevice = device }
    place(disk, on: instance, slot: device, isRoot: fillsRoot, event, &facts)
    seeDisk(diskKey, event)
    disks[diskKey]?.instances.insert(instanceKey)
    instances[instanceKey]?.disks.insert(diskKey)
    instances[instanceKey]?.slots[device] = InstanceRecord.Slot(disk: disk, attachedAt: event.time)
  }

  /// A machine is written with its whole disk layout: what differs from the layout known before was swapped.
  func setDisks(
    _ instance: String, _ system: String?, _ data: [String], _ links: [String], _ event: LineageEvent,
    _ facts: inout LineageFacts
  ) {
    see(instance, event)
    let instanceKey = key(instance, event)
    if !links.isEmpty { instances[instanceKey]?.links = links }
    instances[instanceKey]?.rootDevice = ""
    let layout = (system.map { [("", $0, true)] } ?? []) + data.map { ($0, $0, false) }
    for (slot, disk, isRoot) in layout {
      let diskKey = key(disk, event)
      let current = instances[instanceKey]?.slots[slot]
      if current?.disk != disk || current?.detached != nil {
        // A data disk has no device to inherit: it takes the place of one that is gone from the layout.
        if !isRoot, current == nil, let gone = instances[instanceKey]?.slots.first(where: { entry in
          entry.key != "" && entry.value.detached == nil && !data.contains(entry.value.disk)
        }) {
          instances[instanceKey]?.slots[slot] = InstanceRecord.Slot(
            disk: gone.value.disk, attachedAt: gone.value.attachedAt, detached: event.step)
          instances[instanceKey]?.slots[gone.key] = nil
        }
        place(disk, on: instance, slot: slot, isRoot: isRoot, tellsWholeLayout: true, event, &facts)
      }
      seeDisk(diskKey, event)
      disks[diskKey]?.instances.insert(instanceKey)
      instances[instanceKey]?.disks.insert(diskKey)
      instances[instanceKey]?.slots[slot] = InstanceRecord.Slot(disk: disk, attachedAt: event.time)
    }
  }

  /// Whether a device is the one an instance boots from: by name, by what was seen before.
  func isRoot(_ device: String, of instanceKey: String, _ event: LineageEvent) -> Bool {
    if let root = instances[instanceKey]?.rootDevice { return root == device }
    // Google Cloud calls it so, or like the instance, unless somebody named it.
    if event.provider == .gcp, device == "persistent-disk-0" || instanceKey.hasSuffix("/\(device)") { return true }
    return device.isEmpty || ["/dev/xvda", "/dev/sda1", "/dev/sda", "/dev/nvme0n1"].contains(device)
  }

  private func instanceHolding(_ diskKey: String) -> String? {
    guard let instanceKey = disks[diskKey]?.instances.first(where: { key in
      instances[key]?.slots.values.contains { $0.detached == nil && diskKey.hasSuffix($0.disk) } ?? false
    }) else { return nil }
    return instanceKey.split(separator: "|").last.map(String.init)
  }
}
