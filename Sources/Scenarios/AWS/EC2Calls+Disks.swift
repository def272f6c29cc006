/// More calls on snapshots, volumes and images.
extension AWSAccount {
  public func deleteVolume(_ volume: String, by actor: AWSActor, in telemetry: inout Telemetry) {
    call("DeleteVolume", by: actor, request: ["volumeId": .string(volume)], outcome: .success(["_return": true]), in: &telemetry)
  }

  public func deleteSnapshot(_ snapshot: String, by actor: AWSActor, in telemetry: inout Telemetry) {
    call(
      "DeleteSnapshot", by: actor, request: ["snapshotId": .string(snapshot), "force": false],
      outcome: .success(["_return": true]), in: &telemetry)
  }

  /// - Returns: the copy.
  public func copySnapshot(_ snapshot: String, by actor: AWSActor, in telemetry: inout Telemetry) -> String {
    let copy = "snap-0\(telemetry.random.hex(16))"
    call(
      "CopySnapshot", by: actor,
      request: [
        "sourceRegion": .string(region), "sourceSnapshotId": .string(snapshot), "destinationRegion": .string(region),
      ], outcome: .success(["requestId": .string(telemetry.random.uuid()), "snapshotId": .string(copy)]), in: &telemetry)
    return copy
  }

  /// - Returns: the image.
  public func createImage(of instance: String, name: String, by actor: AWSActor, in telemetry: inout Telemetry) -> String {
    let image = "ami-0\(telemetry.random.hex(16))"
    call(
      "CreateImage", by: actor, request: ["instanceId": .string(instance), "name": .string(name), "noReboot": true],
      outcome: .success(["requestId": .string(telemetry.random.uuid()), "imageId": .string(image)]), in: &telemetry)
    return image
  }

  /// A clone without a snapshot; one of the newer operations, whose records are nested.
  ///
  /// - Returns: the new volume.
  public func copyVolume(_ volume: String, by actor: AWSActor, in telemetry: inout Telemetry) -> String {
    let copy = "vol-0\(telemetry.random.hex(16))"
    call(
      "CopyVolumes", by: actor, request: ["CopyVolumesRequest": ["SourceVolumeId": .string(volume), "VolumeType": "gp3"]],
      outcome: .success([
        "CopyVolumesResponse": [
          "xmlns": "http://ec2.amazonaws.com/doc/2016-11-15/", "requestId": .string(telemetry.random.uuid()),
          "volumeSet": ["item": ["volumeId": .string(copy), "sourceVolumeId": .string(volume), "state": "creating"]],
        ]
      ]), in: &telemetry)
    return copy
  }

  /// Puts the root volume back in one call.
  public func replaceRootVolume(
    of instance: String, snapshot: String? = nil, image: String? = nil, deletesOld: Bool = false, outcome: Outcome? = nil, by actor: AWSActor,
    in telemetry: inout Telemetry
  ) {
    let task = "replacevol-0\(telemetry.random.hex(16))"
    let request = (["InstanceId": .string(instance)] as JSONValue).adding("SnapshotId", snapshot.map { .string($0) })
      .adding("ImageId", image.map { .string($0) }).adding("DeleteReplacedRootVolume", deletesOld ? true : nil)
    let response = ([
      "replaceRootVolumeTaskId": .string(task), "instanceId": .string(instance), "taskState": "pending",
      "startTime": .string(telemetry.now.seconds),
    ] as JSONValue).adding("snapshotId", snapshot.map { .string($0) }).adding("imageId", image.map { .string($0) })
    call(
      "CreateReplaceRootVolumeTask", by: actor, request: ["CreateReplaceRootVolumeTaskRequest": request],
      outcome: outcome
        ?? .success([
          "CreateReplaceRootVolumeTaskResponse": [
            "xmlns": "http://ec2.amazonaws.com/doc/2016-11-15/", "requestId": .string(telemetry.random.uuid()),
            "replaceRootVolumeTask": response,
          ]
        ]), in: &telemetry)
  }

  /// `Snapshot`, `Volume` or `Image` comes back from the recycle bin.
  public func restoreFromRecycleBin(_ kind: String, _ id: String, by actor: AWSActor, in telemetry: inout Telemetry) {
    call(
      "Restore\(kind)FromRecycleBin", by: actor,
      request: ["Restore\(kind)FromRecycleBinRequest": .object([(key: "\(kind)Id", value: .string(id))])],
      outcome: .success([
        "Restore\(kind)FromRecycleBinResponse": [
          "xmlns": "http://ec2.amazonaws.com/doc/2016-11-15/", "requestId": .string(telemetry.random.uuid()), "return": true,
        ]
      ]), in: &telemetry)
  }
}
