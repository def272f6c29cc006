/// Turns the first and last entry of a Google Cloud operation into one event.
final class GCPMapping {
  private let embedded = EmbeddedTrees()
  private let lineage = GCPLineage()

  /// Sets the fields of the event; `row` is called once, before the texts they refer to go. Its argument are the
  /// entries, the one whose values count first.
  func map(_ phases: [JSONNode], isExpanded: Bool, in values: NormalValues, _ row: (_ time: Int64?, [JSONNode]) -> Void)
  {
    embedded.removeAll()
    let entries = phases.map { GCPEntry($0, embedded) }.sorted { $0.rank > $1.rank }
    func any(_ member: (GCPEntry) -> JSONNode?) -> JSONNode? {
      for entry in entries {
        if let found = member(entry) { return found }
      }
      return nil
    }
    let time = entries.compactMap(\.milliseconds).min()
    let method = unsafe any(\.method)?.scalar.map { unsafe Self.withoutVersion($0) }
    unsafe values.set(.operationName, method)
    unsafe values.set(.action, method)
    let isRead = unsafe method.map { unsafe Self.isRead($0) } ?? false
    values.set(.simpleName, isRead ? "CloudResourceRead" as StaticString : "CloudResourceModification")
    values.set(.kind, "event")
    values.set(.module, "gcp")
    values.set(.dataset, "gcp.audit")
    values.set(.vendor, "google")
    values.set(.provider, "gcp")
    values.set(.service, any(\.service))
    setOutcome(entries, in: values)
    setPlace(any, in: values)
    values.set(.eventID, any { $0.node["insertId"]?.filled })
    values.set(.operationGroup, any(\.operationID))
    setActor(any, in: values)
    if let time { values.set(.timestamp, number: time) }
    values.endRecord()

    values.beginResource()
    values.set(.resourceType, any { $0.resource?["type"]?.filled })
    values.setDefault(.resourceType, "unknown")
    let resource = unsafe any(\.resourceName)?.scalar.map { unsafe Self.path($0) }
    if let resource = unsafe resource, !resource.isEmpty {
      unsafe setResourceID(resource, project: any { $0.resource?["labels"]?["project_id"]?.filled }, in: values)
      let name = unsafe resource.suffix(afterLast: UInt8(ascii: "/"))
      unsafe values.set(.resourceName, name.isEmpty ? resource : name)
    }
    values.setDefault(.resourceName, "unknown")
    if isExpanded { values.set(.operationIndex, number: 0) }
    if let method = unsafe method {
      let project = any { $0.resource?["labels"]?["project_id"]?.filled }
      unsafe lineage.set(
        method: method, resource: resource, project: project, requests: entries.compactMap(\.request), in: values)
    }
    row(time, entries.map(\.node))
  }

  /// A project may be named by its number; the labels of the record say which it is.
  private func setResourceID(_ resource: UnsafeBufferPointer<UInt8>, project: JSONNode?, in values: NormalValues) {
    guard values.wants(.resourceID) else { return }
    guard let project = project?.string, unsafe GCPPath.namesProjectByNumber(resource) else {
      return unsafe values.set(.resourceID, resource)
    }
    values.set(.resourceID, string: GCPPath(project: project, zone: nil).whole(unsafe String(decoding: resource, as: UTF8.self), kind: ""))
  }

  /// `v1.compute.disks.insert` and `beta.compute.disks.insert` are the same method.
  static func withoutVersion(_ method: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
    for version in ["v1.", "beta.", "alpha."] as [StaticString] where unsafe method.hasPrefix(version) {
      return unsafe UnsafeBufferPointer(rebasing: method[version.utf8CodeUnitCount...])
    }
    return unsafe method
  }

  /// A resource name from `projects/` on, without the host and version of a link.
  static func path(_ name: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
    guard let start = unsafe name.firstRange(of: "projects/") else { return unsafe name }
    return unsafe UnsafeBufferPointer(rebasing: name[start...])
  }

  private static func isRead(_ method: UnsafeBufferPointer<UInt8>) -> Bool {
    let verb = unsafe method.suffix(afterLast: UInt8(ascii: "."))
    let reads: [StaticString] = [
      "get", "list", "aggregatedList", "search", "Get", "List", "Search", "testIamPermissions",
    ]
    return reads.contains { unsafe verb.hasPrefix($0) }
  }

  private func setOutcome(_ entries: [GCPEntry], in values: NormalValues) {
    guard let final = entries.first else { return }
    let refused = entries.first { $0.isFailure }
    let isOpen = final.isFirst && !final.isLast
    values.set(.outcome, refused != nil ? "failure" as StaticString : isOpen ? "unknown" : "success")
    if let refused {
      values.set(.errorCode, refused.status?["code"])
      values.set(.errorMessage, refused.status?["message"]?.filled)
    }
    if values.wants(.operationPhases), final.operationID != nil {
      let hasFirst = entries.contains { $0.isFirst }
      let hasLast = entries.contains { $0.isLast }
      values.set(.operationPhases, hasFirst && hasLast ? "first,last" as StaticString : hasLast ? "last" : "first")
    }
  }

