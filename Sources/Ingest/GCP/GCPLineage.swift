/// What compute requests tell of where a disk comes from and goes to (telemetry §3).
struct GCPLineage {
  func set(
    method: UnsafeBufferPointer<UInt8>, resource: UnsafeBufferPointer<UInt8>?, requests: [JSONNode],
    in values: NormalValues
  ) {
    func member(_ keys: StaticString...) -> JSONNode? {
      for request in requests {
        for key in keys {
          if let found = request[key]?.filled { return found }
        }
      }
      return nil
    }
    func setPath(_ field: NormalField, _ node: JSONNode?) {
      guard let name = unsafe node?.scalar else { return }
      unsafe values.set(field, GCPMapping.path(name))
    }
    func setSource(_ kind: StaticString, _ node: JSONNode?) {
      values.set(.lineageSourceKind, kind)
      setPath(.lineageSourceID, node)
    }
    func setSource(in request: (StaticString) -> JSONNode?) -> Bool {
      for (key, kind) in Self.sources {
        guard let source = request(key)?.filled else { continue }
        setSource(kind, source)
        return true
      }
      return false
    }
    guard unsafe method.hasPrefix("compute.") else { return }
    let name = unsafe UnsafeBufferPointer(rebasing: method[8...])
    if unsafe name.equals("disks.insert") || name.equals("regionDisks.insert") {
      unsafe values.set(.lineageVolumeID, resource)
      _ = setSource(in: { member($0) })
    } else if unsafe name.equals("disks.delete") || name.equals("regionDisks.delete") {
      unsafe values.set(.lineageVolumeID, resource)
    } else if unsafe name.equals("disks.createSnapshot") || name.equals("regionDisks.createSnapshot") {
      if let disk = member("sourceDisk") {
        setPath(.lineageParentID, disk)
      } else {
        unsafe values.set(.lineageParentID, resource)
      }
    } else if unsafe name.equals("snapshots.insert") || name.equals("instantSnapshots.insert") {
      setPath(.lineageParentID, member("sourceDisk"))
    } else if unsafe name.equals("images.insert") {
      _ = setSource(in: { member($0) })
    } else if unsafe name.equals("machineImages.insert") {
      setPath(.lineageInstanceID, member("sourceInstance"))
    } else if unsafe name.equals("instances.attachDisk") {
      unsafe values.set(.lineageInstanceID, resource)
      setPath(.lineageVolumeID, member("source"))
      values.set(.lineageDevice, member("deviceName"))
      if let boot = member("boot") { values.set(.lineageIsRoot, boot.equals("true")) }
    } else if unsafe name.equals("instances.detachDisk") {
      unsafe values.set(.lineageInstanceID, resource)
      values.set(.lineageDevice, member("deviceName"))
    } else if unsafe name.equals("instances.insert") {
      unsafe values.set(.lineageInstanceID, resource)
      if let image = member("sourceMachineImage") { return setSource("machine_image", image) }
      setBootSource(requests) { setSource(in: $0) }
    } else if unsafe name.hasPrefix("instances.") {
      unsafe values.set(.lineageInstanceID, resource)
    }
  }

  private static let sources: [(StaticString, StaticString)] = [
    ("sourceSnapshot", "snapshot"), ("sourceInstantSnapshot", "snapshot"), ("sourceDisk", "disk"),
    ("sourceImage", "image"),
  ]

  /// A new machine comes from what its boot disk is made of, or the first disk that is made of something.
  private func setBootSource(_ requests: [JSONNode], _ set: ((StaticString) -> JSONNode?) -> Bool) {
    for request in requests {
      guard let disks = request["disks"], disks.kind == .array else { continue }
      let all = Array(disks.children)
      let ordered = all.filter { $0["boot"]?.equals("true") == true } + all
      for disk in ordered {
        guard let parameters = disk["initializeParams"] else { continue }
        if set({ parameters[$0] }) { return }
      }
    }
  }
}
