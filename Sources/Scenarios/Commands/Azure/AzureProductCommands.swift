/// Commands for stories about other Azure products.
extension CommandCatalogue {
  private static let failover =
    "Site Recovery fails over a machine that has been replicating for hours, which no command can make"

  private static func vault(_ restore: [CommandStep]) -> [CommandStep] {
    [
      .cleanUp(
        "The backups, first: a group with a vault in use cannot go.",
        #"az backup protection disable --resource-group "$GROUP" --vault-name "$VAULT" --container-name "$RUN" --item-name "$RUN" "#
          + "--backup-management-type AzureIaasVM --delete-backup-data true --yes")
    ] + AzureSteps.machine + [
      .setUp(
        "A vault.",
        #"az backup vault create --resource-group "$GROUP" --name "$RUN" --location "${LOCATION:-westeurope}" --query name --output tsv"#,
        into: "VAULT"),
      .setUp(
        "What is deleted from it is gone at once, so that clean-up leaves nothing.",
        #"az backup vault backup-properties set --resource-group "$GROUP" --name "$VAULT" --soft-delete-feature-state Disable"#
      ),
      .setUp(
        "The machine is protected.",
        #"az backup protection enable-for-vm --resource-group "$GROUP" --vault-name "$VAULT" --vm "$VM" --policy-name DefaultPolicy"#
      ),
      .setUp(
        "The older state: a backup.",
        #"az backup protection backup-now --resource-group "$GROUP" --vault-name "$VAULT" --container-name "$RUN" --item-name "$RUN" "#
          + "--backup-management-type AzureIaasVM --query name --output tsv", into: "JOB"),
      .setUp("It is complete.", #"az backup job wait --resource-group "$GROUP" --vault-name "$VAULT" --name "$JOB""#),
      .setUp(
        "What it made.",
        #"az backup recoverypoint list --resource-group "$GROUP" --vault-name "$VAULT" --container-name "$RUN" --item-name "$RUN" "#
          + "--backup-management-type AzureIaasVM --query '[0].name' --output tsv", into: "POINT"),
      .setUp(
        "A storage account that restores go through.",
        #"az storage account create --resource-group "$GROUP" --name "m${RUN//[!0-9]/}" --sku Standard_LRS --query name --output tsv"#,
        into: "STORAGE"),
    ] + restore + [
      .attack(
        "It is complete.", #"az backup job wait --resource-group "$GROUP" --vault-name "$VAULT" --name "$RESTORE""#),
      .check(
        "the restore is complete", is: "Completed",
        #"az backup job show --resource-group "$GROUP" --vault-name "$VAULT" --name "$RESTORE" --query properties.status --output tsv"#
      ),
    ]
  }

  static let azureProducts: [String: ScenarioCommands] = [
    "AZ-5": .steps(
      vault([
        .attack(
          "The machine's disks are restored beside it.",
          #"az backup restore restore-disks --resource-group "$GROUP" --vault-name "$VAULT" --container-name "$RUN" --item-name "$RUN" "#
            + #"--rp-name "$POINT" --storage-account "$STORAGE" --target-resource-group "$GROUP" --query name --output tsv"#,
          into: "RESTORE")
      ])),
    "AZ-5-original": .steps(
      vault([
        .attack(
          "The machine's disks are replaced by older ones, in place.",
          #"az backup restore restore-disks --resource-group "$GROUP" --vault-name "$VAULT" --container-name "$RUN" --item-name "$RUN" "#
            + #"--rp-name "$POINT" --storage-account "$STORAGE" --restore-mode OriginalLocation --query name --output tsv"#,
          into: "RESTORE")
      ])),
    "AZ-6": .none(reason: failover),
    "AZ-6-point": .none(reason: failover),
    "AZ-12": .steps(
      AzureSteps.group + [
        .setUp(
          "A network.", #"az network vnet create --resource-group "$GROUP" --name "$RUN" --address-prefix 10.7.0.0/16"#),
        .setUp(
          "A subnet that NetApp may use.",
          #"az network vnet subnet create --resource-group "$GROUP" --vnet-name "$RUN" --name files --address-prefixes 10.7.0.0/24 "#
            + "--delegations Microsoft.NetApp/volumes --query id --output tsv", into: "SUBNET"),
        .setUp(
          "An account.",
          #"az netappfiles account create --resource-group "$GROUP" --name "$RUN" --location "${LOCATION:-westeurope}""#
        ),
        .setUp(
          "A pool.",
          #"az netappfiles pool create --resource-group "$GROUP" --account-name "$RUN" --name pool --location "${LOCATION:-westeurope}" "#
            + "--size 1 --service-level Standard"),
        .setUp(
          "A volume.",
          #"az netappfiles volume create --resource-group "$GROUP" --account-name "$RUN" --pool-name pool --name volume "#
            + #"--location "${LOCATION:-westeurope}" --service-level Standard --usage-threshold 100 --file-path "$RUN" --vnet "$RUN" "#
            + #"--subnet "$SUBNET" --protocol-types NFSv3 --query id --output tsv"#, into: "VOLUME"),
        .setUp(
          "The older state: a snapshot.",
          #"az netappfiles snapshot create --resource-group "$GROUP" --account-name "$RUN" --pool-name pool --volume-name volume --name before "#
            + #"--location "${LOCATION:-westeurope}" --query snapshotId --output tsv"#, into: "SNAPSHOT"),
        .attack(
          "The volume goes back in place.",
          #"az netappfiles volume revert --resource-group "$GROUP" --account-name "$RUN" --pool-name pool --name volume --snapshot-id "$SNAPSHOT""#
        ),
        .check(
          "the volume is there", is: "Succeeded",
          #"az netappfiles volume show --ids "$VOLUME" --query provisioningState --output tsv"#),
      ]),
    "AZ-12-sql": .steps(
      AzureSteps.group + [
        .setUp(
          "A server.",
          #"az sql server create --resource-group "$GROUP" --name "$RUN" --location "${LOCATION:-westeurope}" --admin-user martlet "#
            + #"--admin-password "Aa1-$(head -c 18 /dev/urandom | base64)" --query name --output tsv"#, into: "SERVER"),
        .setUp(
          "A database.",
          #"az sql db create --resource-group "$GROUP" --server "$SERVER" --name orders --service-objective Basic --query name --output tsv"#,
          into: "DATABASE"),
        .setUp(
          "It can be restored, which takes some minutes.", until: "yes",
          #"az sql db show --resource-group "$GROUP" --server "$SERVER" --name orders --query "earliestRestoreDate && 'yes'" --output tsv"#
        ),
        .attack(
          "A database with the older state.",
          #"az sql db restore --resource-group "$GROUP" --server "$SERVER" --name "$DATABASE" --dest-name orders-older "#
            + #"--time "$(date -u +%Y-%m-%dT%H:%M:%S)" --query name --output tsv"#, into: "OLDER"),
        .check(
          "the older database is there", is: "Online",
          #"az sql db show --resource-group "$GROUP" --server "$SERVER" --name "$OLDER" --query status --output tsv"#),
      ]),
    "AZ-12-blobs": .steps(
      AzureSteps.group + [
        .setUp(
          "A storage account.",
          #"az storage account create --resource-group "$GROUP" --name "m${RUN//[!0-9]/}" --sku Standard_LRS --query name --output tsv"#,
          into: "STORAGE"),
        .setUp(
          "It keeps what is needed to go back.",
          #"az storage account blob-service-properties update --resource-group "$GROUP" --account-name "$STORAGE" --enable-versioning true "#
            + "--enable-change-feed true --enable-delete-retention true --delete-retention-days 2 --enable-restore-policy true --restore-days 1"
        ),
        .attack(
          "Its blobs go back in place.",
          #"az storage blob restore --resource-group "$GROUP" --account-name "$STORAGE" --time-to-restore "#
            + #""$(date -u -d '-1 minute' +%Y-%m-%dT%H:%M:%SZ)" --blob-range "" """#),
        .check(
          "the restore has begun", is: "yes",
          #"az storage account show --ids "$(az storage account show --resource-group "$GROUP" --name "$STORAGE" --query id --output tsv)" "#
            + #"--expand blobRestoreStatus --query "blobRestoreStatus.status && 'yes'" --output tsv"#),
      ]),
  ]
}
