/// Finds the resources an operation acts on, and what the record tells of their origin.
final class CloudTrailResources {
  /// A resource, with the object in the record that names it.
  private struct Found {
    var type: StaticString
    var id: JSONNode
    var element: JSONNode?
    var isFromResponse: Bool
  }

  private var found: [Found] = []

  private let rules = ResourceRuleCache()
  /// The record's request and response, for the operation that is looked at.
  private var request: JSONNode?
  private var response: JSONNode?

  func forEach(
    of record: CloudTrailRecord, isExpanded: Bool, in values: NormalValues, _ embedded: EmbeddedTrees, _ row: () -> Void
  ) {
    guard isExpanded || values.wantsResources else {
      values.beginResource()
      return row()
    }
    request = record.tree(record.request, "Request", embedded)
    response = record.tree(record.response, "Response", embedded)
    let rule = rules.rule(of: record)
    found.removeAll(keepingCapacity: true)
    if let rule { find(rule) } else { addGeneric(record, embedded) }
    if found.isEmpty {
      values.beginResource()
      values.set(.resourceType, rule?.type ?? "unknown")
      values.set(.resourceName, "unknown")
      if let rule { setLineage(rule.lineage, nil, values) }
      if isExpanded { values.set(.operationIndex, number: 0) }
      return row()
    }
    for (index, resource) in found.enumerated() {
      values.beginResource()
      values.set(.resourceType, resource.type)
      setName(resource, values)
      if let rule { setLineage(rule.lineage, resource, values) }
      if isExpanded { values.set(.operationIndex, number: Int64(index)) }
      row()
      if !isExpanded { return }
    }
  }

  private func addGeneric(_ record: CloudTrailRecord, _ embedded: EmbeddedTrees) {
    let resources = { record.tree(record.resources, "", embedded) }
    GenericResources.find(in: request, response, resources) { type, id in
      found.append(Found(type: type, id: id, element: nil, isFromResponse: false))
    }
  }

  private func find(_ rule: ResourceRule) {
    if !rule.response.isEmpty, let response {
      collect(rule.response, in: response) { id, element in
        found.append(Found(type: rule.type, id: id, element: element, isFromResponse: true))
      }
    }
    if found.isEmpty, !rule.request.isEmpty, let request {
      collect(rule.request, in: request) { id, element in
        found.append(
          Found(type: rule.requestType ?? rule.type, id: id, element: element, isFromResponse: false))
      }
    }
  }

  /// The name is the identifier; of an ARN its last part.
  private func setName(_ resource: Found, _ values: NormalValues) {
    guard let id = unsafe resource.id.scalar else { return }
    guard unsafe id.hasPrefix("arn:") else { return unsafe values.set(.resourceName, id) }
    let last = unsafe id.suffix(afterLast: UInt8(ascii: ":")).suffix(afterLast: UInt8(ascii: "/"))
    unsafe values.set(.resourceName, last.isEmpty ? id : last)
    unsafe values.set(.resourceID, id)
  }

  // MARK: Lineage

