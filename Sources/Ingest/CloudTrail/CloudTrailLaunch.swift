/// What a launch and changes of an instance tell of its type, its disks, and what ties it to another instance.
struct CloudTrailLaunch {
  let request: JSONNode?
  /// The instance as the response describes it.
  let instance: JSONNode?

  func set(_ values: NormalValues) {
    values.set(.lineageMachineType, instance?["instanceType"]?.filled ?? request?["instanceType"]?.filled)
    values.set(.lineageRootDevice, instance?["rootDeviceName"]?.filled)
    values.set(.lineageLinks, lines: links)
    values.set(.lineageSources, lines: sources)
    values.set(.lineageDisks, lines: Self.disks(instance?["blockDeviceMapping"]))
  }

  /// The snapshots its disks are made from, the root disk's first.
  private var sources: [String] {
    let root = instance?["rootDeviceName"]?.string
    var snapshots: [String] = []
    for mapping in Self.elements(request?["blockDeviceMapping"]) {
      guard let snapshot = mapping.member("ebs")?.member("snapshotId")?.filled?.string else { continue }
      let isRoot = root != nil && mapping.member("deviceName")?.string == root
      snapshots.insert(snapshot, at: isRoot ? 0 : snapshots.endIndex)
    }
    return snapshots
  }

  /// Names, network interfaces and addresses. A private address is one only inside of its subnet.
  private var links: [String] {
    var links: [String] = []
    let name = Self.name(Self.elements(instance?["tagSet"])) ?? Self.requestedName(request)
    if let name { links.append("name \(name)") }
    let subnet = instance?["subnetId"]?.string ?? request?["subnetId"]?.string
    for place in [request, instance] {
      for interface in Self.elements(place?["networkInterfaceSet"]) {
        if let id = interface["networkInterfaceId"]?.filled?.string { links.append("interface \(id)") }
      }
      if let address = place?["privateIpAddress"]?.filled?.string {
        links.append("address \(address)" + (subnet.map { " in \($0)" } ?? ""))
      }
    }
    return links
  }

  private static func requestedName(_ request: JSONNode?) -> String? {
    for specification in elements(request?["tagSpecificationSet"])
    where specification["resourceType"]?.equals("instance") == true {
      if let name = name(elements(specification["tags"])) { return name }
    }
    return nil
  }

  private static func name(_ tags: [JSONNode]) -> String? {
    tags.first { $0["key"]?.equals("Name") == true }?["value"]?.filled?.string
  }

  /// `device=volume` for each mapping that names both.
  private static func disks(_ mappings: JSONNode?) -> [String] {
    elements(mappings).compactMap { mapping in
      guard let device = mapping.member("deviceName")?.string,
        let volume = mapping.member("ebs")?.member("volumeId")?.filled?.string
      else { return nil }
      return "\(device)=\(volume)"
    }
  }

  /// What a change of one attribute does to an instance.
  static func setAttribute(_ request: JSONNode?, _ values: NormalValues) {
    func isNamed(_ name: StaticString) -> Bool { request?["attribute"]?.equals(name) == true }
    if request?["userData"] != nil || isNamed("userData") { values.set(.lineageChange, "user_data") }
    let type = request?["instanceType"]?["value"] ?? (isNamed("instanceType") ? request?["value"] : nil)
    if let type { values.set(.lineageMachineType, type) }
    let mappings = elements(request?["blockDeviceMapping"])
    if mappings.contains(where: { $0.member("ebs")?.member("deleteOnTermination")?.equals("true") == true }) {
      values.set(.lineageChange, "delete_on_termination")
      values.set(.lineageDisks, lines: disks(request?["blockDeviceMapping"]))
    }
  }

  /// What an address, a network interface or a target group is tied to an instance by.
  static func setLinks(_ request: JSONNode?, _ values: NormalValues) {
    var links: [String] = []
    if let interface = request?["networkInterfaceId"]?.filled?.string { links.append("interface \(interface)") }
    if let address = request?.first("allocationId", "publicIp")?.filled?.string { links.append("address \(address)") }
    if let group = request?["targetGroupArn"]?.filled?.string { links.append("target group \(group)") }
    values.set(.lineageLinks, lines: links)
  }

  /// Tags that a call puts on what it makes, or that the response shows on it.
  static func setTags(_ request: JSONNode?, _ resource: JSONNode?, _ values: NormalValues) {
    guard values.wants(.resourceTags) else { return }
    var tags = elements(resource?.member("tagSet"))
    for key in ["tagSpecificationSet", "tagSpecification"] as [StaticString] {
      for specification in elements(request?.member(key)) {
        tags += elements(specification.first("tags", "Tag", "Tags"))
      }
    }
    tags += elements(request?.first("tagSet", "tags"))
    var lines: [String] = []
    for tag in tags {
      guard let key = tag.member("key")?.filled?.string else { continue }
      let line = "\(key)=\(tag.member("value")?.string ?? "")"
      if !lines.contains(line) { lines.append(line) }
    }
    values.set(.resourceTags, lines: lines)
  }

  private static func elements(_ node: JSONNode?) -> [JSONNode] {
    var elements: [JSONNode] = []
    if let node { forEachElement(of: node) { elements.append($0) } }
    return elements
  }
}
