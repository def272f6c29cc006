extension LineageState {
  func makeDisk(_ disk: String, _ source: Act.Source?, _ event: LineageEvent, _ facts: inout LineageFacts) {
    let key = key(disk, event)
    disks[key] = DiskRecord(made: event.step, isKnown: true, source: source, lastSeen: event.time)
    if let source {
      savedStates[source.id]?.lastSeen = event.time
      facts.describe(origin(of: source, made: event.step, event))
    }
  }

  /// The state a disk's content goes back to, as `instanceKey` sees it; `nil` for an empty disk, or one whose making the
  /// input does not show.
  func origin(ofDisk disk: String, for instanceKey: String? = nil, _ event: LineageEvent) -> Origin? {
    guard let record = disks[key(disk, event)] else { return nil }
    var origin: Origin?
    if let source = record.source {
      origin = self.origin(of: source, made: record.made, for: instanceKey, event)
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
    guard let instance = instance ?? instanceHolding(key(disk, event)) else {
      seeDisk(key(disk, event), event)
      return
    }
    see(instance, event)
    let instanceKey = key(instance, event)
    guard let record = instances[instanceKey] else { return }
    // Google Cloud names the device and not the disk.
    let disk = disk.isEmpty ? self.disk(in: device, of: record, instance) : disk
    let known = record.slots.first { $0.value.disk == disk && !disk.isEmpty && $0.value.detached == nil }?.key
    if !disk.isEmpty {
      seeDisk(key(disk, event), event).instances.insert(instanceKey)
      record.disks.insert(key(disk, event))
    }
    guard let slot = known ?? device else { return }
    let before = record.slots[slot]
    record.slots[slot] = InstanceRecord.Slot(
      disk: disk, attachedAt: before?.attachedAt, detached: event.step, attached: before?.attached)
    // The device is known now by its own name.
    if let device, device != slot, slot == record.rootDevice, slot.isEmpty {
      record.slots[device] = record.slots.removeValue(forKey: slot)
      record.rootDevice = device
    }
    let place = record.slots[slot] == nil ? device ?? slot : slot
    let isRoot = isRoot(place, of: instanceKey, event)
    if isRoot {
      record.rootDevice = place
      if !disk.isEmpty { seeDisk(key(disk, event), event).rootOf.insert(instanceKey) }
    }
    facts.set(.slot, isRoot ? "root" : "data")
    noteCopy(besides: disk, on: instance, event, &facts)
  }

  /// A disk that leaves after a copy of it had come in: the copy took its place, at another device.
  private func noteCopy(besides disk: String, on instance: String, _ event: LineageEvent, _ facts: inout LineageFacts) {
    let instanceKey = key(instance, event)
    guard !disk.isEmpty, let record = instances[instanceKey] else { return }
    for (slot, other) in record.slots.sorted(by: { $0.key < $1.key }) {
      guard other.detached == nil, other.disk != disk, !other.disk.isEmpty, let attached = other.attached,
        !record.reverted.contains(other.disk), let origin = origin(ofDisk: other.disk, for: instanceKey, event),
        origin.disks.contains(key(disk, event))
      else { continue }
      record.reverted.insert(other.disk)
      facts.set(.replacedDisk, disk)
      facts.set(.own, if: true)
      facts.describe(origin)
      var chain = Chain(
        id: "\(instanceKey)@\(event.eventID)", at: event, instance: instance, oldDisk: disk, newDisk: other.disk,
        origin: origin, steps: origin.steps + [attached, event.step],
        joins: ["volume \(other.disk)", "instance \(instance)", "\(origin.kind.rawValue) \(origin.id)"])
      chain.placed = other.attachedAt ?? event.time
      open(chain, parts: [slot, other.disk, disk] + origin.states + origin.disks, event, &facts)
    }
  }

  func attach(
    _ disk: String, to instance: String, device: String?, isRoot: Bool?, _ event: LineageEvent,
    _ facts: inout LineageFacts
  ) {
    see(instance, event)
    let instanceKey = key(instance, event)
    guard let record = instances[instanceKey] else { return }
    // Without a device a disk goes to the first free place, which is the boot disk's when that is gone.
    let rootIsFree = record.rootDevice.flatMap { record.slots[$0] }.map { $0.detached != nil } ?? false
    let isRoot = isRoot ?? (device == nil && rootIsFree ? true : nil)
    let device = device ?? (isRoot == true ? record.rootDevice ?? "" : disk)
    let fillsRoot = isRoot ?? self.isRoot(device, of: instanceKey, event)
    if fillsRoot, record.rootDevice != device {
      // The boot disk left by another name of its device, or by none.
      if let old = record.rootDevice, let slot = record.slots.removeValue(forKey: old), record.slots[device] == nil {
        record.slots[device] = slot
      }
      record.rootDevice = device
    }
    place(disk, on: instance, slot: device, isRoot: fillsRoot, event, &facts)
    seeDisk(key(disk, event), event).instances.insert(instanceKey)
    record.disks.insert(key(disk, event))
    record.slots[device] = InstanceRecord.Slot(disk: disk, attachedAt: event.time, attached: event.step)
    record.forgetOldSlots()
  }

  /// A machine is written with its whole disk layout: what differs from the layout known before was swapped. Without a
  /// list of data disks those stay as they are.
  func setDisks(
    _ instance: String, _ system: String?, _ data: [String]?, _ event: LineageEvent, _ facts: inout LineageFacts
  ) {
    see(instance, event)
    let instanceKey = key(instance, event)
    guard let record = instances[instanceKey] else { return }
    record.rootDevice = ""
    if let system { fill("", with: system, on: instance, isRoot: true, event, &facts) }
    guard let data else { return }
    for disk in data { addData(disk, staying: data, on: instance, event, &facts) }
    for (slot, gone) in record.slots where slot != "" && gone.detached == nil && !data.contains(gone.disk) {
      record.slots[slot]?.detached = event.step
    }
    record.forgetOldSlots()
  }

  /// One call takes data disks out of a machine and puts others in.
  func changeDisks(
    _ instance: String, _ attached: [String], _ detached: [String], _ event: LineageEvent, _ facts: inout LineageFacts
  ) {
    see(instance, event)
    let instanceKey = key(instance, event)
    guard let record = instances[instanceKey] else { return }
    for disk in detached {
      seeDisk(key(disk, event), event).instances.insert(instanceKey)
      record.disks.insert(key(disk, event))
      if record.slots[disk] == nil { record.slots[disk] = InstanceRecord.Slot(disk: disk) }
    }
    let staying = record.slots.values.filter { $0.detached == nil && !detached.contains($0.disk) }.map(\.disk)
    for disk in attached { addData(disk, staying: staying + attached, on: instance, event, &facts) }
    for disk in detached where record.slots[disk] != nil { record.slots[disk]?.detached = event.step }
    record.forgetOldSlots()
  }

  /// A data disk has no device to inherit: it takes the place of one that is gone from the layout.
  private func addData(
    _ disk: String, staying: [String], on instance: String, _ event: LineageEvent, _ facts: inout LineageFacts
  ) {
    guard let record = instances[key(instance, event)] else { return }
    if record.slots[disk] == nil,
      let gone = record.slots.filter({ $0.key != "" && !staying.contains($0.value.disk) }).min(by: { left, right in
        let leftTime = left.value.detached?.time ?? .max
        let rightTime = right.value.detached?.time ?? .max
        return leftTime != rightTime ? leftTime > rightTime : left.key < right.key
      })
    {
      record.slots[disk] = InstanceRecord.Slot(
        disk: gone.value.disk, attachedAt: gone.value.attachedAt, detached: gone.value.detached ?? event.step,
        attached: gone.value.attached)
      record.slots[gone.key] = nil
    }
    fill(disk, with: disk, on: instance, isRoot: false, event, &facts)
  }

  private func fill(
    _ slot: String, with disk: String, on instance: String, isRoot: Bool, _ event: LineageEvent,
    _ facts: inout LineageFacts
  ) {
    let instanceKey = key(instance, event)
    guard let record = instances[instanceKey] else { return }
    let current = record.slots[slot]
    if current?.disk != disk || current?.detached != nil {
      // One call may fill several places: the facts are about the one that matters most, the boot disk's first.
      var own = LineageFacts()
      place(disk, on: instance, slot: slot, isRoot: isRoot, tellsWholeLayout: true, event, &own)
      if facts[.slot] == nil || (facts[.chain] == nil && own[.chain] != nil) { facts = own }
      record.slots[slot] = InstanceRecord.Slot(disk: disk, attachedAt: event.time, attached: event.step)
    }
    seeDisk(key(disk, event), event).instances.insert(instanceKey)
    record.disks.insert(key(disk, event))
  }

  /// Whether a device is the one an instance boots from: by name, by what was seen before.
  func isRoot(_ device: String, of instanceKey: String, _ event: LineageEvent) -> Bool {
    if let root = instances[instanceKey]?.rootDevice, event.provider != .gcp || !root.isEmpty { return root == device }
    // Google Cloud calls it so, or like the instance, unless somebody named it.
    if event.provider == .gcp, device == "persistent-disk-0" || instanceKey.hasSuffix("/\(device)") { return true }
    return device.isEmpty || ["/dev/xvda", "/dev/sda1", "/dev/sda", "/dev/nvme0n1"].contains(device)
  }

  /// The disk in a device that Google Cloud names: the one that was attached there, the boot disk under its usual names,
  /// or one that is called like the device. `""` when that cannot be told.
  private func disk(in device: String?, of record: InstanceRecord, _ instance: String) -> String {
    guard let device else { return "" }
    if let slot = record.slots[device] { return slot.disk }
    let name = instance.split(separator: "/").last.map(String.init)
    if let root = record.slots[""], device == "persistent-disk-0" || device == name || root.disk.hasSuffix("/\(device)") {
      return root.disk
    }
    guard let place = instance.firstRange(of: "/instances/") else { return "" }
    let disk = "\(instance[..<place.lowerBound])/disks/\(device)"
    return disks[disk] == nil ? "" : disk
  }

  private func instanceHolding(_ diskKey: String) -> String? {
    guard let instanceKey = disks[diskKey]?.instances.sorted().first(where: { key in
      instances[key]?.slots.values.contains { $0.detached == nil && diskKey.hasSuffix($0.disk) } ?? false
    }) else { return nil }
    return shortName(instanceKey)
  }
}

extension InstanceRecord {
  /// Empty places are remembered while something may come into them; an instance that gets disks all day has many.
  func forgetOldSlots() {
    guard slots.count > Self.mostSlots else { return }
    let gone = slots.filter { $0.value.detached != nil && $0.key != rootDevice }
    let oldest = gone.sorted { ($0.value.detached?.time ?? 0, $0.key) < ($1.value.detached?.time ?? 0, $1.key) }
    for (slot, _) in oldest.prefix(slots.count - Self.mostSlots) { slots[slot] = nil }
  }

  private static let mostSlots = 64
}