  private func setLineage(_ lineage: ResourceRule.Lineage, _ resource: Found?, _ values: NormalValues) {
    guard values.wantsLineage || values.wants(.resourceTags) else { return }
    let request = request
    let response = response
    func either(_ key: StaticString) -> JSONNode? { response?.member(key)?.filled ?? request?.member(key)?.filled }
    func setSource(_ kind: StaticString, _ id: JSONNode?) {
      guard let id = id?.filled else { return }
      values.set(.lineageSourceKind, kind)
      values.set(.lineageSourceID, id)
    }
    let made = resource?.isFromResponse == true ? resource?.id : nil
    switch lineage {
    case .none: break
    case .instance:
      values.set(.lineageInstanceID, resource?.id)
      values.set(.lineagePreviousState, resource?.element?["previousState"]?["name"])
      let flags: [StaticString] = ["force", "skipOsShutdown"]
      let isForced = flags.contains { request?.member($0)?.equals("true") == true }
      if isForced { values.set(.lineageForced, true) }
    case .launch:
      values.set(.lineageInstanceID, made)
      setSource("image", resource?.element?.member("imageId") ?? request?["instancesSet"].flatMap(firstImage))
      CloudTrailLaunch(request: request, instance: resource?.element).set(values)
    case .instanceAttribute:
      values.set(.lineageInstanceID, resource?.id)
      CloudTrailLaunch.setAttribute(request, values)
    case .link:
      values.set(.lineageInstanceID, isInstance(resource) ? resource?.id : either("instanceId"))
      CloudTrailLaunch.setLinks(request, values)
    case .imageFromStore:
      // The object is named after the image it holds.
      guard let key = request?.member("objectKey")?.string, key.hasPrefix("ami-") else { break }
      values.set(.lineageSourceKind, "image")
      values.set(.lineageSourceID, string: key.split(separator: ".").first.map(String.init))
    case .volume:
      values.set(.lineageVolumeID, resource?.id)
    case .newVolume:
      values.set(.lineageVolumeID, made)
      setSource("snapshot", either("snapshotId"))
    case .volumeCopy:
      values.set(.lineageVolumeID, made)
      setSource("disk", resource?.element?.member("sourceVolumeId") ?? request?.member("sourceVolumeId"))
    case .attachment:
      values.set(.lineageVolumeID, resource?.id)
      values.set(.lineageInstanceID, either("instanceId"))
      setDevice(either("device"), root: nil, values)
    case .snapshot:
      let element = resource?.element
      values.set(.lineageSavedTime, response?.member("startTime")?.filled)
      values.set(
        .lineageParentID,
        element?.member("volumeId")?.filled ?? (element == nil ? either("volumeId") : nil)
          ?? request?.member("volumeId"))
      values.set(.lineageInstanceID, request?.member("instanceSpecification")?.member("instanceId"))
    case .snapshotCopy:
      setSource("snapshot", request?.member("sourceSnapshotId") ?? request?.member("parentSnapshotId"))
    case .registeredImage:
      setRegisteredSource(request, values)
    case .imageCopy:
      setSource("image", request?.member("sourceImageId"))
    case .imageOfInstance:
      values.set(.lineageInstanceID, request?.member("instanceId"))
    case .replaceRoot:
      setReplacedRoot(resource, values)
    case .databaseFromSnapshot:
      let snapshot = request?.first("dBSnapshotIdentifier", "snapshotIdentifier")
      setSource("snapshot", snapshot)
      values.set(.lineageInstanceID, resource?.id)
      values.set(.lineageParentID, string: snapshot?.string.flatMap(CloudTrailDatabases.owner))
    case .databaseFromTime:
      let source = request?.first("sourceDBInstanceIdentifier", "sourceDBClusterIdentifier")
      setSource("restore_point", source)
      values.set(.lineageInstanceID, resource?.id)
      values.set(.lineageParentID, source)
      values.set(
        .lineageSavedTime, string: request?.first("restoreTime", "restoreToTime")?.string.map(CloudTrailDatabases.instant))
    case .databaseChange:
      values.set(.lineageInstanceID, resource?.id)
      values.set(.lineageAlias, request?.first("newDBInstanceIdentifier", "newDBClusterIdentifier")?.filled)
      values.set(.lineageSavedTime, string: request?["backtrackTo"]?.string.map(CloudTrailDatabases.instant))
    case .databaseSnapshot:
      values.set(.lineageParentID, request?.first("dBInstanceIdentifier", "dBClusterIdentifier")?.filled)
    case .lightsail:
      values.set(.lineageInstanceID, request?["instanceName"]?.filled)
      values.set(.lineageVolumeID, request?["diskName"]?.filled)
      values.set(.lineageParentID, request?.first("diskName", "instanceName")?.filled)
      values.set(.lineageDevice, request?["diskPath"]?.filled)
      if let snapshot = request?.first("diskSnapshotName", "instanceSnapshotName") {
        setSource("snapshot", snapshot)
      } else if let source = request?.first("sourceInstanceName", "sourceDiskName") {
        setSource("restore_point", source)
      }
      values.set(.lineageLinks, string: request?["staticIpName"]?.string.map { "address \($0)" })
    case .hostNames:
      values.set(.lineageLinks, lines: CloudTrailDatabases.targets(request))
    case .recoveryPoint:
      setSource("recovery_point", request?["recoveryPointArn"])
      values.set(.lineageRestoreKind, request?["resourceType"]?.filled)
    }
    CloudTrailLaunch.setTags(request, resource?.element, values)
  }

