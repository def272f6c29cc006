/// A Google Cloud project: writes audit log entries of Compute Engine calls, two for a long-running one.
public struct GCPProject: Sendable {
  public var id: String
  public var zone: String

  public init(id: String = "example-prod-1", zone: String = "europe-west1-b") {
    self.id = id
    self.zone = zone
  }

  /// Somebody who calls Compute Engine.
  public struct Principal: Sendable {
    var email: String
    var address: String
    var userAgent: String
    /// The key of a service account the calls are made with.
    var keyName: String?

    public static func user(_ email: String, from address: String) -> Principal {
      Principal(
        email: email, address: address,
        userAgent: "google-cloud-sdk gcloud/462.0.1 command/gcloud.compute from-script/False")
    }

    /// The attacker of a scenario: a stolen key of a service account, the most common identity of attackers here.
    public static func attacker(in telemetry: Telemetry, from address: String = "198.51.100.23") -> Principal {
      .user("build-\(telemetry.cast)@example-prod-1.iam.gserviceaccount.com", from: address)
    }

    public static func agent(_ email: String) -> Principal {
      Principal(email: email, address: "private", userAgent: "google-internal")
    }
  }

  public func path(_ collection: String, _ name: String) -> String { "projects/\(id)/zones/\(zone)/\(collection)/\(name)" }

  /// Writes one call: a first entry with the request, and a last entry when it has ended.
  ///
  /// - Parameters:
  ///   - method: without the version, such as `compute.instances.stop`.
  ///   - resourceType: the monitored resource, such as `gce_instance`.
  public func call(
    _ method: String, on resource: String, type resourceType: String, by principal: Principal,
    request: JSONValue = [:], version: String = "v1.", seconds: Int = 6, refusal: String? = nil,
    in telemetry: inout Telemetry
  ) {
    let operation = "operation-\(telemetry.now.milliseconds)-\(telemetry.random.hex(13))"
    let target = telemetry.random.digits(18)
    let requestType = "type.googleapis.com/\(method)"
    guard case .object(let members) = request else { preconditionFailure("a request is an object") }
    let head = entry(method, resource, resourceType, principal, version, target, telemetry.now, &telemetry.random)
    if let refusal {
      let payload = head.payload.adding("request", .object([(key: "@type", value: .string(requestType))] + members))
        .adding("status", ["code": 7, "message": .string(refusal)])
      write(head.envelope(payload, "ERROR", nil), at: telemetry.now, in: &telemetry)
      return
    }
    let first = head.payload.adding("request", .object([(key: "@type", value: .string(requestType))] + members))
      .adding(
        "response",
        [
          "@type": "type.googleapis.com/operation", "operationType": .string(method), "status": "RUNNING",
          "targetId": .string(target), "targetLink": "https://www.googleapis.com/compute/v1/\(resource)",
        ])
    write(
      head.envelope(
        first, "NOTICE", ["id": .string(operation), "producer": "compute.googleapis.com", "first": true]),
      at: telemetry.now, in: &telemetry)
    telemetry.wait(seconds: seconds)
    let tail = entry(method, resource, resourceType, principal, version, target, telemetry.now, &telemetry.random)
    write(
      tail.envelope(
        tail.payload.adding("request", ["@type": .string(requestType)]), "NOTICE",
        ["id": .string(operation), "producer": "compute.googleapis.com", "last": true]),
      at: telemetry.now, in: &telemetry)
  }

  /// Writes an event of the system: one entry, without a request, by nobody but Google.
  public func event(_ method: String, on resource: String, in telemetry: inout Telemetry) {
    let head = entry(
      method, resource, "gce_instance", Principal(email: "system@google.com", address: "private", userAgent: "google-internal"), "",
      telemetry.random.digits(18), telemetry.now, &telemetry.random)
    let body = head.envelope(
      head.payload.adding("request", ["@type": "type.googleapis.com/\(method)"]), "INFO",
      ["id": .string("systemevent-\(telemetry.now.milliseconds)-\(telemetry.random.hex(13))"), "producer": .string(method), "first": true, "last": true])
    write(
      body.setting(["logName"], to: "projects/\(id)/logs/cloudaudit.googleapis.com%2Fsystem_event"), at: telemetry.now,
      in: &telemetry)
  }

  private func write(_ body: JSONValue, at time: Moment, in telemetry: inout Telemetry) {
    telemetry.write(NativeRecord(cloud: .gcp, time: time, account: id, region: zone, body: body))
  }

  private struct Entry {
    var payload: JSONValue
    var insertID: String
    var project: String
    var zone: String
    var resourceType: String
    var target: String
    var time: Moment

    func envelope(_ payload: JSONValue, _ severity: String, _ operation: JSONValue?) -> JSONValue {
      let label = resourceType == "gce_disk" ? "disk_id" : resourceType == "gce_snapshot" ? "snapshot_id" : "instance_id"
      return ([
        "protoPayload": payload, "insertId": .string(insertID),
        "resource": [
          "type": .string(resourceType),
          "labels": .object([
            (key: label, value: .string(target)), (key: "project_id", value: .string(project)),
            (key: "zone", value: .string(zone)),
          ]),
        ], "timestamp": .string(time.micros), "severity": .string(severity),
        "logName": "projects/\(project)/logs/cloudaudit.googleapis.com%2Factivity",
      ] as JSONValue).adding("operation", operation).adding("receiveTimestamp", .string((time + 1).micros))
    }
  }

  private func entry(
    _ method: String, _ resource: String, _ resourceType: String, _ principal: Principal, _ version: String,
    _ target: String, _ time: Moment, _ random: inout RandomSource
  ) -> Entry {
    Entry(
      payload: [
        "@type": "type.googleapis.com/google.cloud.audit.AuditLog",
        "authenticationInfo": (["principalEmail": .string(principal.email)] as JSONValue)
          .adding("serviceAccountKeyName", principal.keyName.map { .string($0) }),
        "requestMetadata": [
          "callerIp": .string(principal.address), "callerSuppliedUserAgent": .string(principal.userAgent),
        ], "serviceName": "compute.googleapis.com", "methodName": "\(version)\(method)",
        "authorizationInfo": [
          ["permission": .string(method), "granted": true, "resource": .string(resource)]
        ], "resourceName": .string(resource), "resourceLocation": ["currentLocations": [.string(zone)]],
      ], insertID: "-\(random.hex(11))", project: id, zone: zone, resourceType: resourceType, target: target, time: time)
  }
}
