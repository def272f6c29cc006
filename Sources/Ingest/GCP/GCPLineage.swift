/// What compute requests tell of where a disk comes from and goes to (telemetry §3).
struct GCPLineage {
  func set(
    method: UnsafeBufferPointer<UInt8>, resource: UnsafeBufferPointer<UInt8>?, project: JSONNode?, requests: [JSONNode],
    in values: NormalValues
  ) {
    guard values.wantsLineage || values.wants(.resourceTags), unsafe method.hasPrefix("compute.") else { return }
    let resource = unsafe resource.map { unsafe String(decoding: $0, as: UTF8.self) }
    let call = Call(
      requests: requests, path: GCPPath(project: project?.string, resource: resource), resource: resource, values: values)
    call.setTags()
    let name = unsafe UnsafeBufferPointer(rebasing: method[8...])
    if unsafe name.equals("disks.insert") || name.equals("regionDisks.insert") {
      values.set(.lineageVolumeID, string: call.own)
      call.setSource()
    } else if unsafe name.equals("disks.delete") || name.equals("regionDisks.delete") {
      values.set(.lineageVolumeID, string: call.own)
    } else if unsafe name.equals("disks.createSnapshot") || name.equals("regionDisks.createSnapshot") {
      values.set(.lineageParentID, string: call.whole("sourceDisk", "disks") ?? call.own)
      values.set(.lineageAlias, string: call.whole("name", "snapshots"))
    } else if unsafe name.equals("snapshots.insert") || name.hasSuffix("nstantSnapshots.insert") {
      if let disk = call.whole("sourceDisk", "disks") {
        values.set(.lineageParentID, string: disk)
      } else {
        call.setSource()
      }
    } else if unsafe name.equals("images.insert") {
      call.setSource()
      // A launch may ask for the newest image of a family.
      let family = call.member("family")?.string
      values.set(.lineageAlias, string: family.map { call.path.whole("global/images/family/\($0)", kind: "images") })
    } else if unsafe name.equals("machineImages.insert") {
      values.set(.lineageInstanceID, string: call.whole("sourceInstance", "instances"))
    } else if unsafe name.equals("instances.attachDisk") {
      values.set(.lineageInstanceID, string: call.own)
      values.set(.lineageVolumeID, string: call.whole("source", "disks"))
      values.set(.lineageDevice, call.member("deviceName"))
      if let boot = call.member("boot") { values.set(.lineageIsRoot, boot.equals("true")) }
    } else if unsafe name.equals("instances.detachDisk") {
      values.set(.lineageInstanceID, string: call.own)
      values.set(.lineageDevice, call.member("deviceName"))
    } else if unsafe name.equals("instances.insert") || name.equals("instances.bulkInsert") {
      values.set(.lineageInstanceID, string: call.own)
      call.setLaunch()
    } else if unsafe name.hasPrefix("instances.") {
      values.set(.lineageInstanceID, string: call.own)
    }
  }
}

/// One call: what it asks for and where that goes.
private struct Call {
  let requests: [JSONNode]
  let path: GCPPath
  let resource: String?
  let values: NormalValues

  /// What the call is about.
  var own: String? { resource.map { path.whole($0, kind: "") } }

  func member(_ key: StaticString) -> JSONNode? {
    requests.lazy.compactMap { $0[key]?.filled }.first { _ in true }
  }

  func whole(_ key: StaticString, _ kind: String) -> String? {
    member(key)?.string.map { path.whole($0, kind: kind) }
  }

  private static let sources: [(key: StaticString, kind: StaticString, resources: String)] = [
    ("sourceSnapshot", "snapshot", "snapshots"), ("sourceInstantSnapshot", "snapshot", "instantSnapshots"),
    ("sourceDisk", "disk", "disks"), ("sourceImage", "image", "images"),
  ]

  private func source(_ member: (StaticString) -> JSONNode?) -> (kind: StaticString, id: String)? {
    for (key, kind, resources) in Self.sources {
      if let text = member(key)?.filled?.string { return (kind, path.whole(text, kind: resources)) }
    }
    return nil
  }

  func setSource() {
    guard let source = source({ member($0) }) else { return }
    values.set(.lineageSourceKind, source.kind)
    values.set(.lineageSourceID, string: source.id)
  }

  /// A new machine comes from what its boot disk is made of, or the first disk that is made of something.
  func setLaunch() {
    let properties = requests.compactMap { $0["instanceProperties"] }
    let bodies = requests + properties
    var links: [String] = []
    for interface in bodies.flatMap({ list($0["networkInterfaces"]) }) {
      for configuration in list(interface["accessConfigs"]) {
        if let address = configuration["natIP"]?.filled?.string { links.append("address \(address)") }
      }
      if let address = interface["networkIP"]?.filled?.string {
        let network = interface.first("subnetwork", "network")?.string.map { " in \(path.whole($0, kind: ""))" }
        links.append("address \(address)\(network ?? "")")
      }
    }
    values.set(.lineageLinks, lines: links)
    let all = bodies.flatMap { list($0["disks"]) }
    let ordered = all.filter(isBoot) + all.filter { !isBoot($0) }
    let boot = ordered.first
    values.set(.lineageRootDevice, boot?["deviceName"]?.filled)
    // Without another name the boot disk is called like its instance.
    let named = boot?["initializeParams"]?["diskName"]?.filled?.string ?? own?.split(separator: "/").last.map(String.init)
    values.set(
      .lineageVolumeID,
      string: boot?["source"]?.filled?.string.map { path.whole($0, kind: "disks") }
        ?? named.map { path.whole($0, kind: "disks") })
    values.set(
      .lineageDisks,
      lines: ordered.dropFirst().compactMap { disk in
        disk["source"]?.filled?.string.map { "\(disk["deviceName"]?.string ?? "")=\(path.whole($0, kind: "disks"))" }
      })
    if let image = bodies.lazy.compactMap({ $0["sourceMachineImage"]?.filled?.string }).first {
      values.set(.lineageSourceKind, "machine_image")
      return values.set(.lineageSourceID, string: path.whole(image, kind: "machineImages"))
    }
    for disk in ordered {
      guard let parameters = disk["initializeParams"], let source = source({ parameters[$0] }) else { continue }
      values.set(.lineageSourceKind, source.kind)
      return values.set(.lineageSourceID, string: source.id)
    }
  }

  func setTags() {
    guard values.wants(.resourceTags) else { return }
    for request in requests {
      guard let labels = request["labels"], labels.kind == .object else { continue }
      values.set(
        .resourceTags,
        lines: labels.children.map { "\(unsafe String(decoding: $0.key, as: UTF8.self))=\($0.string ?? "")" })
    }
    // Labels also come as a list of keys and values.
    let pairs = requests.flatMap { list($0["labels"]) }.compactMap { label -> String? in
      label["key"]?.string.map { "\($0)=\(label["value"]?.string ?? "")" }
    }
    values.set(.resourceTags, lines: pairs)
  }

  private func isBoot(_ disk: JSONNode) -> Bool { disk["boot"]?.equals("true") == true }

  private func list(_ node: JSONNode?) -> [JSONNode] {
    guard let node, node.kind == .array else { return [] }
    return node.children.map { $0 }
  }
}
