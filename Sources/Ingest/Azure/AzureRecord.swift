/// What the mapping needs of one Activity Log record, found in whichever of its shapes it comes (telemetry §2.1).
struct AzureRecord {
  let node: JSONNode
  let time: JSONNode?
  let operation: JSONNode?
  let resourceID: JSONNode?
  let status: JSONNode?
  let subStatus: JSONNode?
  let correlation: JSONNode?
  let eventDataID: JSONNode?
  let caller: JSONNode?
  let claims: JSONNode?
  let address: JSONNode?
  let subscription: JSONNode?
  let location: JSONNode?
  let evidence: JSONNode?
  private let properties: JSONNode?

  /// The record itself may be JSON as text in places; those are read into `embedded`.
  init(_ record: JSONNode, _ embedded: EmbeddedTrees) {
    // Event Grid keeps the facts in `data`, and time and identity beside it.
    let data = record["data"].flatMap { $0["operationName"] == nil ? nil : $0 }
    let node = data ?? record
    func value(_ keys: StaticString...) -> JSONNode? { Self.value(node, keys) }
    func object(_ keys: StaticString...) -> JSONNode? {
      for key in keys {
        if let found = embedded.value(of: node[key]), found.kind == .object { return found }
      }
      return nil
    }
    self.node = record
    time =
      value("eventTimestamp", "event_timestamp", "time", "TimeGenerated", "eventTime", "EventSubmissionTimestamp")
      ?? record["eventTime"]?.filled
    operation = value("operationName", "operation_name", "OperationNameValue", "OperationName")
    resourceID =
      value("resourceId", "resource_id", "_ResourceId", "ResourceId", "resourceUri") ?? record["subject"]?.filled
    status = value("status", "resultType", "ActivityStatusValue", "ActivityStatus")
    subStatus = value("subStatus", "sub_status", "resultSignature", "ActivitySubstatusValue")
    correlation = value("correlationId", "correlation_id", "CorrelationId")
    eventDataID = value("eventDataId", "event_data_id", "EventDataId") ?? (data == nil ? nil : record["id"]?.filled)
    subscription = value("subscriptionId", "subscription_id", "SubscriptionId")
    location = value("location", "resourceLocation", "Location")
    properties = object("properties", "Properties_d", "Properties")
    // `identity` is an object in exports, and sometimes only a name.
    let identity = node["identity"]
    let inner = embedded.value(of: identity)
    claims = object("claims", "Claims_d", "Claims") ?? embedded.value(of: inner?["claims"])
    caller = value("caller", "Caller") ?? (identity?.kind == .text && inner == nil ? identity?.filled : nil)
    let request = object("httpRequest", "http_request", "HTTPRequest")
    address =
      value("callerIpAddress", "CallerIpAddress") ?? request?.first("clientIpAddress", "client_ip_address")?.filled
      ?? claims?["ipaddr"]?.filled
    evidence = embedded.value(of: inner?["authorization"])?["evidence"]
  }

  /// The first of some members that has a text.
  private static func value(_ node: JSONNode, _ keys: [StaticString]) -> JSONNode? {
    for key in keys {
      guard let member = node[key], member.kind != .null else { continue }
      // The portal writes `{"value":…,"localizedValue":…}`.
      let value = member.kind == .object ? member["value"] : member
      if let value = value?.filled { return value }
    }
    return nil
  }

  /// What all phases of one operation share: correlation, operation and resource.
  static func key(of node: JSONNode) -> [JSONNode?] {
    [
      value(node, ["correlationId", "correlation_id", "CorrelationId"]),
      value(node, ["operationName", "operation_name", "OperationNameValue", "OperationName"]),
      value(node, ["resourceId", "resource_id", "_ResourceId", "ResourceId", "resourceUri"]),
    ]
  }

  /// The bodies of request and response, as they stand there: objects, or JSON as text that may be cut off.
  var bodies: [JSONNode] {
    [
      properties?.first("responseBody", "responsebody", "response_body"),
      properties?.first("requestbody", "requestBody", "request_body"),
    ].compactMap { $0?.filled }
  }

  var phase: Phase {
    guard let status else { return .other }
    if status.equalsIgnoringCase("Started") || status.equalsIgnoringCase("Start") { return .start }
    if status.equalsIgnoringCase("Accepted") || status.equalsIgnoringCase("Accept") { return .accept }
    if status.equalsIgnoringCase("Succeeded") || status.equalsIgnoringCase("Success") { return .success }
    if status.equalsIgnoringCase("Failed") || status.equalsIgnoringCase("Failure") { return .failure }
    return .other
  }

  /// What a record tells of its operation's progress.
  enum Phase: Int {
    case other, start, accept, success, failure

    var name: StaticString {
      switch self {
      case .other: "Other"
      case .start: "Start"
      case .accept: "Accept"
      case .success: "Success"
      case .failure: "Failure"
      }
    }

    /// Success and failure are both the end.
    var rank: Int { min(rawValue, Phase.success.rawValue) }
  }

  /// A claim by its short name or by the address of its schema.
  func claim(_ keys: StaticString...) -> JSONNode? {
    for key in keys {
      if let claim = claims?[key]?.filled { return claim }
    }
    return nil
  }

  /// When the record was written, as epoch milliseconds.
  var milliseconds: Int64? {
    unsafe time?.scalar.flatMap { unsafe EventTime.parse($0) }
  }
}
