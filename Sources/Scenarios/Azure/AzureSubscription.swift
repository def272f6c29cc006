/// An Azure subscription: writes Activity Log events, with the phases Azure writes for one operation.
public struct AzureSubscription: Sendable {
  public var id: String
  public var location: String
  public var resourceGroup: String
  /// Which of the exports of the Activity Log the events are written in.
  public var export: Export

  public enum Export: Sendable {
    /// Portal, REST interface and `az monitor activity-log list`.
    case portal
    /// Diagnostic setting to Event Hub or storage: flat names, identifiers in upper case.
    case diagnostic
    /// The table AzureActivity of Log Analytics.
    case analytics
  }

  /// Bodies longer than this are cut, and are no JSON any more; 0 for a log without bodies.
  public var bodyLimit = Int.max
  /// What one deployment of a template does shares a correlation id; otherwise every operation has its own.
  public var correlation: String?

  public init(
    id: String = "0b1f6471-1bf0-4dda-aec3-111122223333", location: String = "westeurope",
    resourceGroup: String = "rg-production", export: Export = .portal
  ) {
    self.id = id
    self.location = location
    self.resourceGroup = resourceGroup
    self.export = export
  }

  /// Somebody who calls Azure Resource Manager.
  public struct Caller: Sendable {
    var name: String
    var objectID: String
    var application: String
    var isApplication: Bool
    var address: String?

    public static func user(_ name: String, objectID: String, from address: String) -> Caller {
      Caller(
        name: name, objectID: objectID, application: "04b07795-8ddb-461a-bbee-02f9e1bf7b46", isApplication: false,
        address: address)
    }

    /// The attacker of a scenario, who has a name of its own in each.
    public static func attacker(in telemetry: Telemetry, from address: String = "198.51.100.23") -> Caller {
      var own: UInt64 = 0
      for byte in telemetry.cast.utf8 { own = own &* 31 &+ UInt64(byte) }
      var random = RandomSource(seed: own)
      return .user("mallory.\(telemetry.cast)@example.com", objectID: random.uuid(), from: address)
    }

    public static func application(_ application: String, objectID: String, from address: String? = nil) -> Caller {
      Caller(name: objectID, objectID: objectID, application: application, isApplication: true, address: address)
    }

    var claims: JSONValue {
      ([
        "aud": "https://management.core.windows.net/", "appid": .string(application), "appidacr": isApplication ? "2" : "0",
        "http://schemas.microsoft.com/identity/claims/objectidentifier": .string(objectID),
        "idtyp": isApplication ? "app" : "user",
      ] as JSONValue).adding(
        "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/upn", isApplication ? nil : .string(name)
      ).adding("ipaddr", address.map { .string($0) })
    }
  }

  public func resource(_ path: String) -> String {
    "/subscriptions/\(id)/resourceGroups/\(resourceGroup)/providers/\(path)"
  }

  /// Writes the phases of one operation: begin, acceptance when it is asynchronous, and end.
  ///
  /// - Parameters:
  ///   - body: the response body, which Azure delivers as text, with the acceptance when there is one.
  ///   - seconds: how long the operation takes.
  public func operation(
    _ name: String, on resource: String, by caller: Caller, body: JSONValue? = nil, request: JSONValue? = nil,
    isAsynchronous: Bool = true, seconds: Int = 4, fails: Bool = false, in telemetry: inout Telemetry
  ) {
    let correlation = correlation ?? telemetry.random.uuid()
    let body = bodyLimit == 0 ? nil : body.map { String($0.text.prefix(bodyLimit)) }
    let request = bodyLimit == 0 ? nil : request.map { String($0.text.prefix(bodyLimit)) }
    let start = telemetry.now
    var phases: [Phase] = [Phase(at: start, "BeginRequest", "Started", sub: "", request: request)]
    if isAsynchronous && !fails { phases.append(Phase(at: start + 1, "EndRequest", "Accepted", sub: "Accepted", body: body)) }
    phases.append(
      Phase(
        at: start + seconds, "EndRequest", fails ? "Failed" : "Succeeded", sub: fails ? "Conflict" : "OK",
        body: isAsynchronous ? nil : body))
    for phase in phases {
      let event = telemetry.random.uuid()
      let json =
        switch export {
        case .portal: portalEvent(name, resource, caller, correlation, phase, event)
        case .diagnostic: diagnosticEvent(name, resource, caller, correlation, phase)
        case .analytics: analyticsRow(name, resource, caller, correlation, phase, event)
        }
      telemetry.write(NativeRecord(cloud: .azure, time: phase.time, account: id, region: location, body: json))
    }
    telemetry.wait(seconds: seconds)
  }

  struct Phase {
    var time: Moment
    var event: String
    var status: String
    var sub: String
    /// Texts: a body may have been cut.
    var request: String?
    var body: String?

