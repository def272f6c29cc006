/// Turns the phases of an Azure operation into one event.
final class AzureMapping {
  private let embedded = EmbeddedTrees()
  private let lineage = AzureLineage()

  /// The phases, the one that tells the outcome first.
  private func ordered(_ phases: [JSONNode]) -> [AzureRecord] {
    let records = phases.map { AzureRecord($0, embedded) }
    let order = records.indices.sorted { left, right in
      let (a, b) = (records[left], records[right])
      if a.phase.rank != b.phase.rank { return a.phase.rank > b.phase.rank }
      let (timeA, timeB) = (a.milliseconds ?? 0, b.milliseconds ?? 0)
      return timeA != timeB ? timeA > timeB : left > right
    }
    return order.map { records[$0] }
  }

  /// Sets the fields of the event; `row` is called once, before the texts they refer to go. Its argument are the
  /// phases, the one whose values count first.
  func map(_ phases: [JSONNode], isExpanded: Bool, in values: NormalValues, _ row: (_ time: Int64?, [JSONNode]) -> Void)
  {
    embedded.removeAll()
    let records = ordered(phases)
    func any(_ member: (AzureRecord) -> JSONNode?) -> JSONNode? {
      for record in records {
        if let found = member(record) { return found }
      }
      return nil
    }
    let time = records.compactMap(\.milliseconds).min()
    let operation = AzureOperation(any(\.operation)?.string ?? "unknown")
    let resourceID = Self.lowercased(any(\.resourceID))

    values.set(.simpleName, operation.isRead ? "CloudResourceRead" as StaticString : "CloudResourceModification")
    values.set(.kind, "event")
    values.set(.module, "azure")
    values.set(.dataset, "azure.activitylogs")
    values.set(.vendor, "microsoft")
    values.set(.provider, "azure")
    values.set(.operationName, string: operation.name)
    values.set(.action, string: operation.name)
    values.set(.service, string: operation.provider)
    setOutcome(records, in: values)
    setPlace(any(\.subscription), any(\.location), resourceID, in: values)
    values.set(.operationGroup, any(\.correlation))
    setEventID(records, in: values)
    setActor(any, records, in: values)
    if let time { values.set(.timestamp, number: time) }
    values.endRecord()

    values.beginResource()
    values.set(.resourceType, string: operation.resourceType)
    if let resourceID, !resourceID.isEmpty {
      values.set(.resourceID, string: resourceID)
      values.set(.resourceName, string: resourceID.split(separator: "/").last.map(String.init) ?? "unknown")
    }
    values.setDefault(.resourceName, "unknown")
    if isExpanded { values.set(.operationIndex, number: 0) }
    if values.wantsLineage || values.wants(.resourceTags) {
      lineage.set(operation, resourceID ?? "", at: time, records.flatMap(\.bodies), embedded, in: values)
    }
    row(time, records.map(\.node))
  }

  static func lowercased(_ node: JSONNode?) -> String? {
    node?.string?.lowercased()
  }

  private func setOutcome(_ records: [AzureRecord], in values: NormalValues) {
    let final = records.first?.phase ?? .other
    let outcome: StaticString =
      switch final {
      case .success: "success"
      case .failure: "failure"
      case .other, .start, .accept: "unknown"
      }
    values.set(.outcome, outcome)
    if final == .failure {
      values.set(.errorCode, records[0].subStatus)
    }
    if values.wants(.operationPhases) {
      let names = Set(records.map(\.phase)).sorted { $0.rawValue < $1.rawValue }.map { "\($0.name)" }
      values.set(.operationPhases, string: names.joined(separator: ","))
    }
  }

  private func setPlace(
    _ subscription: JSONNode?, _ location: JSONNode?, _ resourceID: String?, in values: NormalValues
  ) {
    var account = Self.lowercased(subscription)
    if account == nil, let resourceID {
      let parts = resourceID.split(separator: "/")
      if let index = parts.firstIndex(of: "subscriptions"), index + 1 < parts.count {
        account = String(parts[index + 1])
      }
    }
    values.set(.account, string: account)
    values.set(.aid, string: account.map { "azure:" + $0 } ?? "unknown")
    values.set(.region, location)
  }

  /// The record's own identifier, or the one in its resource path, or what its bytes come to.
  private func setEventID(_ records: [AzureRecord], in values: NormalValues) {
    guard values.wants(.eventID) else { return }
    for record in records {
      if let id = record.eventDataID { return values.set(.eventID, id) }
      if let path = unsafe record.node["id"]?.scalar, let start = unsafe path.firstRange(of: "/events/") {
        let id = unsafe UnsafeBufferPointer(rebasing: path[(start + 8)...]).prefix(beforeFirst: UInt8(ascii: "/"))
        return unsafe values.set(.eventID, id)
      }
    }
    guard let source = unsafe records.first?.node.source else { return }
    values.set(.eventID, string: unsafe ContentHash.hexadecimal(source))
  }

  private func setActor(
    _ any: ((AzureRecord) -> JSONNode?) -> JSONNode?, _ records: [AzureRecord], in values: NormalValues
  ) {
    let name =
      any(\.caller)
      ?? any { $0.claim("http://schemas.xmlsoap.org/ws/2005/05/identity/claims/upn", "upn") }
      ?? any { $0.claim("http://schemas.xmlsoap.org/ws/2005/05/identity/claims/name", "name") }
      ?? any { $0.claim("appid") }
    values.set(.actorUserName, name)
    values.setDefault(.actorUserName, "unknown")
    values.set(.userName, name)
    values.set(
      .userID,
      any { $0.claim("http://schemas.microsoft.com/identity/claims/objectidentifier", "oid") }
        ?? any { $0.evidence?["principalId"]?.filled })
    if let address = unsafe any(\.address)?.scalar {
      let host = unsafe NetworkAddress.withoutPort(address)
      if unsafe NetworkAddress.isAddress(host) { unsafe values.set(.sourceIP, host) }
    }
    let application = any { $0.claim("appid") }
    if let application, let known = Self.applications.first(where: { application.equalsIgnoringCase($0.id) }) {
      values.set(.userAgent, known.name)
    }
    let isApplication = any { $0.claim("idtyp") }?.equals("app") == true
    let isOwn = application.map { id in Self.ownServices.contains { id.equalsIgnoringCase($0) } } ?? false
    values.set(.isService, isApplication && isOwn)
  }

  private static let applications: [(id: StaticString, name: StaticString)] = [
    ("04b07795-8ddb-461a-bbee-02f9e1bf7b46", "Azure CLI"),
    ("1950a258-227b-4e31-a9cf-717495945fc2", "Azure PowerShell"),
    ("c44b4083-3bb0-49c1-b47d-974e53cbdf3c", "Azure portal"),
    ("262044b1-e2ce-469f-a196-69ab7ada62d3", "Azure Backup Management Service"),
    ("b8340c3b-9267-498f-b21a-15d5547fd85e", "Azure Site Recovery"),
  ]

  /// Microsoft's own services that act on resources without a person (telemetry §7).
  private static let ownServices: [StaticString] = [
    "262044b1-e2ce-469f-a196-69ab7ada62d3", "b8340c3b-9267-498f-b21a-15d5547fd85e",
  ]
}
