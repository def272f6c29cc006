import MartletColumns
import MartletIngest
import Testing

@Suite struct CloudTrailLineageTests {
  private func rows(_ record: String) -> [Row] {
    let fields = [
      "ResourceType", "ResourceName", "lineage.source_kind", "lineage.source_id", "lineage.parent_id",
      "lineage.instance_id", "lineage.volume_id", "lineage.device", "lineage.is_root",
    ]
    return Reading(record, fields: fields, view: .resources).rows
  }

  @Test func `a volume from a snapshot`() {
    let record = CloudTrailRecords.record(
      "CreateVolume", request: #"{"size":"8","zone":"eu-west-1a","snapshotId":"snap-1"}"#,
      response: #"{"volumeId":"vol-9","snapshotId":"snap-1","zone":"eu-west-1a"}"#)
    #expect(
      rows(record) == [
        [
          "ResourceType": "AWS::EC2::Volume", "ResourceName": "vol-9", "lineage.volume_id": "vol-9",
          "lineage.source_kind": "snapshot", "lineage.source_id": "snap-1",
        ]
      ])
  }

  @Test(arguments: [("/dev/xvda", "true"), ("/dev/sdf", "false")])
  func `a volume that is attached`(device: String, isRoot: String) {
    let place = "{\"volumeId\":\"vol-9\",\"instanceId\":\"i-1\",\"device\":\"\(device)\"}"
    #expect(
      rows(CloudTrailRecords.record("AttachVolume", request: place, response: place)) == [
        [
          "ResourceType": "AWS::EC2::Volume", "ResourceName": "vol-9", "lineage.volume_id": "vol-9",
          "lineage.instance_id": "i-1", "lineage.device": device, "lineage.is_root": isRoot,
        ]
      ])
  }

  @Test func `a volume that is detached, named only by the response`() {
    let record = CloudTrailRecords.record(
      "DetachVolume", request: #"{"volumeId":"vol-0","force":false}"#,
      response: #"{"volumeId":"vol-0","instanceId":"i-1","device":"/dev/sda1"}"#)
    #expect(rows(record)[0]["lineage.instance_id"] == "i-1")
    #expect(rows(record)[0]["lineage.is_root"] == "true")
  }

  @Test func `a snapshot and its parent`() {
    let record = CloudTrailRecords.record(
      "CreateSnapshot", request: #"{"volumeId":"vol-0"}"#, response: #"{"snapshotId":"snap-1","volumeId":"vol-0"}"#)
    #expect(
      rows(record)
        == [["ResourceType": "AWS::EC2::Snapshot", "ResourceName": "snap-1", "lineage.parent_id": "vol-0"]])
    let refused = CloudTrailRecords.record("CreateSnapshot", request: #"{"volumeId":"vol-0"}"#)
    #expect(rows(refused)[0]["ResourceType"] == "AWS::EC2::Volume")
  }

  @Test(arguments: [
    #"{"item":{"snapshotId":"snap-1","volumeId":"vol-1"}}"#,
    #"{"item":[{"snapshotId":"snap-1","volumeId":"vol-1"},{"snapshotId":"snap-2","volumeId":"vol-2"}]}"#,
  ])
  func `several snapshots at once, in the nested style`(list: String) {
    let record = CloudTrailRecords.record(
      "CreateSnapshots", request: #"{"CreateSnapshotsRequest":{"InstanceSpecification":{"InstanceId":"i-1"}}}"#,
      response: "{\"CreateSnapshotsResponse\":{\"xmlns\":\"x\",\"snapshotSet\":\(list)}}")
    let found = rows(record)
    #expect(found.map { $0["ResourceName"] } == (list.contains("snap-2") ? ["snap-1", "snap-2"] : ["snap-1"]))
    #expect(found.map { $0["lineage.parent_id"] } == (list.contains("snap-2") ? ["vol-1", "vol-2"] : ["vol-1"]))
    #expect(found[0]["lineage.instance_id"] == "i-1")
  }

  @Test(arguments: [
    (#""SnapshotId":"snap-1","#, "snapshot", "snap-1"), (#""ImageId":"ami-1","#, "image", "ami-1"),
    (#""VolumeId":"vol-1","#, "disk", "vol-1"), ("", "launch_state", nil),
  ])
  func `a replaced root volume`(member: String, kind: String, id: String?) {
    let record = CloudTrailRecords.record(
      "CreateReplaceRootVolumeTask",
      request:
        "{\"CreateReplaceRootVolumeTaskRequest\":{\"InstanceId\":\"i-1\",\(member)\"DeleteReplacedRootVolume\":true}}",
      response:
        #"{"CreateReplaceRootVolumeTaskResponse":{"replaceRootVolumeTask":{"instanceId":"i-1","taskState":"pending"}}}"#
    )
    var expected: Row = [
      "ResourceType": "AWS::EC2::Instance", "ResourceName": "i-1", "lineage.instance_id": "i-1",
      "lineage.is_root": "true",
      "lineage.source_kind": kind,
    ]
    expected["lineage.source_id"] = id
    #expect(rows(record) == [expected])
  }

  @Test func `an image registered from a snapshot takes the root mapping`() {
    let record = CloudTrailRecords.record(
      "RegisterImage",
      request:
        #"{"name":"x","rootDeviceName":"/dev/xvdb","blockDeviceMapping":{"items":[{"deviceName":"/dev/sdf","ebs":{"snapshotId":"snap-d"}},{"deviceName":"/dev/xvdb","ebs":{"snapshotId":"snap-r"}}]}}"#,
      response: #"{"imageId":"ami-1"}"#)
    #expect(
      rows(record) == [
        [
          "ResourceType": "AWS::EC2::Image", "ResourceName": "ami-1", "lineage.source_kind": "snapshot",
          "lineage.source_id": "snap-r", "lineage.device": "/dev/xvdb", "lineage.is_root": "true",
        ]
      ])
  }

  @Test func `new instances and the image they run`() {
    let record = CloudTrailRecords.record(
      "RunInstances", request: #"{"launchTemplate":{"launchTemplateId":"lt-1"}}"#,
      response:
        #"{"instancesSet":{"items":[{"instanceId":"i-8","imageId":"ami-1"},{"instanceId":"i-9","imageId":"ami-1"}]}}"#)
    #expect(rows(record).map { $0["ResourceName"] } == ["i-8", "i-9"])
    #expect(rows(record)[1]["lineage.source_id"] == "ami-1")
  }

  @Test func `copies and recoveries`() {
    let copied = CloudTrailRecords.record(
      "CopyVolumes", request: #"{"CopyVolumesRequest":{"SourceVolumeId":"vol-0"}}"#,
      response: #"{"CopyVolumesResponse":{"volumeSet":{"item":{"volumeId":"vol-9","sourceVolumeId":"vol-0"}}}}"#)
    #expect(rows(copied)[0]["lineage.source_kind"] == "disk")
    #expect(rows(copied)[0]["lineage.source_id"] == "vol-0")
    #expect(rows(copied)[0]["lineage.volume_id"] == "vol-9")
    let recovered = CloudTrailRecords.record(
      "RestoreVolumeFromRecycleBin", request: #"{"RestoreVolumeFromRecycleBinRequest":{"VolumeId":"vol-7"}}"#,
      response: #"{"RestoreVolumeFromRecycleBinResponse":{"return":true}}"#)
    #expect(
      rows(recovered)
        == [["ResourceType": "AWS::EC2::Volume", "ResourceName": "vol-7", "lineage.volume_id": "vol-7"]])
    let database = CloudTrailRecords.record(
      "RestoreDBInstanceFromDBSnapshot", request: #"{"dBInstanceIdentifier":"db2","dBSnapshotIdentifier":"nightly"}"#,
      source: "rds.amazonaws.com")
    #expect(
      rows(database) == [
        [
          "ResourceType": "AWS::RDS::DBInstance", "ResourceName": "db2", "lineage.source_kind": "snapshot",
          "lineage.source_id": "nightly", "lineage.instance_id": "db2",
        ]
      ])
    let job = CloudTrailRecords.record(
      "StartRestoreJob", request: #"{"recoveryPointArn":"arn:aws:ec2:eu-west-1::snapshot/snap-1"}"#,
      source: "backup.amazonaws.com")
    #expect(rows(job)[0]["ResourceName"] == "snap-1")
    #expect(rows(job)[0]["lineage.source_kind"] == "recovery_point")
  }

  @Test func `operations without a rule of their own name what they can`() {
    let tags = CloudTrailRecords.record(
      "CreateTags", request: #"{"resourcesSet":{"items":[{"resourceId":"vol-1"},{"resourceId":"i-1"}]}}"#)
    #expect(rows(tags).map { $0["ResourceType"] } == ["AWS::EC2::Volume", "AWS::EC2::Instance"])
    let key = CloudTrailRecords.record(
      "Decrypt", source: "kms.amazonaws.com",
      extra: #","resources":[{"ARN":"arn:aws:kms:eu-west-1:111122223333:key/1234","type":"AWS::KMS::Key"}]"#)
    #expect(rows(key) == [["ResourceType": "AWS::KMS::Key", "ResourceName": "1234"]])
    #expect(
      rows(CloudTrailRecords.record("ConsoleLogin", source: "signin.amazonaws.com"))
        == [["ResourceType": "unknown", "ResourceName": "unknown"]])
  }
}
