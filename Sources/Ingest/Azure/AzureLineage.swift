/// What request and response bodies tell of where a disk comes from (telemetry §2.2).
struct AzureLineage {
  /// A body that could be read, or the text of one that was cut off.
  enum Body {
    case whole(JSONNode)
    case cut(JSONNode)
  }

  func set(
    _ operation: AzureOperation, _ resourceID: String, at time: Int64?, _ bodies: [JSONNode], _ embedded: EmbeddedTrees,
    in values: NormalValues
  ) {
    let bodies = bodies.map { body in embedded.value(of: body).map(Body.whole) ?? .cut(body) }
    setTags(bodies, in: values)
    switch operation.key {
    case "microsoft.compute/disks/write":
      values.set(.lineageVolumeID, string: resourceID)
      setDiskSource(bodies, in: values)
    case "microsoft.compute/disks/delete":
      values.set(.lineageVolumeID, string: resourceID)
    case "microsoft.compute/snapshots/write":
      // A copy of a snapshot, also to another region, is as old as the snapshot.
      guard let source = source(bodies) else { break }
      let kind = Self.kind(of: source)
      if "\(kind)" == "disk" {
        values.set(.lineageParentID, string: source.lowercased())
      } else {
        setSource(kind, source, in: values)
      }
    case "microsoft.compute/restorepointcollections/write":
      values.set(.lineageInstanceID, string: text(bodies, ["source", "id"])?.lowercased())
    case "microsoft.compute/restorepointcollections/restorepoints/write":
      setRestorePoint(bodies, in: values)
    case "microsoft.compute/virtualmachines/attachdetachdatadisks/action":
      values.set(.lineageInstanceID, string: resourceID)
      setDiskChanges(bodies, in: values)
    case "microsoft.compute/virtualmachines/write":
      values.set(.lineageInstanceID, string: resourceID)
      setMachine(bodies, at: time, in: values)
      // Images of the platform have a publisher and no id.
      if let image = text(bodies, ["storageProfile", "imageReference", "id"]) { setSource("image", image, in: values) }
      guard let disk = systemDisk(bodies) else { break }
      values.set(.lineageVolumeID, string: disk.lowercased())
      values.set(.lineageIsRoot, true)
    case "microsoft.compute/images/write":
      if let snapshot = text(bodies, ["storageProfile", "osDisk", "snapshot", "id"]) {
        setSource("snapshot", snapshot, in: values)
      } else if let disk = text(bodies, ["storageProfile", "osDisk", "managedDisk", "id"]) {
        setSource("disk", disk, in: values)
      } else {
        values.set(.lineageInstanceID, string: text(bodies, ["sourceVirtualMachine", "id"])?.lowercased())
      }
    case "microsoft.compute/galleries/images/versions/write":
      let source =
        text(bodies, ["storageProfile", "osDiskImage", "source", "id"])
        ?? text(bodies, ["storageProfile", "source", "id"])
      if let source { setSource(Self.kind(of: source), source, in: values) }
      // A machine may ask for the image without a version, and gets the newest.
      values.set(.lineageAlias, string: resourceID.firstRange(of: "/versions/").map { String(resourceID[..<$0.lowerBound]) })
    case "microsoft.sql/servers/databases/write":
      values.set(.lineageRestoreKind, string: text(bodies, ["createMode"]))
    default:
      if operation.key.hasSuffix("/recoverypoints/restore/action") {
        setSource("recovery_point", resourceID, in: values)
        values.set(.lineageRestoreKind, string: text(bodies, ["recoveryType"]))
        values.set(
          .lineageInstanceID,
          string: text(bodies, ["sourceResourceId"])?.lowercased() ?? Self.protectedMachine(resourceID))
      } else if operation.isOn("microsoft.compute/virtualmachines")
        || operation.isOn("microsoft.compute/virtualmachinescalesets/virtualmachines")
      {
        values.set(.lineageInstanceID, string: resourceID)
      }
    }
  }

  private func setDiskSource(_ bodies: [Body], in values: NormalValues) {
    let option = text(bodies, ["creationData", "createOption"]) ?? cutValue(of: "createOption", bodies)
    switch option {
    case "Copy", "CopyStart":
      if let source = source(bodies) { setSource(Self.kind(of: source), source, in: values) }
    case "Restore":
      if let source = source(bodies) { setSource("restore_point", source, in: values) }
    case "FromImage":
      let image =
        text(bodies, ["creationData", "imageReference", "id"])
        ?? text(bodies, ["creationData", "galleryImageReference", "id"])
      if let image { setSource("image", image, in: values) }
    default:
      break
    }
  }

  func setSource(_ kind: StaticString, _ id: String, in values: NormalValues) {
    values.set(.lineageSourceKind, kind)
    values.set(.lineageSourceID, string: id.lowercased())
  }

  static func kind(of id: String) -> StaticString {
    let id = id.lowercased()
    if id.contains("/restorepointcollections/") { return "restore_point" }
    if id.contains("/snapshots/") { return "snapshot" }
    if id.contains("/images/") { return "image" }
    return "disk"
  }

  private func source(_ bodies: [Body]) -> String? {
    text(bodies, ["creationData", "sourceResourceId"]) ?? cutValue(of: "sourceResourceId", bodies)
  }

  /// A text below the `properties` of a body, or at its top.
  func text(_ bodies: [Body], _ path: [StaticString]) -> String? {
    for case .whole(let body) in bodies {
      for start in [body["properties"], body] {
        var node = start
        for key in path { node = node?[key] }
        if let text = node?.filled?.string { return text }
      }
    }
    return nil
  }

  /// The value of a key in a body that was cut off and so is no JSON any more.
  func cutValue(of key: String, _ bodies: [Body]) -> String? {
    for case .cut(let body) in bodies {
      guard let text = body.string, let start = text.range(of: "\"\(key)\"") else { continue }
      let rest = text[start.upperBound...].drop { $0 == " " || $0 == ":" }
      guard rest.first == "\"", let end = rest.dropFirst().firstIndex(of: "\"") else { continue }
      return String(rest.dropFirst()[..<end])
    }
    return nil
  }
}

extension StringProtocol {
  /// The first place of a text.
  fileprivate func range(of text: String) -> Range<Index>? {
    var start = startIndex
    while start < endIndex {
      if self[start...].hasPrefix(text) { return start..<index(start, offsetBy: text.count) }
      start = index(after: start)
    }
    return nil
  }
}
