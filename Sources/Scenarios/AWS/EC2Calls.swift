/// The EC2 calls that scenarios are made of, each with the request and response CloudTrail shows for it.
///
/// Shapes follow `dryRun` in the API model: flat for the older operations, nested under `…Request` for the newer.
extension AWSAccount {
  private func items(_ elements: [JSONValue]) -> JSONValue { ["items": .array(elements)] }

  private func stateChange(_ instances: [String], from old: (Int64, String), to new: (Int64, String)) -> JSONValue {
    items(
      instances.map {
        [
          "instanceId": .string($0), "currentState": ["code": .number(new.0), "name": .string(new.1)],
          "previousState": ["code": .number(old.0), "name": .string(old.1)],
        ]
      })
  }

  public func stopInstances(_ instances: [String], force: Bool = false, by actor: AWSActor, in telemetry: inout Telemetry) {
    let change = stateChange(instances, from: (16, "running"), to: (64, "stopping"))
    call(
      "StopInstances", by: actor,
      request: ["instancesSet": items(instances.map { ["instanceId": .string($0)] }), "force": .boolean(force)],
      outcome: .success(["requestId": .string(telemetry.random.uuid()), "instancesSet": change]), in: &telemetry)
  }

  public func startInstances(_ instances: [String], by actor: AWSActor, in telemetry: inout Telemetry) {
    let change = stateChange(instances, from: (80, "stopped"), to: (0, "pending"))
    call(
      "StartInstances", by: actor, request: ["instancesSet": items(instances.map { ["instanceId": .string($0)] })],
      outcome: .success(["requestId": .string(telemetry.random.uuid()), "instancesSet": change]), in: &telemetry)
  }

  public func terminateInstances(_ instances: [String], by actor: AWSActor, in telemetry: inout Telemetry) {
    let change = stateChange(instances, from: (16, "running"), to: (32, "shutting-down"))
    call(
      "TerminateInstances", by: actor, request: ["instancesSet": items(instances.map { ["instanceId": .string($0)] })],
      outcome: .success(["requestId": .string(telemetry.random.uuid()), "instancesSet": change]), in: &telemetry)
  }

  /// - Returns: the new snapshot.
  @discardableResult
  public func createSnapshot(
    of volume: String, description: String = "", by actor: AWSActor, in telemetry: inout Telemetry
  ) -> String {
    let snapshot = "snap-0\(telemetry.random.hex(16))"
    call(
      "CreateSnapshot", by: actor, request: ["volumeId": .string(volume), "description": .string(description)],
      outcome: .success([
        "requestId": .string(telemetry.random.uuid()), "snapshotId": .string(snapshot), "volumeId": .string(volume),
        "status": "pending", "startTime": .number(telemetry.now.milliseconds), "ownerId": .string(id),
        "volumeSize": "8", "description": .string(description), "encrypted": false,
      ]), in: &telemetry)
    return snapshot
  }

  /// - Returns: the new volume.
  @discardableResult
  public func createVolume(
    from snapshot: String? = nil, by actor: AWSActor, in telemetry: inout Telemetry
  ) -> String {
    let volume = "vol-0\(telemetry.random.hex(16))"
    let zone = "\(region)a"
    call(
      "CreateVolume", by: actor,
      request: (["size": "8", "zone": .string(zone), "volumeType": "gp3"] as JSONValue)
        .adding("snapshotId", snapshot.map { .string($0) }),
      outcome: .success(
        ([
          "requestId": .string(telemetry.random.uuid()), "volumeId": .string(volume), "size": "8",
        ] as JSONValue).adding("snapshotId", snapshot.map { .string($0) })
          .adding("zone", .string(zone)).adding("status", "creating")
          .adding("createTime", .number(telemetry.now.milliseconds)).adding("volumeType", "gp3")
          .adding("iops", 3000).adding("encrypted", false).adding("multiAttachEnabled", false)),
      in: &telemetry)
    return volume
  }

  public func attachVolume(
    _ volume: String, to instance: String, device: String, by actor: AWSActor, in telemetry: inout Telemetry
  ) {
    call(
      "AttachVolume", by: actor,
      request: [
        "volumeId": .string(volume), "instanceId": .string(instance), "device": .string(device),
        "deleteOnTermination": false,
      ],
      outcome: .success([
        "requestId": .string(telemetry.random.uuid()), "volumeId": .string(volume), "instanceId": .string(instance),
        "device": .string(device), "status": "attaching", "attachTime": .number(telemetry.now.milliseconds),
        "deleteOnTermination": false,
      ]), in: &telemetry)
  }

