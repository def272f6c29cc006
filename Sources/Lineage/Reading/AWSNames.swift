/// What operations on databases and host names mean for lineage: there a name is all that ties.
enum AWSNames {
  private static let request = "Vendor.requestParameters"

  /// One call may change several names.
  private static let targets = (0..<4).map {
    "\(request).changeBatch.changes[\($0)].resourceRecordSet.resourceRecords[0].value"
  }

  static let fields: [String] =
    [
      "dBInstanceIdentifier", "newDBInstanceIdentifier", "dBSnapshotIdentifier", "sourceDBInstanceIdentifier",
      "targetDBInstanceIdentifier", "dBClusterIdentifier", "snapshotIdentifier", "sourceDBClusterIdentifier",
    ].map { "\(request).\($0)" } + targets

  static let rows: [ActReadings.Row] = [
    .init(["CreateDBSnapshot"], { _, value in
      guard let snapshot = value("\(request).dBSnapshotIdentifier") else { return nil }
      return .makeImage(image: snapshot, snapshots: [], disk: nil, instance: value("\(request).dBInstanceIdentifier"))
    }),
    .init(["RestoreDBInstanceFromDBSnapshot"], { _, value in
      restored(value("\(request).dBInstanceIdentifier"), from: value("\(request).dBSnapshotIdentifier"))
    }),
    .init(["RestoreDBClusterFromSnapshot"], { _, value in
      restored(value("\(request).dBClusterIdentifier"), from: value("\(request).snapshotIdentifier"))
    }),
    .init(["RestoreDBInstanceToPointInTime"], { _, value in
      restored(value("\(request).targetDBInstanceIdentifier"), of: value("\(request).sourceDBInstanceIdentifier"))
    }),
    .init(["RestoreDBClusterToPointInTime"], { _, value in
      restored(value("\(request).dBClusterIdentifier"), of: value("\(request).sourceDBClusterIdentifier"))
    }),
    .init(["ModifyDBInstance"], { _, value in
      guard let old = value("\(request).dBInstanceIdentifier"), let new = value("\(request).newDBInstanceIdentifier") else { return nil }
      return .rename(instance: old, to: new)
    }),
    .init(["DeleteDBInstance"], { _, value in value("\(request).dBInstanceIdentifier").map { .terminate(instance: $0) } }),
    .init(["DeleteDBCluster"], { _, value in value("\(request).dBClusterIdentifier").map { .terminate(instance: $0) } }),
    .init(["ChangeResourceRecordSets"], { _, value in
      let names = targets.compactMap(value)
      return names.isEmpty ? nil : .repoint(targets: names)
    }),
  ]

  private static func restored(_ name: String?, from snapshot: String?) -> Act? {
    guard let name, let snapshot else { return nil }
    return .launch(Act.Launch(instance: name, sources: [Act.Source(.snapshot, snapshot)]))
  }

  /// A database as it was at an earlier time: the other database is the source itself.
  private static func restored(_ name: String?, of source: String?) -> Act? {
    guard let name, let source else { return nil }
    return .launch(Act.Launch(instance: name, sources: [Act.Source(.restorePoint, source)]))
  }
}
