/// Calls with which images, snapshots and templates reach other accounts, regions and groups.
extension AWSAccount {
  /// - Returns: the copy, made in this account's region.
  public func copySnapshot(
    _ snapshot: String, from source: AWSAccount, by actor: AWSActor, in telemetry: inout Telemetry
  ) -> String {
    let copy = "snap-0\(telemetry.random.hex(16))"
    call(
      "CopySnapshot", by: actor,
      request: [
        "sourceRegion": .string(source.region), "sourceSnapshotId": .string(snapshot), "destinationRegion": .string(region),
      ], outcome: .success(["requestId": .string(telemetry.random.uuid()), "snapshotId": .string(copy)]), in: &telemetry)
    return copy
  }

  public func shareSnapshot(_ snapshot: String, with account: String, by actor: AWSActor, in telemetry: inout Telemetry) {
    call(
      "ModifySnapshotAttribute", by: actor,
      request: [
        "snapshotId": .string(snapshot), "createVolumePermission": ["add": ["items": [["userId": .string(account)]]]],
        "attributeType": "CREATE_VOLUME_PERMISSION",
      ], outcome: .success(["requestId": .string(telemetry.random.uuid()), "_return": true]), in: &telemetry)
  }

  public func shareImage(_ image: String, with account: String, by actor: AWSActor, in telemetry: inout Telemetry) {
    call(
      "ModifyImageAttribute", by: actor,
      request: [
        "imageId": .string(image), "launchPermission": ["add": ["items": [["userId": .string(account)]]]],
        "attributeType": "launchPermission",
      ], outcome: .success(["requestId": .string(telemetry.random.uuid()), "_return": true]), in: &telemetry)
  }

  /// What the owner of a shared snapshot sees when another account makes a volume of it: no actor, no volume.
  public func noteSharedVolume(from snapshot: String, in telemetry: inout Telemetry) {
    let body: JSONValue = [
      "eventVersion": "1.08", "userIdentity": ["invokedBy": "ec2.amazonaws.com"], "eventTime": .string(telemetry.now.seconds),
      "eventSource": "ec2.amazonaws.com", "eventName": "SharedSnapshotVolumeCreated", "awsRegion": .string(region),
      "sourceIPAddress": "ec2.amazonaws.com", "userAgent": "ec2.amazonaws.com", "requestParameters": nil,
      "responseElements": nil, "eventID": .string(telemetry.random.uuid()), "readOnly": false,
      "eventType": "AwsServiceEvent", "managementEvent": true, "recipientAccountId": .string(id),
      "serviceEventDetails": ["snapshotId": .string(snapshot)], "eventCategory": "Management",
    ]
    telemetry.write(NativeRecord(cloud: .aws, time: telemetry.now, account: id, region: region, body: body))
  }

  /// - Returns: the copy.
  public func copyImage(_ image: String, by actor: AWSActor, in telemetry: inout Telemetry) -> String {
    let copy = "ami-0\(telemetry.random.hex(16))"
    call(
      "CopyImage", by: actor,
      request: ["sourceRegion": .string(region), "sourceImageId": .string(image), "name": "copy"],
      outcome: .success(["requestId": .string(telemetry.random.uuid()), "imageId": .string(copy)]), in: &telemetry)
    return copy
  }

  public func deregisterImage(_ image: String, by actor: AWSActor, in telemetry: inout Telemetry) {
    call("DeregisterImage", by: actor, request: ["imageId": .string(image)], outcome: .success(["_return": true]), in: &telemetry)
  }

  /// A template gets a version with another image; one of the newer operations, whose records are nested.
  public func createTemplateVersion(
    _ template: String, image: String, by actor: AWSActor, in telemetry: inout Telemetry
  ) {
    call(
      "CreateLaunchTemplateVersion", by: actor,
      request: [
        "CreateLaunchTemplateVersionRequest": [
          "LaunchTemplateId": .string(template), "SourceVersion": 1, "LaunchTemplateData": ["ImageId": .string(image)],
        ]
      ],
      outcome: .success([
        "CreateLaunchTemplateVersionResponse": [
          "xmlns": "http://ec2.amazonaws.com/doc/2016-11-15/", "requestId": .string(telemetry.random.uuid()),
          "launchTemplateVersion": ["launchTemplateId": .string(template), "versionNumber": 2],
        ]
      ]), in: &telemetry)
  }

  public func modifyVolume(_ volume: String, size: Int64, by actor: AWSActor, in telemetry: inout Telemetry) {
    call(
      "ModifyVolume", by: actor, request: ["ModifyVolumeRequest": ["VolumeId": .string(volume), "Size": .number(size)]],
      outcome: .success([
        "ModifyVolumeResponse": [
          "xmlns": "http://ec2.amazonaws.com/doc/2016-11-15/", "requestId": .string(telemetry.random.uuid()),
          "volumeModification": ["volumeId": .string(volume), "modificationState": "modifying", "targetSize": .number(size)],
        ]
      ]), in: &telemetry)
  }

  /// Snapshots of all volumes of an instance in one call.
  ///
  /// - Returns: the snapshots, in the order of the volumes.
  @discardableResult
  public func createSnapshots(
    of instance: String, volumes: [String], by actor: AWSActor, in telemetry: inout Telemetry
  ) -> [String] {
    let snapshots = volumes.map { _ in "snap-0\(telemetry.random.hex(16))" }
    let made = zip(snapshots, volumes).map { snapshot, volume -> JSONValue in
      ["snapshotId": .string(snapshot), "volumeId": .string(volume), "state": "pending"]
    }
    call(
      "CreateSnapshots", by: actor,
      request: ["CreateSnapshotsRequest": ["InstanceSpecification": ["InstanceId": .string(instance), "ExcludeBootVolume": false]]],
      outcome: .success([
        "CreateSnapshotsResponse": [
          "xmlns": "http://ec2.amazonaws.com/doc/2016-11-15/", "requestId": .string(telemetry.random.uuid()),
          "snapshotSet": ["item": made.count == 1 ? made[0] : .array(made)],
        ]
      ]), in: &telemetry)
    return snapshots
  }

  public func restoreTier(of snapshot: String, by actor: AWSActor, in telemetry: inout Telemetry) {
    call(
      "RestoreSnapshotTier", by: actor,
      request: ["RestoreSnapshotTierRequest": ["SnapshotId": .string(snapshot), "TemporaryRestoreDays": 2, "PermanentRestore": false]],
      outcome: .success([
        "RestoreSnapshotTierResponse": [
          "xmlns": "http://ec2.amazonaws.com/doc/2016-11-15/", "requestId": .string(telemetry.random.uuid()),
          "snapshotId": .string(snapshot), "restoreStartTime": .string(telemetry.now.seconds), "isPermanentRestore": false,
        ]
      ]), in: &telemetry)
  }
}
