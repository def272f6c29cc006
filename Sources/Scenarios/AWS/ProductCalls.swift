/// Calls of databases, backups and groups.
extension AWSAccount {
  /// A call that only succeeds, of a service other than EC2.
  public func act(
    _ name: String, on service: String, _ request: JSONValue, gives response: JSONValue = nil, by actor: AWSActor,
    in telemetry: inout Telemetry
  ) {
    call(name, service: service, by: actor, request: request, outcome: .success(response), in: &telemetry)
  }

  public func restoreDatabase(
    _ name: String, from snapshot: String, by actor: AWSActor, in telemetry: inout Telemetry
  ) {
    act(
      "RestoreDBInstanceFromDBSnapshot", on: "rds",
      [
        "dBInstanceIdentifier": .string(name), "dBSnapshotIdentifier": .string(snapshot), "dBInstanceClass": "db.m6g.large",
        "publiclyAccessible": false,
      ], gives: ["dBInstanceIdentifier": .string(name), "dBInstanceStatus": "creating", "engine": "postgres"], by: actor,
      in: &telemetry)
  }

  public func restoreDatabase(
    _ name: String, asOf time: String, of source: String, by actor: AWSActor, in telemetry: inout Telemetry
  ) {
    act(
      "RestoreDBInstanceToPointInTime", on: "rds",
      ["sourceDBInstanceIdentifier": .string(source), "targetDBInstanceIdentifier": .string(name), "restoreTime": .string(time)],
      gives: ["dBInstanceIdentifier": .string(name), "dBInstanceStatus": "creating", "engine": "postgres"], by: actor,
      in: &telemetry)
  }

  public func renameDatabase(_ name: String, to new: String, by actor: AWSActor, in telemetry: inout Telemetry) {
    act(
      "ModifyDBInstance", on: "rds",
      ["dBInstanceIdentifier": .string(name), "newDBInstanceIdentifier": .string(new), "applyImmediately": true],
      gives: ["dBInstanceIdentifier": .string(name), "pendingModifiedValues": ["dBInstanceIdentifier": .string(new)]], by: actor,
      in: &telemetry)
  }

  public func deleteDatabase(_ name: String, by actor: AWSActor, in telemetry: inout Telemetry) {
    act(
      "DeleteDBInstance", on: "rds",
      ["dBInstanceIdentifier": .string(name), "skipFinalSnapshot": true, "deleteAutomatedBackups": true],
      gives: ["dBInstanceIdentifier": .string(name), "dBInstanceStatus": "deleting"], by: actor, in: &telemetry)
  }

  /// A restore job for a recovery point that is a snapshot or an image.
  public func startRestoreJob(
    of point: String, type: String, by actor: AWSActor, in telemetry: inout Telemetry
  ) {
    act(
      "StartRestoreJob", on: "backup",
      [
        "recoveryPointArn": "arn:aws:ec2:\(region)::\(point.hasPrefix("snap-") ? "snapshot" : "image")/\(point)",
        "resourceType": .string(type), "iamRoleArn": "arn:aws:iam::\(id):role/service-role/AWSBackupDefaultServiceRole",
      ], gives: ["restoreJobId": .string(telemetry.random.uuid())], by: actor, in: &telemetry)
  }
}
