import Foundation
import MartletColumns
import MartletIngest
import Testing

@Suite struct AzureTests {
  private static let disk =
    "/subscriptions/00000000-0000-0000-0000-00000000000A/resourceGroups/RG/providers/Microsoft.Compute/disks/NewDisk"
  private static let snapshot =
    "/subscriptions/00000000-0000-0000-0000-00000000000A/resourceGroups/RG/providers/Microsoft.Compute/snapshots/Snap"
  private static let body =
    #"{\"name\":\"NewDisk\",\"properties\":{\"creationData\":{\"createOption\":\"Copy\",\"sourceResourceId\":\"\#(snapshot)\"}}}"#

  /// A record as the portal and `az monitor activity-log list` write it.
  static func record(
    _ status: String, id: String, second: Int, operation: String = "Microsoft.Compute/disks/write",
    resource: String = disk,
    properties: String = "{}", extra: String = ""
  ) -> String {
    """
    {"eventTimestamp":"2026-01-05T09:12:\(second).1234567Z","operationName":{"value":"\(operation)","localizedValue":"x"},\
    "caller":"ann@example.com","claims":{"appid":"04b07795-8ddb-461a-bbee-02f9e1bf7b46","idtyp":"user",\
    "http://schemas.microsoft.com/identity/claims/objectidentifier":"oid-1"},"resourceId":"\(resource)",\
    "status":{"value":"\(status)"},"subStatus":{"value":"OK"},"correlationId":"c-1","operationId":"o-1",\
    "eventDataId":"\(id)","subscriptionId":"00000000-0000-0000-0000-00000000000a","properties":\(properties)\(extra)}
    """
  }

  private static let started = record(
    "Started", id: "d-1", second: 10, extra: #","httpRequest":{"clientIpAddress":"198.51.100.7"}"#)
  private static let accepted = record("Accepted", id: "d-2", second: 11, properties: "{\"responseBody\":\"\(body)\"}")
  private static let succeeded = record("Succeeded", id: "d-3", second: 30)

  private static let fields = [
    "#event_simpleName", "OperationName", "ActorUserName", "aid", "ResourceType", "ResourceName", "timestamp",
    "#event.outcome", "event.id", "event.provider", "source.ip", "user.id", "user_agent.original", "actor.is_service",
    "cloud.op.group", "operation.phases", "lineage.source_kind", "lineage.source_id", "lineage.volume_id",
  ]

  @Test func `the phases of an operation are one event`() {
    let (started, accepted, succeeded) = (Self.started, Self.accepted, Self.succeeded)
    for order in [[started, accepted, succeeded], [succeeded, started, accepted, accepted]] {
      let reading = Reading(order.joined(separator: "\n"), fields: Self.fields)
      #expect(
        reading.rows == [
          [
            "#event_simpleName": "CloudResourceModification", "OperationName": "Microsoft.Compute/disks/write",
            "ActorUserName": "ann@example.com", "aid": "azure:00000000-0000-0000-0000-00000000000a",
            "ResourceType": "Microsoft.Compute/disks", "ResourceName": "newdisk", "timestamp": "1767604330123",
            "#event.outcome": "success", "event.id": "d-3", "event.provider": "Microsoft.Compute",
            "source.ip": "198.51.100.7", "user.id": "oid-1", "user_agent.original": "Azure CLI",
            "actor.is_service": "false", "cloud.op.group": "c-1", "operation.phases": "Start,Accept,Success",
            "lineage.source_kind": "snapshot", "lineage.source_id": Self.snapshot.lowercased(),
            "lineage.volume_id": Self.disk.lowercased(),
          ]
        ])
      #expect(reading.report.records == order.count)
      #expect(reading.report.events == 1)
    }
  }

