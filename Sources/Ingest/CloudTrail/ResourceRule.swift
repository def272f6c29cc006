/// Where an operation names what it acts on.
final class ResourceRule: Sendable {
  /// The CloudFormation type of the resource.
  let type: StaticString
  /// Where the response names it, which is the only place for what the operation makes.
  let response: [StaticString]
  /// Where the request names it; used when the response does not, as after a refusal.
  let request: [StaticString]
  /// The type of what the request names, where that is another thing.
  let requestType: StaticString?
  let lineage: Lineage

  init(
    type: StaticString, response: [StaticString] = [], request: [StaticString] = [], requestType: StaticString? = nil,
    lineage: Lineage = .none
  ) {
    self.type = type
    self.response = response
    self.request = request
    self.requestType = requestType
    self.lineage = lineage
  }

  /// What the operation tells about where disks come from and go to (telemetry §4.2).
  enum Lineage: Sendable {
    case none
    case instance
    case volume
    case newVolume
    case attachment
    case snapshot
    case snapshotCopy
    case volumeCopy
    case registeredImage
    case imageCopy
    case imageOfInstance
    case launch
    case replaceRoot
    case databaseFromSnapshot
    case databaseFromTime
    case recoveryPoint
    case imageFromStore
    case instanceAttribute
    case link
    case databaseSnapshot
    case databaseChange
    case lightsail
    case hostNames
  }

  /// The rule of an operation, by service and name.
  static func of(service: String, operation: String) -> ResourceRule? {
    if service == "ec2" { return ec2[operation] }
    return others["\(service):\(operation)"]
  }

  /// The types of all resources that rules name.
  static var types: [String] {
    (Array(ec2.values) + Array(others.values)).flatMap { ["\($0.type)", $0.requestType.map { "\($0)" } ?? ""] }
  }

  private static let instance: StaticString = "AWS::EC2::Instance"
  private static let volume: StaticString = "AWS::EC2::Volume"
  private static let snapshot: StaticString = "AWS::EC2::Snapshot"
  private static let image: StaticString = "AWS::EC2::Image"