  public func detachVolume(
    _ volume: String, from instance: String, device: String, by actor: AWSActor, in telemetry: inout Telemetry
  ) {
    call(
      "DetachVolume", by: actor,
      request: ["volumeId": .string(volume), "instanceId": .string(instance), "device": .string(device), "force": false],
      outcome: .success([
        "requestId": .string(telemetry.random.uuid()), "volumeId": .string(volume), "instanceId": .string(instance),
        "device": .string(device), "status": "detaching", "attachTime": .number(telemetry.now.milliseconds - 86_400_000),
      ]), in: &telemetry)
  }

  /// - Returns: the new image.
  public func registerImage(
    name: String, from snapshot: String, device: String = "/dev/xvda", by actor: AWSActor, in telemetry: inout Telemetry
  ) -> String {
    let image = "ami-0\(telemetry.random.hex(16))"
    call(
      "RegisterImage", by: actor,
      request: [
        "name": .string(name), "architecture": "x86_64", "rootDeviceName": .string(device),
        "virtualizationType": "hvm",
        "blockDeviceMapping": items([
          [
            "deviceName": .string(device),
            "ebs": [
              "snapshotId": .string(snapshot), "volumeSize": 8, "deleteOnTermination": true, "volumeType": "gp3",
            ],
          ]
        ]), "sriovNetSupport": "simple", "enaSupport": true,
      ],
      outcome: .success(["requestId": .string(telemetry.random.uuid()), "imageId": .string(image)]), in: &telemetry)
    return image
  }

  /// A new instance.
  ///
  /// - Parameters:
  ///   - name: its tag `Name`.
  ///   - address: its private address, when that is not left to chance.
  ///   - template: the launch template that names the image; the request then does not.
  /// - Returns: the new instance.
  @discardableResult
  public func runInstances(
    image: String, type: String = "t3.micro", mapping snapshot: String? = nil, behindEmptyDisk: Bool = false,
    name: String? = nil, address: String? = nil, template: String? = nil, by actor: AWSActor, in telemetry: inout Telemetry
  ) -> String {
    let instance = "i-0\(telemetry.random.hex(16))"
    let anySubnet = "subnet-0\(telemetry.random.hex(16))"
    // An address that is asked for lies in one subnet.
    let subnet = address == nil ? anySubnet : "subnet-0ab1e\(id)"
    let own = "10.0.\(telemetry.random.below(16)).\(telemetry.random.number(in: 4...250))"
    let empty: [JSONValue] = behindEmptyDisk ? [["deviceName": "/dev/sdf", "ebs": ["volumeSize": 1]]] : []
    let counts: JSONValue = ["minCount": 1, "maxCount": 1]
    let request = ([
      "instancesSet": items([
        template == nil ? ["imageId": .string(image), "minCount": 1, "maxCount": 1] : counts
      ])
    ] as JSONValue).adding("instanceType", template == nil ? .string(type) : nil)
      .adding(
        "blockDeviceMapping",
        snapshot.map { snapshot in
          items(
            empty + [["deviceName": "/dev/xvda", "ebs": ["snapshotId": .string(snapshot), "deleteOnTermination": true]]])
        } ?? [:])
      .adding("subnetId", .string(subnet)).adding("privateIpAddress", address.map { .string($0) })
      .adding("launchTemplate", template.map { ["launchTemplateId": .string($0), "version": "2"] })
      .adding(
        "tagSpecificationSet",
        name.map { items([["resourceType": "instance", "tags": [["key": "Name", "value": .string($0)]]]]) })
      .adding("monitoring", ["enabled": false]).adding("disableApiTermination", false).adding("ebsOptimized", false)
    call(
      "RunInstances", by: actor, request: request,
      outcome: .success([
        "requestId": .string(telemetry.random.uuid()), "reservationId": "r-0\(telemetry.random.hex(16))",
        "ownerId": .string(id), "groupSet": [:],
        "instancesSet": items([
          [
            "instanceId": .string(instance), "imageId": .string(image), "instanceState": ["code": 0, "name": "pending"],
            "instanceType": .string(type), "launchTime": .number(telemetry.now.milliseconds),
            "subnetId": .string(subnet), "privateIpAddress": .string(address ?? own), "rootDeviceType": "ebs",
            "rootDeviceName": "/dev/xvda", "blockDeviceMapping": [:],
          ]
        ]),
      ]), in: &telemetry)
    return instance
  }

  /// A read that returns nothing CloudTrail would show.
  public func describe(_ what: String, by actor: AWSActor, in telemetry: inout Telemetry) {
    call("Describe\(what)", by: actor, request: ["filterSet": [:]], readOnly: true, in: &telemetry)
  }
}