  @Test func `the native view keeps the phases apart`() {
    let text = [Self.started, Self.accepted, Self.succeeded].joined(separator: "\n")
    let reading = Reading(text, fields: ["#event.outcome", "event.id", "Vendor.status.value"], view: .native)
    #expect(
      reading.rows == [
        ["#event.outcome": "unknown", "event.id": "d-1", "Vendor.status.value": "Started"],
        ["#event.outcome": "unknown", "event.id": "d-2", "Vendor.status.value": "Accepted"],
        ["#event.outcome": "success", "event.id": "d-3", "Vendor.status.value": "Succeeded"],
      ])
  }

  @Test func `a whole event has the body of any phase and the values of the last`() {
    let text = [Self.started, Self.succeeded, Self.accepted].joined(separator: "\n")
    let row = Reading(text, whole: true).rows[0]
    #expect(row["Vendor.status.value"] == "Succeeded")
    #expect(row["Vendor.properties.responseBody"]?.contains("creationData") == true)
    #expect(row["Vendor.httpRequest.clientIpAddress"] == "198.51.100.7")
    #expect(row["@rawstring"] == text)
    #expect(row["@timestamp"] == "1767604330123")
  }

  @Test func `a phase that was delivered twice counts once, read alone and with the whole event`() {
    let first = #"{"correlationId":"1","operationName":"Microsoft.Compute/disks/write","n":"1"}"#
    let second = #"{"correlationId":"1","operationName":"Microsoft.Compute/disks/write","n":"2"}"#
    let text = [first, second, first].joined(separator: "\n")
    let alone = Reading(text, fields: ["event.id", "@rawstring"]).rows
    let whole = Reading(text, whole: true).rows
    #expect(alone.count == 1 && whole.count == 1)
    #expect(alone[0]["event.id"] == whole[0]["event.id"])
    #expect(whole[0]["Vendor.n"] == "2")
    #expect(whole[0]["@rawstring"]?.split(separator: "\n").count == 2)
  }

  @Test func `phases are put together across files and workers, also from disk`() {
    let folder = Folder()
    var files: [[String]] = [[], [], []]
    for number in 0..<300 {
      for (phase, status) in ["Started", "Accepted", "Succeeded"].enumerated() {
        let record = Self.record(status, id: "\(number)-\(phase)", second: 10 + phase)
          .replacing("c-1", with: "c-\(number)")
        files[(number + phase) % 3].append(record)
      }
    }
    for (number, lines) in files.enumerated() { folder.write("\(number).json", lines.joined(separator: "\n")) }
    let request = ScanRequest(fields: ["cloud.op.group", "operation.phases", "event.id", "@timestamp"], batchSize: 64)
    let alone = Reading(FileSource(paths: [folder.path]), request)
    #expect(alone.rows.count == 300)
    #expect(alone.rows.allSatisfy { $0["operation.phases"] == "Start,Accept,Success" })
    var limits = ReadLimits()
    limits.phases = 20_000
    let spilled = Reading(FileSource(paths: [folder.path], limits: limits), request, workers: 4)
    let key = { (row: Row) in row["cloud.op.group"] ?? "" }
    #expect(spilled.rows.sorted { key($0) < key($1) } == alone.rows.sorted { key($0) < key($1) })
    let together = Reading(FileSource(paths: [folder.path]), request, workers: 4)
    #expect(together.rows == alone.rows)
    #expect(together.positions == alone.positions)
  }

  static let exported = """
    {"records":[{"time":"2026-01-05T09:12:10Z","resourceId":"/SUBSCRIPTIONS/S/RESOURCEGROUPS/RG/PROVIDERS/MICROSOFT.COMPUTE/\
    VIRTUALMACHINES/VM1","operationName":"MICROSOFT.COMPUTE/VIRTUALMACHINES/DEALLOCATE/ACTION","category":"Administrative",\
    "resultType":"Success","resultSignature":"Succeeded.","callerIpAddress":"198.51.100.7:4711","correlationId":"c-2",\
    "identity":{"authorization":{"evidence":{"principalId":"p-1"}},"claims":{"appid":"262044B1-e2ce-469f-a196-69ab7ada62d3",\
    "idtyp":"app","name":"Backup"}},"location":"westeurope"}]}
    """
  static let tabular = """
    {"TimeGenerated":"2026-01-05T09:12:10Z","OperationNameValue":"MICROSOFT.COMPUTE/VIRTUALMACHINES/DEALLOCATE/ACTION",\
    "ActivityStatusValue":"Success","Caller":"ann@example.com","CallerIpAddress":"198.51.100.7","CorrelationId":"c-2",\
    "_ResourceId":"/subscriptions/s/resourcegroups/rg/providers/microsoft.compute/virtualmachines/vm1",\
    "Claims_d":{"appid":"x"},"EventDataId":"d-9"}
    """
  static let snake = """
    {"event_timestamp":"2026-01-05T09:12:10Z","operation_name":{"value":"Microsoft.Compute/virtualMachines/deallocate/action"},\
    "caller":"ann@example.com","status":{"value":"Succeeded"},"http_request":{"client_ip_address":"198.51.100.7"},\
    "resource_id":"/subscriptions/s/resourceGroups/rg/providers/Microsoft.Compute/virtualMachines/VM1",\
    "correlation_id":"c-2","event_data_id":"d-9","subscription_id":"S"}
    """
  static let alert = "{\"schemaId\":\"x\",\"data\":{\"context\":{\"activityLog\":\(alertLog)}}}"
  static let alertLog = """
    {"eventTimestamp":"2026-01-05T09:12:10Z","operationName":"Microsoft.Compute/virtualMachines/deallocate/action",\
    "caller":"ann@example.com","claims":"{\\"ipaddr\\":\\"198.51.100.7\\"}","status":"Succeeded","correlationId":"c-2",\
    "resourceId":"/subscriptions/s/resourceGroups/rg/providers/Microsoft.Compute/virtualMachines/vm1"}
    """
  static let grid = """
    {"id":"g-1","eventType":"Microsoft.Resources.ResourceActionSuccess","eventTime":"2026-01-05T09:12:10Z",\
    "subject":"/subscriptions/s/resourceGroups/rg/providers/Microsoft.Compute/virtualMachines/vm1",\
    "data":{"operationName":"Microsoft.Compute/virtualMachines/deallocate/action","status":"Succeeded",\
    "correlationId":"c-2","claims":{"name":"ann@example.com","ipaddr":"198.51.100.7"}}}
    """

  @Test(arguments: [
    exported, tabular, snake, alert, "[\(alertLog)]", grid, "{\"value\":[\(alertLog)],\"nextLink\":\"\"}",
  ])
  func `every shape gives the same facts`(text: String) {
    let fields = [
      "OperationName", "ResourceType", "ResourceName", "#event.outcome", "source.ip", "aid", "lineage.instance_id",
      "timestamp",
    ]
    #expect(
      Reading(text, fields: fields).rows == [
        [
          "OperationName": "Microsoft.Compute/virtualMachines/deallocate/action",
          "ResourceType": "Microsoft.Compute/virtualMachines", "ResourceName": "vm1", "#event.outcome": "success",
          "source.ip": "198.51.100.7", "aid": "azure:s", "timestamp": "1767604330000",
          "lineage.instance_id": "/subscriptions/s/resourcegroups/rg/providers/microsoft.compute/virtualmachines/vm1",
        ]
      ])
  }

  @Test func `Microsoft's own services are told by their application`() {
    let row = Reading(Self.exported, fields: ["actor.is_service", "ActorUserName", "user.id", "cloud.region"]).rows[0]
    #expect(row["actor.is_service"] == "true")
    #expect(row["ActorUserName"] == "Backup")
    #expect(row["user.id"] == "p-1")
    #expect(row["cloud.region"] == "westeurope")
    #expect(Reading(Self.tabular, fields: ["actor.is_service"]).values("actor.is_service") == ["false"])
  }

  @Test(arguments: [
    (
      #"{\"properties\":{\"creationData\":{\"createOption\":\"Copy\",\"sourceResourceId\":\"/s/disks/D0\"}}}"#, "disk",
      "/s/disks/d0"
    ),
    (
      #"{\"properties\":{\"creationData\":{\"createOption\":\"Restore\",\"sourceResourceId\":\"/s/restorePointCollections/C/restorePoints/P\"}}}"#,
      "restore_point", "/s/restorepointcollections/c/restorepoints/p"
    ),
    (
      #"{\"properties\":{\"creationData\":{\"createOption\":\"FromImage\",\"imageReference\":{\"id\":\"/I\"}}}}"#,
      "image", "/i"
    ),
    (
      #"{\"properties\":{\"creationData\":{\"createOption\":\"Copy\",\"sourceResourceId\":\"/s/snapshots/S1\",\"cut off"#,
      "snapshot", "/s/snapshots/s1"
    ),
    (#"{\"properties\":{\"creationData\":{\"createOption\":\"Empty\"}}}"#, nil, nil),
  ])
  func `a new disk tells where it comes from`(body: String, kind: String?, id: String?) {
    for member in ["responseBody", "requestbody", "requestBody"] {
      let record = Self.record("Succeeded", id: "x", second: 10, properties: "{\"\(member)\":\"\(body)\"}")
      let row = Reading(record, fields: ["lineage.source_kind", "lineage.source_id"]).rows[0]
      #expect(row["lineage.source_kind"] == kind)
      #expect(row["lineage.source_id"] == id)
    }
  }

  @Test func `machines, snapshots and restores tell their lineage`() {
    let machine = Self.record(
      "Succeeded", id: "x", second: 10, operation: "Microsoft.Compute/virtualMachines/write",
      resource: "/S/virtualMachines/VM",
      properties:
        #"{"responseBody":{"properties":{"storageProfile":{"osDisk":{"managedDisk":{"id":"/S/disks/NewDisk"}}}}}}"#)
    let fields = [
      "lineage.instance_id", "lineage.volume_id", "lineage.is_root", "lineage.parent_id", "lineage.restore_kind",
    ]
    #expect(
      Reading(machine, fields: fields).rows == [
        [
          "lineage.instance_id": "/s/virtualmachines/vm", "lineage.volume_id": "/s/disks/newdisk",
          "lineage.is_root": "true",
        ]
      ])
    let snapshot = Self.record(
      "Succeeded", id: "x", second: 10, operation: "MICROSOFT.COMPUTE/SNAPSHOTS/WRITE",
      properties:
        #"{"responseBody":"{\"properties\":{\"creationData\":{\"createOption\":\"Copy\",\"sourceResourceId\":\"/S/disks/OSDISK\"}}}"}"#
    )
    #expect(Reading(snapshot, fields: fields).rows == [["lineage.parent_id": "/s/disks/osdisk"]])
    let restore = Self.record(
      "Succeeded", id: "x", second: 10,
      operation:
        "Microsoft.RecoveryServices/vaults/backupFabrics/protectionContainers/protectedItems/recoveryPoints/restore/action",
      resource: "/S/vaults/V/recoveryPoints/1",
      properties:
        #"{"requestbody":"{\"properties\":{\"recoveryType\":\"OriginalLocation\",\"sourceResourceId\":\"/S/virtualMachines/VM\"}}"}"#
    )
    #expect(
      Reading(restore, fields: fields).rows
        == [["lineage.instance_id": "/s/virtualmachines/vm", "lineage.restore_kind": "OriginalLocation"]])
  }

  @Test func `failures and open operations are told apart`() {
    let failed = [Self.started, Self.record("Failed", id: "d-8", second: 20)].joined(separator: "\n")
    #expect(
      Reading(failed, fields: ["#event.outcome", "error.code"]).rows
        == [["#event.outcome": "failure", "error.code": "OK"]])
    #expect(Reading(Self.started, fields: ["#event.outcome"]).values("#event.outcome") == ["unknown"])
  }

  @Test func `a record without an identifier gets one from its bytes`() {
    let first = Reading(Self.exported, fields: ["event.id"]).values("event.id")
    #expect(first == Reading(Self.exported, fields: ["event.id"]).values("event.id"))
    #expect(first[0]?.count == 32)
  }
}