  private static let ec2: [String: ResourceRule] = {
    var rules: [String: ResourceRule] = [:]
    func add(_ operations: String, _ rule: ResourceRule) {
      for operation in operations.split(separator: " ") { rules[String(operation)] = rule }
    }
    let instances: [StaticString] = ["instancesSet", "instanceId"]
    add(
      "StopInstances StartInstances RebootInstances TerminateInstances MonitorInstances UnmonitorInstances",
      ResourceRule(type: instance, response: instances, request: instances, lineage: .instance))
    add("RunInstances", ResourceRule(type: instance, response: instances, lineage: .launch))
    add(
      "ResetInstanceAttribute ModifyInstanceMetadataOptions GetPasswordData GetConsoleOutput",
      ResourceRule(type: instance, request: ["instanceId"], lineage: .instance))
    add(
      "ModifyInstanceAttribute",
      ResourceRule(type: instance, request: ["instanceId"], lineage: .instanceAttribute))
    add(
      "AssociateAddress",
      ResourceRule(type: "AWS::EC2::EIP", request: ["allocationId"], lineage: .link))
    add(
      "AttachNetworkInterface",
      ResourceRule(type: "AWS::EC2::NetworkInterface", request: ["networkInterfaceId"], lineage: .link))
    add(
      "CreateReplaceRootVolumeTask",
      ResourceRule(
        type: instance, response: ["replaceRootVolumeTask", "instanceId"], request: ["instanceId"],
        lineage: .replaceRoot))

    add("CreateVolume", ResourceRule(type: volume, response: ["volumeId"], lineage: .newVolume))
    add(
      "CopyVolumes",
      ResourceRule(
        type: volume, response: ["volumeSet", "volumeId"], request: ["sourceVolumeId"], lineage: .volumeCopy))
    add(
      "AttachVolume DetachVolume",
      ResourceRule(type: volume, response: ["volumeId"], request: ["volumeId"], lineage: .attachment))
    add(
      "DeleteVolume ModifyVolume ModifyVolumeAttribute EnableVolumeIO RestoreVolumeFromRecycleBin",
      ResourceRule(type: volume, request: ["volumeId"], lineage: .volume))

    add(
      "CreateSnapshot",
      ResourceRule(
        type: snapshot, response: ["snapshotId"], request: ["volumeId"], requestType: volume, lineage: .snapshot))
    add(
      "CreateSnapshots",
      ResourceRule(
        type: snapshot, response: ["snapshotSet", "snapshotId"], request: ["instanceSpecification", "instanceId"],
        requestType: instance, lineage: .snapshot))
    add(
      "CopySnapshot",
      ResourceRule(type: snapshot, response: ["snapshotId"], request: ["sourceSnapshotId"], lineage: .snapshotCopy))
    add("ImportSnapshot", ResourceRule(type: snapshot, response: ["snapshotTaskDetail", "snapshotId"]))
    add(
      "RestoreSnapshotFromRecycleBin RestoreSnapshotTier",
      ResourceRule(type: snapshot, response: ["snapshotId"], request: ["snapshotId"], lineage: .snapshot))
    add(
      "DeleteSnapshot ModifySnapshotAttribute ResetSnapshotAttribute ModifySnapshotTier LockSnapshot UnlockSnapshot",
      ResourceRule(type: snapshot, request: ["snapshotId"]))
    add("EnableFastSnapshotRestores", ResourceRule(type: snapshot, request: ["sourceSnapshotId"]))

    add("RegisterImage", ResourceRule(type: image, response: ["imageId"], lineage: .registeredImage))
    add("CopyImage", ResourceRule(type: image, response: ["imageId"], request: ["sourceImageId"], lineage: .imageCopy))
    add(
      "CreateImage",
      ResourceRule(
        type: image, response: ["imageId"], request: ["instanceId"], requestType: instance, lineage: .imageOfInstance))
    add(
      "CreateRestoreImageTask", ResourceRule(type: image, response: ["imageId"], lineage: .imageFromStore))
    add(
      "DeregisterImage ModifyImageAttribute ResetImageAttribute DisableImage EnableImage CreateStoreImageTask "
        + "RestoreImageFromRecycleBin",
      ResourceRule(type: image, request: ["imageId"]))
    return rules
  }()

