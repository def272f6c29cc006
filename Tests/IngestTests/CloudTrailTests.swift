import MartletColumns
import MartletIngest
import Testing

@Suite struct CloudTrailTests {
  private static let normal = [
    "#event_simpleName", "#event.kind", "#event.module", "#event.dataset", "#event.outcome", "#Vendor", "aid",
    "timestamp",
    "ActorUserName", "OperationName", "ResourceType", "ResourceName", "cloud.provider", "cloud.account.id",
    "cloud.region",
    "event.action", "event.provider", "event.id", "user.id", "user.name", "source.ip", "source.domain",
    "user_agent.original", "actor.is_service", "cloud.op.group", "cloud.op.index", "@timestamp",
  ]

  @Test func `a record has the normal fields in the records view`() {
    let reading = Reading(CloudTrailRecords.stop, fields: Self.normal)
    #expect(
      reading.rows == [
        [
          "#event_simpleName": "CloudResourceModification", "#event.kind": "event", "#event.module": "aws",
          "#event.dataset": "aws.cloudtrail", "#event.outcome": "success", "#Vendor": "aws", "aid": "aws:111122223333",
          "timestamp": "1767604364000", "@timestamp": "1767604364000", "ActorUserName": "ann",
          "OperationName": "StopInstances", "ResourceType": "AWS::EC2::Instance", "ResourceName": "i-1",
          "cloud.provider": "aws", "cloud.account.id": "111122223333", "cloud.region": "eu-west-1",
          "event.action": "StopInstances", "event.provider": "ec2.amazonaws.com", "event.id": "e-1",
          "user.id": "AIDAEXAMPLE", "user.name": "ann", "source.ip": "198.51.100.7",
          "user_agent.original": "aws-cli/2.15.0", "actor.is_service": "false", "cloud.op.group": "r-1",
        ]
      ])
    #expect(reading.report.records == 1)
    #expect(reading.report.events == 1)
  }

  @Test func `an operation is one event per resource in the resources view`() {
    let fields = ["ResourceName", "cloud.op.index", "lineage.prev_state", "lineage.instance_id", "event.id"]
    let reading = Reading(CloudTrailRecords.stop, fields: fields, view: .resources)
    #expect(
      reading.rows == [
        [
          "ResourceName": "i-1", "cloud.op.index": "0", "lineage.prev_state": "running", "lineage.instance_id": "i-1",
          "event.id": "e-1",
        ],
        [
          "ResourceName": "i-2", "cloud.op.index": "1", "lineage.prev_state": "stopped", "lineage.instance_id": "i-2",
          "event.id": "e-1",
        ],
      ])
    #expect(reading.report.records == 1)
    #expect(reading.report.events == 2)
  }

  @Test func `native members are found with and without their prefix`() {
    let path = "requestParameters.instancesSet.items[1].instanceId"
    let fields = ["Vendor.\(path)", path, "eventName", "Vendor.readOnly", "Vendor.userIdentity.arn", "nothing"]
    #expect(
      Reading(CloudTrailRecords.stop, fields: fields).rows == [
        [
          "Vendor.\(path)": "i-2", path: "i-2", "eventName": "StopInstances", "Vendor.readOnly": "false",
          "Vendor.userIdentity.arn": "arn:aws:iam::111122223333:user/ann",
        ]
      ])
  }

  @Test func `whole events hold the record below Vendor`() {
    let row = Reading(CloudTrailRecords.stop, fields: ["OperationName"], view: .resources, whole: true).rows[1]
    #expect(row["ResourceName"] == "i-2")
    #expect(row["Vendor.responseElements.instancesSet.items[1].previousState.name"] == "stopped")
    #expect(row["Vendor.managementEvent"] == "true")
    #expect(row["@rawstring"] == CloudTrailRecords.stop)
    #expect(row["@timestamp"] == "1767604364000")
    #expect(row["source.domain"] == nil)
  }

  @Test(arguments: [
    (#"{"type":"Root","principalId":"111122223333","arn":"arn:aws:iam::111122223333:root"}"#, "root", "false"),
    (
      #"{"type":"AssumedRole","principalId":"AROAEXAMPLE:alice","sessionContext":{"sessionIssuer":{"arn":"arn:aws:iam::111122223333:role/Ops","userName":"Ops"}}}"#,
      "Ops/alice", "false"
    ),
    (
      #"{"type":"AssumedRole","principalId":"AROAEXAMPLE:ann@example.com","sessionContext":{"sessionIssuer":{"arn":"arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Admin_0","userName":"AWSReservedSSO_Admin_0"}}}"#,
      "ann@example.com", "false"
    ),
    (
      #"{"type":"AssumedRole","principalId":"AROAEXAMPLE:i-0abc","arn":"arn:aws:sts::111122223333:assumed-role/web/i-0abc"}"#,
      "web/i-0abc", "false"
    ),
    (
      #"{"type":"AssumedRole","principalId":"AROAEXAMPLE:AutoScaling","sessionContext":{"sessionIssuer":{"arn":"arn:aws:iam::111122223333:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling","userName":"AWSServiceRoleForAutoScaling"}},"invokedBy":"autoscaling.amazonaws.com"}"#,
      "AWSServiceRoleForAutoScaling/AutoScaling", "true"
    ),
    (#"{"type":"FederatedUser","principalId":"111122223333:bob"}"#, "bob", "false"),
    (#"{"type":"WebIdentityUser","principalId":"x:y","userName":"repo:org/app"}"#, "repo:org/app", "false"),
    (#"{"type":"AWSAccount","principalId":"AIDAOTHER","accountId":"444455556666"}"#, "444455556666", "false"),
    (#"{"type":"AWSService","invokedBy":"ec2.amazonaws.com"}"#, "ec2.amazonaws.com", "true"),
    (#"{"invokedBy":"ec2.amazonaws.com"}"#, "ec2.amazonaws.com", "true"),
    (#"{"type":"SAMLUser","principalId":"saml:carl"}"#, "saml:carl", "false"),
    ("{}", "unknown", "false"),
  ])
  func `the actor has a name`(identity: String, name: String, isService: String) {
    let record = CloudTrailRecords.record("StopInstances", identity: identity)
    let row = Reading(record, fields: ["ActorUserName", "actor.is_service"]).rows[0]
    #expect(row == ["ActorUserName": name, "actor.is_service": isService])
  }

  @Test(arguments: [("backup", "true"), ("cloudformation", "false"), ("ssm", "false")])
  func `a service that acts for itself is told by host and address`(service: String, isService: String) {
    let identity = "{\"type\":\"AssumedRole\",\"principalId\":\"A:b\",\"invokedBy\":\"\(service).amazonaws.com\"}"
    let record = CloudTrailRecords.record("StopInstances", identity: identity)
      .replacing("198.51.100.7", with: "\(service).amazonaws.com")
    let row = Reading(record, fields: ["actor.is_service", "source.domain", "source.ip"]).rows[0]
    #expect(row == ["actor.is_service": isService, "source.domain": "\(service).amazonaws.com"])
  }

  @Test func `refused calls and dry runs are failures and name what was asked for`() {
    let refused = CloudTrailRecords.record(
      "StopInstances", request: CloudTrailRecords.instances("i-1"),
      extra:
        #","errorCode":"Client.DryRunOperation","errorMessage":"Request would have succeeded, but DryRun flag is set.""#
    )
    let fields = ["#event.outcome", "error.code", "ResourceName", "lineage.prev_state"]
    #expect(
      Reading(refused, fields: fields, view: .resources).rows
        == [["#event.outcome": "failure", "error.code": "Client.DryRunOperation", "ResourceName": "i-1"]])
  }

  @Test func `old records are reads by their names`() {
    let old = CloudTrailRecords.record("DescribeInstances").replacing(",\"readOnly\":false", with: "")
    #expect(Reading(old, fields: ["#event_simpleName"]).values("#event_simpleName") == ["CloudResourceRead"])
  }

  @Test func `a delivery that comes twice has the same identity`() {
    let folder = Folder()
    let path = folder.write("x", CloudTrailRecords.stop + "\n" + CloudTrailRecords.stop)
    let request = ScanRequest(view: .resources, fields: ["ResourceName"], needsIdentity: true)
    let reading = Reading(FileSource(paths: [path]), request)
    #expect(reading.values(HiddenField.identity) == ["e-1", "e-1/1", "e-1", "e-1/1"])
    #expect(Reading(FileSource(paths: [folder.write("y", "{\"a\":1}")]), request).values(HiddenField.identity) == [nil])
  }

  @Test(arguments: [1, 2, 3, 7])
  func `rows do not depend on the batch size`(batchSize: Int) {
    let folder = Folder()
    let records = (0..<40).map { number in
      number % 5 == 0 ? "{\"flat\":\(number)}" : CloudTrailRecords.stop.replacing("e-1", with: "e-\(number)")
    }
    let path = folder.write("x", "{\"Records\":[\(records.joined(separator: ","))]}")
    let fields = ["event.id", "ResourceName", "flat", "@rawstring"]
    let request = ScanRequest(view: .resources, fields: fields, needsEvents: true, batchSize: batchSize)
    let whole = Reading(FileSource(paths: [path]), ScanRequest(view: .resources, fields: fields, needsEvents: true))
    #expect(whole.rows.count == 8 + 32 * 2)
    #expect(Reading(FileSource(paths: [path]), request).rows == whole.rows)
    #expect(Reading(FileSource(paths: [path]), request).report.records == 40)
  }
}
