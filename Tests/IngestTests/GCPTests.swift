import MartletColumns
import MartletIngest
import Testing

@Suite struct GCPTests {
  /// A log entry from the specification.
  static func entry(
    _ method: String, resource: String = "projects/p1/zones/europe-west1-b/disks/new", request: String = "{}",
    operation: String = "", id: String = "n-1", email: String = "ann@example.com", payload: String = "",
    time: String = "2026-01-05T09:12:44.5Z"
  ) -> String {
    """
    {"logName":"projects/p1/logs/cloudaudit.googleapis.com%2Factivity","insertId":"\(id)","timestamp":"\(time)",\
    "severity":"NOTICE","resource":{"type":"gce_disk","labels":{"project_id":"p1","zone":"europe-west1-b"}},\
    "protoPayload":{"@type":"type.googleapis.com/google.cloud.audit.AuditLog","serviceName":"compute.googleapis.com",\
    "methodName":"\(method)","resourceName":"\(resource)","authenticationInfo":{"principalEmail":"\(email)",\
    "principalSubject":"user:\(email)"},"requestMetadata":{"callerIp":"198.51.100.7","callerSuppliedUserAgent":"gcloud"},\
    "request":\(request)\(payload)}\(operation)}
    """
  }

  private static let first = entry(
    "v1.compute.disks.insert",
    request: #"{"sourceSnapshot":"https://www.googleapis.com/compute/v1/projects/p1/global/snapshots/s1"}"#,
    operation: #","operation":{"id":"op-1","producer":"compute.googleapis.com","first":true}"#)
  private static let last = entry(
    "v1.compute.disks.insert", request: #"{"@type":"x"}"#,
    operation: #","operation":{"id":"op-1","producer":"compute.googleapis.com","last":true}"#, id: "n-2",
    time: "2026-01-05T09:12:50Z")

  @Test func `first and last entry are one event`() {
    let fields = [
      "#event_simpleName", "OperationName", "ActorUserName", "aid", "ResourceType", "ResourceName", "timestamp",
      "#event.outcome", "event.id", "event.provider", "source.ip", "user.id", "user_agent.original", "actor.is_service",
      "cloud.op.group", "cloud.region", "operation.phases", "lineage.source_kind", "lineage.source_id",
      "lineage.volume_id",
      "Vendor.protoPayload.request.sourceSnapshot", "Vendor.insertId",
    ]
    for text in [Self.first + "\n" + Self.last, Self.last + "\n" + Self.first + "\n" + Self.first] {
      #expect(
        Reading(text, fields: fields).rows == [
          [
            "#event_simpleName": "CloudResourceModification", "OperationName": "compute.disks.insert",
            "ActorUserName": "ann@example.com", "aid": "gcp:p1", "ResourceType": "gce_disk", "ResourceName": "new",
            "timestamp": "1767604364500", "#event.outcome": "success", "event.id": "n-2",
            "event.provider": "compute.googleapis.com", "source.ip": "198.51.100.7", "user.id": "user:ann@example.com",
            "user_agent.original": "gcloud", "actor.is_service": "false", "cloud.op.group": "op-1",
            "cloud.region": "europe-west1-b", "operation.phases": "first,last", "lineage.source_kind": "snapshot",
            "lineage.source_id": "projects/p1/global/snapshots/s1",
            "lineage.volume_id": "projects/p1/zones/europe-west1-b/disks/new", "Vendor.insertId": "n-2",
            "Vendor.protoPayload.request.sourceSnapshot":
              "https://www.googleapis.com/compute/v1/projects/p1/global/snapshots/s1",
          ]
        ])
    }
  }