  private func setPlace(_ any: ((GCPEntry) -> JSONNode?) -> JSONNode?, in values: NormalValues) {
    let labels = any { $0.resource?["labels"] }
    if let project = labels?["project_id"]?.filled {
      unsafe setProject(unsafe project.scalar, in: values)
    } else if let log = unsafe any({ $0.node["logName"] })?.scalar, unsafe log.hasPrefix("projects/") {
      let rest = unsafe UnsafeBufferPointer(rebasing: log[9...])
      unsafe setProject(unsafe rest.prefix(beforeFirst: UInt8(ascii: "/")), in: values)
    }
    values.setDefault(.aid, "unknown")
    let locations = any { $0.payload?["resourceLocation"]?["currentLocations"] }
    values.set(.region, labels?.first("zone", "region", "location")?.filled ?? locations?.children.first { _ in true })
  }

  private func setProject(_ project: UnsafeBufferPointer<UInt8>?, in values: NormalValues) {
    guard let project = unsafe project else { return }
    unsafe values.set(.account, project)
    values.compose(.aid) { text in
      text.append("gcp:")
      unsafe text.append(contentsOf: project)
    }
  }

  private func setActor(_ any: ((GCPEntry) -> JSONNode?) -> JSONNode?, in values: NormalValues) {
    let email = any { $0.authentication?["principalEmail"]?.filled }
    let subject = any { $0.authentication?["principalSubject"]?.filled }
    values.set(.actorUserName, email ?? subject)
    values.setDefault(.actorUserName, "unknown")
    values.set(.userName, email ?? subject)
    values.set(.userID, subject)
    if let address = unsafe any({ $0.metadata?.first("callerIp", "callerIP")?.filled })?.scalar,
      unsafe NetworkAddress.isAddress(address)
    {
      unsafe values.set(.sourceIP, address)
    }
    values.set(.userAgent, any { $0.metadata?["callerSuppliedUserAgent"]?.filled })
    values.set(.isService, email.map(Self.isService) ?? false)
  }

  /// Google's own agents, told by domains that customers cannot have accounts in (telemetry §7).
  private static func isService(_ email: JSONNode) -> Bool {
    if email.equals("system@google.com") || email.hasSuffix("@cloudservices.gserviceaccount.com") { return true }
    guard let text = unsafe email.scalar, unsafe text.hasPrefix("service-"),
      let domain = unsafe text.suffix(afterFirst: UInt8(ascii: "@"))
    else { return false }
    let number = unsafe UnsafeBufferPointer(rebasing: text[8...]).prefix(beforeFirst: UInt8(ascii: "@"))
    guard !number.isEmpty, unsafe number.allSatisfy({ $0 &- 0x30 < 10 }) else { return false }
    guard unsafe domain.hasSuffix(".iam.gserviceaccount.com") else { return false }
    return unsafe domain.equals("compute-system.iam.gserviceaccount.com")
      || domain.equals("container-engine-robot.iam.gserviceaccount.com") || domain.hasPrefix("gcp-sa-")
  }
}

/// What the mapping needs of one audit log entry.
struct GCPEntry {
  let node: JSONNode
  let payload: JSONNode?
  let operation: JSONNode?
  let request: JSONNode?
  let milliseconds: Int64?

  init(_ node: JSONNode, _ embedded: EmbeddedTrees) {
    self.node = node
    payload = node.first("protoPayload", "protopayload_auditlog")
    operation = node["operation"]
    request = payload?["request"] ?? embedded.value(of: payload?["requestJson"])
    let time = node.first("timestamp", "receiveTimestamp")
    milliseconds = unsafe time?.scalar.flatMap { unsafe EventTime.parse($0) }
  }

  var method: JSONNode? { payload?["methodName"]?.filled }
  var service: JSONNode? { payload?["serviceName"]?.filled }
  var resourceName: JSONNode? { payload?["resourceName"]?.filled }
  var authentication: JSONNode? { payload?["authenticationInfo"] }
  var metadata: JSONNode? { payload?["requestMetadata"] }
  var status: JSONNode? { payload?["status"] }
  var resource: JSONNode? { node["resource"] }
  var operationID: JSONNode? { operation?["id"]?.filled }
  var isFirst: Bool { operation?["first"]?.equals("true") == true }
  var isLast: Bool { operation?["last"]?.equals("true") == true }

  var isFailure: Bool {
    guard let code = status?["code"]?.filled else { return node["severity"]?.equals("ERROR") == true }
    return !code.equals("0")
  }

  /// The last entry tells the outcome, the first the request.
  var rank: Int { isLast ? 2 : isFirst ? 0 : 1 }
}
