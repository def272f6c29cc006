/// The name of an Azure operation, `Provider/type/…/verb`, taken apart.
struct AzureOperation {
  /// As documented where it is known; exports write it in capitals.
  let name: String
  /// Without the verb.
  let resourceType: String
  let provider: String
  /// The name in lower case, by which operations are told apart.
  let key: String

  init(_ received: String) {
    key = received.lowercased()
    name = Self.documented[key] ?? received
    var parts = name.split(separator: "/", omittingEmptySubsequences: false)
    provider = parts.first.map(String.init) ?? name
    if parts.count > 2 {
      let isAction = parts[parts.count - 1].lowercased() == "action"
      parts.removeLast(isAction && parts.count > 3 ? 2 : 1)
    }
    resourceType = parts.joined(separator: "/")
  }

  var isRead: Bool { key.hasSuffix("/read") }

  func isOn(_ type: String) -> Bool { resourceType.lowercased() == type }

  private static let documented: [String: String] = {
    let compute = "Microsoft.Compute/"
    let recovery = "Microsoft.RecoveryServices/vaults/"
    let point = recovery + "backupFabrics/protectionContainers/protectedItems/recoveryPoints/"
    let replicated = recovery + "replicationFabrics/replicationProtectionContainers/replicationProtectedItems/"
    var names: [String] = []
    func add(_ prefix: String, _ verbs: String) {
      names += verbs.split(separator: " ").map { prefix + $0 }
    }
    add(compute + "disks/", "write delete beginGetAccess/action endGetAccess/action")
    add(compute + "snapshots/", "write delete beginGetAccess/action endGetAccess/action")
    add(
      compute + "virtualMachines/",
      "write delete start/action powerOff/action deallocate/action restart/action redeploy/action reimage/action "
        + "reapply/action generalize/action capture/action attachDetachDataDisks/action convertToManagedDisks/action "
        + "runCommand/action extensions/write extensions/delete")
    let scaleSets = compute + "virtualMachineScaleSets/"
    add(
      scaleSets,
      "write delete reimage/action reimageAll/action manualUpgrade/action delete/action deallocate/action start/action "
        + "powerOff/action restart/action")
    add(
      scaleSets + "virtualMachines/",
      "write delete reimage/action reimageAll/action deallocate/action start/action powerOff/action restart/action "
        + "runCommand/action")
    add(compute + "restorePointCollections/", "write delete restorePoints/write restorePoints/delete")
    add(compute + "restorePointCollections/restorePoints/", "retrieveSasUris/action")
    add("Microsoft.Authorization/", "locks/write locks/delete")
    add("Microsoft.Insights/", "diagnosticSettings/write diagnosticSettings/delete")
    add(compute, "images/write images/delete galleries/images/versions/write galleries/images/versions/delete")
    add(compute, "galleries/write galleries/images/write availabilitySets/write diskEncryptionSets/write")
    add(point, "restore/action provisionInstantItemRecovery/action revokeInstantItemRecovery/action")
    add(recovery, "write delete backupPolicies/write locations/backupCrossRegionRestore/action")
    add(recovery + "backupFabrics/protectionContainers/protectedItems/", "write delete backup/action")
    let failovers =
      "plannedFailover/action unplannedFailover/action testFailover/action failoverCommit/action reProtect/action "
      + "applyRecoveryPoint/action testFailoverCleanup/action"
    add(replicated, failovers)
    add(recovery + "replicationRecoveryPlans/", failovers)
    add("Microsoft.DataProtection/backupVaults/backupInstances/", "restore/action validateRestore/action write delete")
    add("Microsoft.NetApp/netAppAccounts/capacityPools/volumes/", "revert/action write delete")
    add("Microsoft.ScVmm/virtualMachineInstances/", "restoreCheckpoint/action createCheckpoint/action")
    add("Microsoft.Sql/servers/databases/", "write delete")
    add("Microsoft.Storage/storageAccounts/", "write delete restoreBlobRanges/action listKeys/action")
    add("Microsoft.Network/networkInterfaces/", "write delete")
    add("Microsoft.Network/networkSecurityGroups/", "write delete securityRules/write securityRules/delete")
    add("Microsoft.Network/publicIPAddresses/", "write delete")
    add("Microsoft.Network/virtualNetworks/", "write delete subnets/write")
    add("Microsoft.Authorization/", "roleAssignments/write roleAssignments/delete locks/write locks/delete")
    add("Microsoft.Authorization/", "policyAssignments/write policyAssignments/delete roleDefinitions/write")
    add("Microsoft.Resources/", "deployments/write deployments/delete deployments/validate/action tags/write")
    add("Microsoft.Resources/subscriptions/resourceGroups/", "write delete")
    add("Microsoft.Insights/", "diagnosticSettings/write diagnosticSettings/delete")
    add("Microsoft.KeyVault/vaults/", "write delete")
    add("Microsoft.ManagedIdentity/userAssignedIdentities/", "write delete assign/action")
    add("Microsoft.Automation/automationAccounts/", "write delete runbooks/write jobs/write")
    add("Microsoft.DevTestLab/", "schedules/write schedules/execute/action")
    return Dictionary(names.map { ($0.lowercased(), $0) }, uniquingKeysWith: { first, _ in first })
  }()
}