    init(at time: Moment, _ event: String, _ status: String, sub: String, request: String? = nil, body: String? = nil) {
      self.time = time
      self.event = event
      self.status = status
      self.sub = sub
      self.request = request
      self.body = body
    }
  }

  private func portalEvent(
    _ name: String, _ resource: String, _ caller: Caller, _ correlation: String, _ phase: Phase, _ event: String
  ) -> JSONValue {
    let isBegin = phase.event == "BeginRequest"
    return [
      "authorization": ["action": .string(name), "scope": .string(resource)], "caller": .string(caller.name),
      "channels": "Operation", "claims": caller.claims, "correlationId": .string(correlation),
      "eventDataId": .string(event), "eventName": ["value": .string(phase.event), "localizedValue": .string(phase.event)],
      "category": ["value": "Administrative", "localizedValue": "Administrative"],
      "httpRequest": isBegin
        ? .object(
          [(key: "clientRequestId", value: .string(correlation))]
            + (caller.address.map { [(key: "clientIpAddress", value: .string($0))] } ?? [])
            + [(key: "method", value: "PUT")])
        : .null,
      "id": "\(resource)/events/\(event)/ticks/\(phase.time.milliseconds)", "level": "Informational",
      "resourceGroupName": .string(resourceGroup), "resourceId": .string(resource),
      "operationId": .string(correlation), "operationName": ["value": .string(name), "localizedValue": .string(name)],
      "properties": phase.bodies(besides: [:]),
      "status": ["value": .string(phase.status), "localizedValue": .string(phase.status)],
      "subStatus": ["value": .string(phase.sub), "localizedValue": .string(phase.sub)],
      "eventTimestamp": .string(phase.time.ticks), "submissionTimestamp": .string((phase.time + 90).ticks),
      "subscriptionId": .string(id),
    ]
  }

  private func diagnosticEvent(
    _ name: String, _ resource: String, _ caller: Caller, _ correlation: String, _ phase: Phase
  ) -> JSONValue {
    let result = ["Started": "Start", "Accepted": "Accept", "Succeeded": "Success", "Failed": "Failure"][phase.status]
    return ([
      "time": .string(phase.time.ticks), "resourceId": .string(resource.uppercased()),
      "operationName": .string(name.uppercased()), "category": "Administrative",
      "resultType": .string(result ?? phase.status),
      "resultSignature": .string(phase.sub.isEmpty ? "Started." : "\(phase.status).\(phase.sub)"), "durationMs": "0",
    ] as JSONValue).adding("callerIpAddress", caller.address.map { .string($0) })
      .adding("correlationId", .string(correlation))
      .adding(
        "identity",
        [
          "authorization": [
            "scope": .string(resource), "action": .string(name),
            "evidence": [
              "principalId": .string(caller.objectID),
              "principalType": caller.isApplication ? "ServicePrincipal" : "User",
            ],
          ], "claims": caller.claims,
        ]
      ).adding("level", "Information").adding("location", "global")
      .adding(
        "properties", phase.bodies(besides: ["eventCategory": "Administrative", "entity": .string(resource)]))
  }

  private func analyticsRow(
    _ name: String, _ resource: String, _ caller: Caller, _ correlation: String, _ phase: Phase, _ event: String
  ) -> JSONValue {
    let status = ["Started": "Start", "Accepted": "Accept", "Succeeded": "Success", "Failed": "Failure"][phase.status]
    return ([
      "TimeGenerated": .string(phase.time.ticks), "EventSubmissionTimestamp": .string((phase.time + 90).ticks),
      "OperationNameValue": .string(name.uppercased()), "OperationName": .string(name), "CategoryValue": "Administrative",
      "Level": "Information", "ActivityStatusValue": .string(status ?? phase.status),
      "ActivitySubstatusValue": .string(phase.sub), "Caller": .string(caller.name),
    ] as JSONValue).adding("CallerIpAddress", caller.address.map { .string($0) })
      .adding("Claims_d", caller.claims)
      .adding("Authorization_d", ["action": .string(name), "scope": .string(resource)])
      .adding("Properties_d", phase.bodies(besides: ["eventCategory": "Administrative", "entity": .string(resource)]))
      .adding("CorrelationId", .string(correlation)).adding("EventDataId", .string(event))
      .adding("ResourceGroup", .string(resourceGroup.uppercased())).adding("SubscriptionId", .string(id))
      .adding("_ResourceId", .string(resource.lowercased())).adding("ResourceId", .string(resource))
      .adding("Type", "AzureActivity")
  }
}

extension AzureSubscription.Phase {
  /// The properties of an event, with the bodies that its phase has.
  func bodies(besides others: JSONValue) -> JSONValue {
    others.adding("requestbody", request.map { .string($0) }).adding("responseBody", body.map { .string($0) })
  }
}