  @Test func `outcomes are those of the last entry`() {
    func outcome(_ text: String) -> [String?] { Reading(text, fields: ["#event.outcome"]).values("#event.outcome") }
    #expect(outcome(Self.first) == ["unknown"])
    #expect(outcome(Self.last) == ["success"])
    let failed = Self.last.replacing("\"request\"", with: "\"status\":{\"code\":3,\"message\":\"no\"},\"request\"")
    #expect(outcome(Self.first + "\n" + failed) == ["failure"])
    let refused = Self.entry("v1.compute.disks.insert", payload: #","status":{"code":7,"message":"PERMISSION_DENIED"}"#)
    #expect(outcome(refused) == ["failure"])
    #expect(outcome(Self.entry("v1.compute.disks.insert", payload: #","status":{}"#)) == ["success"])
  }

  @Test(arguments: [
    ("system@google.com", "true"), ("123@cloudservices.gserviceaccount.com", "true"),
    ("service-123@compute-system.iam.gserviceaccount.com", "true"),
    ("service-123@gcp-sa-backupdr.iam.gserviceaccount.com", "true"),
    ("backup@p1.iam.gserviceaccount.com", "false"), ("123-compute@developer.gserviceaccount.com", "false"),
    ("service-x@compute-system.iam.gserviceaccount.com", "false"),
    ("service-1@gcp-sa-x.example.com", "false"),
  ])
  func `Google's agents are told by domains that only Google has`(email: String, isService: String) {
    let record = Self.entry("v1.compute.disks.insert", email: email)
    #expect(Reading(record, fields: ["actor.is_service"]).values("actor.is_service") == [isService])
  }

  @Test func `disks, machines and images tell their lineage`() {
    let fields = [
      "lineage.source_kind", "lineage.source_id", "lineage.parent_id", "lineage.instance_id", "lineage.volume_id",
      "lineage.is_root", "lineage.device",
    ]
    func row(_ method: String, _ resource: String, _ request: String) -> Row {
      Reading(Self.entry(method, resource: resource, request: request), fields: fields).rows[0]
    }
    let instance = "projects/p1/zones/z/instances/i1"
    #expect(
      row(
        "v1.compute.instances.attachDisk", instance,
        #"{"source":"projects/p1/zones/z/disks/d","boot":true,"deviceName":"dev"}"#)
        == [
          "lineage.instance_id": instance, "lineage.volume_id": "projects/p1/zones/z/disks/d",
          "lineage.is_root": "true",
          "lineage.device": "dev",
        ])
    #expect(
      row(
        "beta.compute.instances.insert", instance,
        #"{"disks":[{"initializeParams":{"sourceImage":"projects/x/i"}},{"boot":true,"initializeParams":{"sourceSnapshot":"global/snapshots/s"}}]}"#
      )
        == [
          "lineage.instance_id": instance, "lineage.source_kind": "snapshot",
          "lineage.source_id": "projects/p1/global/snapshots/s", "lineage.volume_id": "projects/p1/zones/z/disks/i1",
        ])
    #expect(
      row("v1.compute.instances.insert", instance, #"{"sourceMachineImage":"projects/p1/global/machineImages/m"}"#)
        == [
          "lineage.instance_id": instance, "lineage.source_kind": "machine_image",
          "lineage.source_id": "projects/p1/global/machineImages/m",
          "lineage.volume_id": "projects/p1/zones/z/disks/i1",
        ])
    #expect(
      row("v1.compute.disks.createSnapshot", "projects/p1/zones/z/disks/d", #"{"name":"s"}"#)
        == ["lineage.parent_id": "projects/p1/zones/z/disks/d"])
    #expect(
      row(
        "v1.compute.snapshots.insert", "projects/p1/global/snapshots/s",
        #"{"sourceDisk":"projects/p1/zones/z/disks/d"}"#)
        == ["lineage.parent_id": "projects/p1/zones/z/disks/d"])
    #expect(
      row(
        "v1.compute.regionDisks.insert", "projects/p1/regions/r/disks/d",
        #"{"sourceDisk":"projects/p1/regions/r/disks/o"}"#)
        == [
          "lineage.volume_id": "projects/p1/regions/r/disks/d", "lineage.source_kind": "disk",
          "lineage.source_id": "projects/p1/regions/r/disks/o",
        ])
    #expect(row("v1.compute.instances.stop", instance, "{}") == ["lineage.instance_id": instance])
  }

  @Test func `entries are found in queue messages and table rows`() {
    let message =
      "{\"message\":{\"data\":\"\(Compressed.base64(Array(Self.first.utf8)))\",\"attributes\":{}},\"subscription\":\"s\"}"
    #expect(Reading(message, fields: ["OperationName"]).values("OperationName") == ["compute.disks.insert"])
    let table = Self.entry("v1.compute.disks.insert", request: "null")
      .replacing("protoPayload", with: "protopayload_auditlog")
      .replacing("\"request\":null", with: #""requestJson":"{\"sourceDisk\":\"projects/p1/zones/z/disks/o\"}""#)
    #expect(
      Reading(table, fields: ["OperationName", "lineage.source_id"]).rows
        == [["OperationName": "compute.disks.insert", "lineage.source_id": "projects/p1/zones/z/disks/o"]])
  }

  @Test func `reads are told by their method`() {
    let record = Self.entry("v1.compute.instances.list")
    #expect(Reading(record, fields: ["#event_simpleName"]).values("#event_simpleName") == ["CloudResourceRead"])
  }
}