  private static let others: [String: ResourceRule] = {
    var rules: [String: ResourceRule] = [:]
    func add(_ service: String, _ operations: String, _ rule: ResourceRule) {
      for operation in operations.split(separator: " ") { rules["\(service):\(operation)"] = rule }
    }
    let database: StaticString = "AWS::RDS::DBInstance"
    let cluster: StaticString = "AWS::RDS::DBCluster"
    add(
      "rds", "RestoreDBInstanceFromDBSnapshot",
      ResourceRule(type: database, request: ["dBInstanceIdentifier"], lineage: .databaseFromSnapshot))
    add(
      "rds", "RestoreDBInstanceToPointInTime",
      ResourceRule(type: database, request: ["targetDBInstanceIdentifier"], lineage: .databaseFromTime))
    add(
      "rds", "CreateDBInstance ModifyDBInstance DeleteDBInstance StartDBInstance StopDBInstance RebootDBInstance",
      ResourceRule(type: database, request: ["dBInstanceIdentifier"], lineage: .databaseChange))
    add(
      "rds", "RestoreDBClusterFromSnapshot",
      ResourceRule(type: cluster, request: ["dBClusterIdentifier"], lineage: .databaseFromSnapshot))
    add(
      "rds", "RestoreDBClusterToPointInTime",
      ResourceRule(type: cluster, request: ["dBClusterIdentifier"], lineage: .databaseFromTime))
    add(
      "rds", "BacktrackDBCluster CreateDBCluster ModifyDBCluster DeleteDBCluster StartDBCluster StopDBCluster",
      ResourceRule(type: cluster, request: ["dBClusterIdentifier"], lineage: .databaseChange))
    add(
      "rds", "CreateDBSnapshot DeleteDBSnapshot ModifyDBSnapshot ModifyDBSnapshotAttribute",
      ResourceRule(type: "AWS::RDS::DBSnapshot", request: ["dBSnapshotIdentifier"], lineage: .databaseSnapshot))
    add(
      "rds", "CreateDBClusterSnapshot DeleteDBClusterSnapshot",
      ResourceRule(
        type: "AWS::RDS::DBClusterSnapshot", request: ["dBClusterSnapshotIdentifier"], lineage: .databaseSnapshot))
    add(
      "backup", "StartRestoreJob DeleteRecoveryPoint",
      ResourceRule(type: "AWS::Backup::RecoveryPoint", request: ["recoveryPointArn"], lineage: .recoveryPoint))
    add(
      "autoscaling", "TerminateInstanceInAutoScalingGroup SetInstanceHealth",
      ResourceRule(type: instance, request: ["instanceId"], lineage: .instance))
    add(
      "autoscaling", "StartInstanceRefresh RollbackInstanceRefresh CancelInstanceRefresh UpdateAutoScalingGroup",
      ResourceRule(type: "AWS::AutoScaling::AutoScalingGroup", request: ["autoScalingGroupName"]))
    let server: StaticString = "AWS::Lightsail::Instance"
    add(
      "lightsail", "CreateInstancesFromSnapshot",
      ResourceRule(type: server, request: ["instanceNames"], lineage: .lightsail))
    add("lightsail", "StopInstance StartInstance DeleteInstance", ResourceRule(type: server, request: ["instanceName"]))
    add(
      "lightsail", "CreateDiskFromSnapshot AttachDisk DetachDisk DeleteDisk",
      ResourceRule(type: "AWS::Lightsail::Disk", request: ["diskName"], lineage: .lightsail))
    add(
      "lightsail", "CreateInstanceSnapshot DeleteInstanceSnapshot",
      ResourceRule(
        type: "AWS::Lightsail::InstanceSnapshot", request: ["instanceSnapshotName"], lineage: .lightsail))
    add(
      "lightsail", "CreateDiskSnapshot DeleteDiskSnapshot",
      ResourceRule(type: "AWS::Lightsail::DiskSnapshot", request: ["diskSnapshotName"], lineage: .lightsail))
    add(
      "lightsail", "AttachStaticIp",
      ResourceRule(type: "AWS::Lightsail::StaticIp", request: ["staticIpName"], lineage: .lightsail))
    add("ssm", "SendCommand", ResourceRule(type: instance, request: ["instanceIds"], lineage: .instance))
    add("ssm", "StartSession", ResourceRule(type: instance, request: ["target"], lineage: .instance))
    add(
      "ec2-instance-connect", "SendSSHPublicKey",
      ResourceRule(type: instance, request: ["instanceId"], lineage: .instance))
    add(
      "ebs", "StartSnapshot",
      ResourceRule(
        type: snapshot, response: ["snapshotId"], request: ["parentSnapshotId"], lineage: .snapshotCopy))
    add(
      "elasticloadbalancing", "RegisterTargets DeregisterTargets",
      ResourceRule(type: instance, request: ["targets", "id"], lineage: .link))
    add(
      "route53", "ChangeResourceRecordSets",
      ResourceRule(type: "AWS::Route53::HostedZone", request: ["hostedZoneId"], lineage: .hostNames))
    let source: StaticString = "AWS::DRS::SourceServer"
    add("drs", "StartRecovery", ResourceRule(type: source, request: ["sourceServers", "sourceServerID"]))
    add("drs", "ReverseReplication", ResourceRule(type: source, request: ["recoveryInstanceID"]))
    add(
      "drs", "StartFailbackLaunch TerminateRecoveryInstances",
      ResourceRule(type: source, request: ["recoveryInstanceIDs"]))
    add("fsx", "RestoreVolumeFromSnapshot", ResourceRule(type: "AWS::FSx::Volume", request: ["volumeId"]))
    add(
      "workspaces", "RestoreWorkspace RebuildWorkspaces",
      ResourceRule(type: "AWS::WorkSpaces::Workspace", request: ["workspaceId"]))
    add(
      "elasticbeanstalk", "RebuildEnvironment",
      ResourceRule(type: "AWS::ElasticBeanstalk::Environment", request: ["environmentName"]))
    add(
      "cloudformation", "RollbackStack CreateStack UpdateStack DeleteStack",
      ResourceRule(type: "AWS::CloudFormation::Stack", request: ["stackName"]))
    return rules
  }()
}