  private func isInstance(_ resource: Found?) -> Bool {
    resource.map { "\($0.type)" == "AWS::EC2::Instance" } ?? false
  }

  private func firstImage(_ instances: JSONNode) -> JSONNode? {
    var image: JSONNode?
    collect(["imageId"], in: instances) { id, _ in image = image ?? id }
    return image
  }

  /// An image's root disk comes from the snapshot mapped to its root device, or from the only one mapped.
  private func setRegisteredSource(_ request: JSONNode?, _ values: NormalValues) {
    let root = request?.member("rootDeviceName")
    var chosen: (snapshot: JSONNode, device: JSONNode?)?
    var isRoot = false
    guard let mapping = request?.member("blockDeviceMapping") else { return }
    forEachElement(of: mapping) { element in
      guard let snapshot = element.member("ebs")?.member("snapshotId")?.filled else { return }
      let device = element.member("deviceName")
      let matches = isSame(device, root)
      if chosen == nil || (matches && !isRoot) { chosen = (snapshot, device) }
      isRoot = isRoot || matches
    }
    guard let chosen else { return }
    values.set(.lineageSourceKind, "snapshot")
    values.set(.lineageSourceID, chosen.snapshot)
    setDevice(chosen.device, root: root, values)
  }

  private func setReplacedRoot(_ resource: Found?, _ values: NormalValues) {
    let task = response?.member("replaceRootVolumeTask")
    func either(_ key: StaticString) -> JSONNode? { request?.member(key)?.filled ?? task?.member(key)?.filled }
    values.set(.lineageInstanceID, resource?.id)
    values.set(.lineageIsRoot, true)
    if either("deleteReplacedRootVolume")?.equals("true") == true { values.set(.lineageDeletesOld, true) }
    if let snapshot = either("snapshotId") {
      values.set(.lineageSourceKind, "snapshot")
      values.set(.lineageSourceID, snapshot)
    } else if let image = either("imageId") {
      values.set(.lineageSourceKind, "image")
      values.set(.lineageSourceID, image)
    } else if let volume = either("volumeId") {
      values.set(.lineageSourceKind, "disk")
      values.set(.lineageSourceID, volume)
    } else {
      values.set(.lineageSourceKind, "launch_state")
    }
  }

  private func setDevice(_ device: JSONNode?, root: JSONNode?, _ values: NormalValues) {
    guard let device = device?.filled else { return }
    values.set(.lineageDevice, device)
    let usual: [StaticString] = ["/dev/xvda", "/dev/sda1", "/dev/sda", "/dev/nvme0n1"]
    values.set(.lineageIsRoot, isSame(device, root) || usual.contains { device.equals($0) })
  }

  private func isSame(_ left: JSONNode?, _ right: JSONNode?) -> Bool {
    guard let left = unsafe left?.scalar, let right = unsafe right?.scalar else { return false }
    return unsafe equal(left, right)
  }
}

/// Calls `body` with the elements of a list in either EC2 style: `{"items":[…]}`, `{"item":{…}}`,
/// `{"tag":1,"content":…}`, an array, or the one element itself.
func forEachElement(of node: JSONNode, _ body: (JSONNode) -> Void) {
  switch node.kind {
  case .null: return
  case .array:
    for child in node.children { forEachElement(of: child, body) }
  case .object:
    guard let inner = node["items"]?.given ?? node["item"]?.given ?? node["content"]?.given else { return body(node) }
    forEachElement(of: inner, body)
  case .text, .number, .boolean:
    // An empty list is written as an empty text.
    if !node.isEmptyText { body(node) }
  }
}

extension JSONNode {
  /// The value unless it is null.
  fileprivate var given: JSONNode? { kind == .null ? nil : self }
}

/// Calls `body` with every value at the end of `path`, from its member `step` on, and the object it stands in when that
/// is not the start.
func collect(
  _ path: [StaticString], from step: Int = 0, in node: JSONNode, inside: JSONNode? = nil,
  _ body: (JSONNode, JSONNode?) -> Void
) {
  forEachElement(of: node) { element in
    guard step < path.count else {
      if unsafe element.scalar != nil { body(element, inside) }
      return
    }
    guard let member = element.member(path[step]) else { return }
    collect(path, from: step + 1, in: member, inside: step + 1 == path.count ? element : inside, body)
  }
}
