/// What bodies tell of machines, their disks and their restore points.
extension AzureLineage {
  /// How long a machine's own time of creation and the call that made it may lie apart.
  private static let creation: Int64 = 15 * 60_000

  /// The disk a machine boots from; searched as text in a body that was cut off behind it.
  func systemDisk(_ bodies: [Body]) -> String? {
    if let disk = text(bodies, ["storageProfile", "osDisk", "managedDisk", "id"]) { return disk }
    for text in cutTexts(bodies) {
      guard let start = text.firstRange(of: "\"osDisk\"") else { continue }
      // The data disks that follow are no system disk.
      let rest = text[start.upperBound...]
      let own = rest[..<(rest.firstRange(of: "\"dataDisks\"")?.lowerBound ?? rest.endIndex)]
      if let disk = own.texts(after: "id").first(where: { $0.lowercased().contains("/disks/") }) { return disk }
    }
    return nil
  }

  /// The rest of a machine's layout: data disks, what ties it to another machine, whether the call made it.
  func setMachine(_ bodies: [Body], at time: Int64?, in values: NormalValues) {
    var links: [String] = []
    for profile in members(bodies, "networkProfile") {
      for interface in profile["networkInterfaces"]?.children.map({ $0 }) ?? [] {
        if let id = interface["id"]?.filled?.string?.lowercased() { links.append("interface \(id)") }
      }
      break
    }
    if links.isEmpty {
      for text in cutTexts(bodies) {
        links += text.texts(after: "id").filter { $0.lowercased().contains("/networkinterfaces/") }
          .map { "interface \($0.lowercased())" }
      }
    }
    values.set(.lineageLinks, lines: links)
    if let disks = dataDisks(bodies) { values.set(.lineageDisks, string: disks.joined(separator: "\n")) }
    for profile in members(bodies, "storageProfile") where profile["osDisk"]?["diffDiskSettings"] != nil {
      values.set(.lineageEphemeral, true)
    }
    let created = text(bodies, ["timeCreated"]) ?? cutValue(of: "timeCreated", bodies)
    if let time, let created = created.flatMap(Self.milliseconds) {
      values.set(.lineageCreates, abs(time - created) <= Self.creation)
    }
  }

  /// The data disks of a machine; empty when it is said to have none, `nil` when nothing is said.
  private func dataDisks(_ bodies: [Body]) -> [String]? {
    for profile in members(bodies, "storageProfile") + members(bodies, "") {
      guard let disks = profile["dataDisks"], disks.kind == .array else { continue }
      return disks.children.compactMap { $0["managedDisk"]?["id"]?.filled?.string?.lowercased() }
    }
    for text in cutTexts(bodies) {
      guard let start = text.firstRange(of: "\"dataDisks\"") else { continue }
      let disks = text[start.upperBound...].texts(after: "id").map { $0.lowercased() }.filter { $0.contains("/disks/") }
      if !disks.isEmpty { return disks }
    }
    return nil
  }

  /// Data disks that a call takes out of a machine and puts into it.
  func setDiskChanges(_ bodies: [Body], in values: NormalValues) {
    func disks(_ key: StaticString) -> [String] {
      members(bodies, "").flatMap { body in
        body[key]?.children.compactMap { $0.first("diskId", "id")?.filled?.string?.lowercased() } ?? []
      }
    }
    let attached = disks("dataDisksToAttach")
    let detached = disks("dataDisksToDetach")
    if attached.isEmpty, detached.isEmpty {
      if let all = dataDisks(bodies) {
        values.set(.lineageChange, "layout")
        values.set(.lineageDisks, string: all.joined(separator: "\n"))
      }
      return
    }
    values.set(.lineageDisks, lines: attached)
    values.set(.lineageDisksGone, lines: detached)
  }

  /// A restore point of a machine: the disks it was taken of, each with the restore point of its own.
  func setRestorePoint(_ bodies: [Body], in values: NormalValues) {
    var pairs: [String] = []
    for metadata in members(bodies, "sourceMetadata") {
      guard let profile = metadata["storageProfile"] else { continue }
      let disks = [profile["osDisk"]].compactMap { $0 } + (profile["dataDisks"]?.children.map { $0 } ?? [])
      for disk in disks {
        guard let id = disk["managedDisk"]?["id"]?.filled?.string?.lowercased() else { continue }
        if pairs.isEmpty { values.set(.lineageParentID, string: id) }
        let point = disk["diskRestorePoint"]?["id"]?.filled?.string?.lowercased() ?? ""
        pairs.append("\(point)=\(id)")
      }
      break
    }
    values.set(.lineageDisks, lines: pairs)
  }

  func setTags(_ bodies: [Body], in values: NormalValues) {
    guard values.wants(.resourceTags) else { return }
    for case .whole(let body) in bodies {
      guard let tags = body["tags"], tags.kind == .object else { continue }
      let lines = tags.children.map { tag in
        "\(unsafe String(decoding: tag.key, as: UTF8.self))=\(tag.string ?? "")"
      }
      if !lines.isEmpty { return values.set(.resourceTags, lines: lines) }
    }
  }

  /// The machine behind a backup: `…/protecteditems/vm;iaasvmcontainerv2;GROUP;NAME/…`.
  static func protectedMachine(_ id: String) -> String? {
    let parts = id.split(separator: "/").map(String.init)
    guard let item = parts.firstIndex(of: "protecteditems"), item + 1 < parts.count,
      let subscription = parts.firstIndex(of: "subscriptions"), subscription + 1 < parts.count
    else { return nil }
    let words = parts[item + 1].split(separator: ";").map(String.init)
    guard words.count == 4, words[0] == "vm" else { return nil }
    return "/subscriptions/\(parts[subscription + 1])/resourcegroups/\(words[2])/providers/microsoft.compute/virtualmachines/\(words[3])"
  }

  /// A member below the `properties` of each body, or at its top; the bodies themselves for an empty key.
  private func members(_ bodies: [Body], _ key: StaticString) -> [JSONNode] {
    var found: [JSONNode] = []
    for case .whole(let body) in bodies {
      for start in [body["properties"], body].compactMap({ $0 }) {
        if key.utf8CodeUnitCount == 0 { found.append(start) } else if let member = start[key] { found.append(member) }
      }
    }
    return found
  }

  private func cutTexts(_ bodies: [Body]) -> [String] {
    bodies.compactMap { body in
      guard case .cut(let node) = body else { return nil }
      return node.string
    }
  }

  private static func milliseconds(_ text: String) -> Int64? {
    var text = text
    return text.withUTF8 { unsafe EventTime.parse($0) }
  }
}

extension StringProtocol {
  /// The whole texts that stand as the value of a key in JSON that may be cut off.
  fileprivate func texts(after key: String) -> [String] {
    String(self).ranges(of: "\"\(key)\"").compactMap { range in
      let rest = String(self)[range.upperBound...].drop { $0 == " " || $0 == ":" }
      guard rest.first == "\"", let end = rest.dropFirst().firstIndex(of: "\"") else { return nil }
      return String(rest.dropFirst()[..<end])
    }
  }
}
