/// Commands for stories about other AWS products.
extension CommandCatalogue {
  /// A role that the backup service restores with, and a backup of an instance's root volume.
  private static let backup: [CommandStep] =
    AWSSteps.instance() + [
      .setUp(
        "A role for the backup service.",
        #"aws iam create-role --role-name "$RUN" --assume-role-policy-document "#
          + #"'{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"backup.amazonaws.com"},"Action":"sts:AssumeRole"}]}' "#
          + "--query Role.Arn --output text", into: "ROLE"),
      .setUp(
        "It may back up.",
        #"aws iam attach-role-policy --role-name "$RUN" --policy-arn arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup"#
      ),
      .setUp(
        "And restore.",
        #"aws iam attach-role-policy --role-name "$RUN" --policy-arn arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForRestores"#
      ),
      .setUp(
        "A vault.",
        #"aws backup create-backup-vault --backup-vault-name "$RUN" --query BackupVaultName --output text"#,
        into: "VAULT"),
      .setUp("The account.", "aws sts get-caller-identity --query Account --output text", into: "ACCOUNT"),
      .setUp(
        "A backup of the root volume.",
        #"aws backup start-backup-job --backup-vault-name "$VAULT" --iam-role-arn "$ROLE" --resource-arn "#
          + #""arn:aws:ec2:${ZONE%?}:$ACCOUNT:volume/$ROOT_VOLUME" --query BackupJobId --output text"#, into: "JOB"),
      .setUp(
        "It is complete.", until: "COMPLETED",
        #"aws backup describe-backup-job --backup-job-id "$JOB" --query State --output text"#),
      .setUp(
        "What it made.",
        #"aws backup describe-backup-job --backup-job-id "$JOB" --query RecoveryPointArn --output text"#, into: "POINT"),
      .attack(
        "The real backup role does the work: the restore job is all that the attacker starts.",
        #"aws backup start-restore-job --recovery-point-arn "$POINT" --iam-role-arn "$ROLE" --resource-type EBS "#
          + #"--metadata "availabilityZone=$ZONE,encrypted=false,volumeType=gp3" --query RestoreJobId --output text"#,
        into: "RESTORE"),
      .attack(
        "It is complete.", until: "COMPLETED",
        #"aws backup describe-restore-job --restore-job-id "$RESTORE" --query Status --output text"#),
      .attack(
        "The volume it made.",
        #"aws backup describe-restore-job --restore-job-id "$RESTORE" --query CreatedResourceArn --output text | sed 's/.*\///'"#,
        into: "VOLUME"),
      .cleanUp("The volume it made.", #"aws ec2 delete-volume --volume-id "$VOLUME""#),
      .cleanUp(
        "The backup.", #"aws backup delete-recovery-point --backup-vault-name "$VAULT" --recovery-point-arn "$POINT""#),
      .cleanUp("The vault.", #"aws backup delete-backup-vault --backup-vault-name "$VAULT""#),
      .cleanUp(
        "What the role may.",
        #"aws iam detach-role-policy --role-name "$RUN" --policy-arn arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup"#
      ),
      .cleanUp(
        "All of it.",
        #"aws iam detach-role-policy --role-name "$RUN" --policy-arn arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForRestores"#
      ),
      .cleanUp("The role.", #"aws iam delete-role --role-name "$RUN""#),
    ]

  private static let restored: CommandStep = .check(
    "the restore job made a volume", is: "available",
    #"aws ec2 describe-volumes --volume-ids "$VOLUME" --query 'Volumes[0].State' --output text"#)

  /// A database and a snapshot of it.
  private static let database: [CommandStep] = [
    .setUp(
      "A database.",
      #"aws rds create-db-instance --db-instance-identifier "$RUN" --engine postgres --db-instance-class db.t4g.micro "#
        + "--allocated-storage 20 --master-username martlet --manage-master-user-password --backup-retention-period 1 "
        + "--query DBInstance.DBInstanceIdentifier --output text", into: "DATABASE"),
    .setUp("It is there.", #"aws rds wait db-instance-available --db-instance-identifier "$DATABASE""#),
    .setUp(
      "The older state: a snapshot.",
      #"aws rds create-db-snapshot --db-instance-identifier "$DATABASE" --db-snapshot-identifier "$RUN-s" "#
        + "--query DBSnapshot.DBSnapshotIdentifier --output text", into: "DBSNAPSHOT"),
    .setUp("It is complete.", #"aws rds wait db-snapshot-available --db-snapshot-identifier "$DBSNAPSHOT""#),
    .attack(
      "A second database from the snapshot.",
      #"aws rds restore-db-instance-from-db-snapshot --db-instance-identifier "$RUN-r" --db-snapshot-identifier "$DBSNAPSHOT" "#
        + "--query DBInstance.DBInstanceIdentifier --output text", into: "RESTORED"),
    .attack("It is there.", #"aws rds wait db-instance-available --db-instance-identifier "$RESTORED""#),
    .cleanUp(
      "The second database.",
      #"aws rds delete-db-instance --db-instance-identifier "$RESTORED" --skip-final-snapshot --delete-automated-backups"#
    ),
    .cleanUp(
      "The database.",
      #"aws rds delete-db-instance --db-instance-identifier "$DATABASE" --skip-final-snapshot --delete-automated-backups"#
    ),
    .cleanUp(
      "It under its other name.",
      #"aws rds delete-db-instance --db-instance-identifier "$RUN-old" --skip-final-snapshot --delete-automated-backups"#
    ),
    .cleanUp("The snapshot.", #"aws rds delete-db-snapshot --db-snapshot-identifier "$DBSNAPSHOT""#),
  ]

  private static func rename(_ from: String, to: String) -> [CommandStep] {
    [
      .attack(
        "It gets another name.",
        #"aws rds modify-db-instance --db-instance-identifier "\#(from)" --new-db-instance-identifier "\#(to)" --apply-immediately"#
      ),
      .attack("It has it.", #"aws rds wait db-instance-available --db-instance-identifier "\#(to)""#),
    ]
  }

  static let awsProducts: [String: ScenarioCommands] = [
    "AWS-10": .steps(backup + [restored]),
    "AWS-10-name": .steps(
      backup + [restored], "In the story the session is called like the backup service's: any name can be chosen."),
    "AWS-10-volume": .steps(backup + AWSSteps.swapRoot()),
    "AWS-11": .steps(
      [
        .setUp(
          "A cluster that keeps an hour to go back to.",
          #"aws rds create-db-cluster --db-cluster-identifier "$RUN" --engine aurora-mysql --backtrack-window 3600 "#
            + "--master-username martlet --manage-master-user-password --query DBCluster.DBClusterIdentifier --output text",
          into: "CLUSTER"),
        .setUp(
          "Its writer.",
          #"aws rds create-db-instance --db-instance-identifier "$RUN-w" --db-cluster-identifier "$CLUSTER" --engine aurora-mysql "#
            + "--db-instance-class db.t3.medium --query DBInstance.DBInstanceIdentifier --output text", into: "WRITER"),
        .setUp("It is there.", #"aws rds wait db-instance-available --db-instance-identifier "$WRITER""#),
        .attack(
          "The cluster goes back in place.",
          #"aws rds backtrack-db-cluster --db-cluster-identifier "$CLUSTER" --use-earliest-time-on-point-in-time-unavailable "#
            + #"--backtrack-to "$(date -u -d '-5 minutes' +%Y-%m-%dT%H:%M:%SZ)" --query BacktrackIdentifier --output text"#,
          into: "BACKTRACK"),
        .check(
          "the cluster was backtracked", is: "COMPLETED",
          #"aws rds describe-db-cluster-backtracks --db-cluster-identifier "$CLUSTER" --backtrack-identifier "$BACKTRACK" "#
            + "--query 'DBClusterBacktracks[0].Status' --output text"),
        .cleanUp(
          "The writer.", #"aws rds delete-db-instance --db-instance-identifier "$WRITER" --skip-final-snapshot"#),
        .cleanUp(
          "The cluster.", #"aws rds delete-db-cluster --db-cluster-identifier "$CLUSTER" --skip-final-snapshot"#),
      ]),
    "AWS-11-rename": .steps(
      database + rename("$DATABASE", to: "$RUN-old") + rename("$RESTORED", to: "$DATABASE") + [
        .attack(
          "The newer state goes.",
          #"aws rds delete-db-instance --db-instance-identifier "$RUN-old" --skip-final-snapshot --delete-automated-backups"#
        ),
        .check(
          "the database under the first name is there", is: "available",
          #"aws rds describe-db-instances --db-instance-identifier "$DATABASE" --query 'DBInstances[0].DBInstanceStatus' --output text"#
        ),
      ]),
    "AWS-11-delete": .steps(
      database + [
        .attack(
          "The newer state goes.",
          #"aws rds delete-db-instance --db-instance-identifier "$DATABASE" --skip-final-snapshot --delete-automated-backups"#
        ),
        .check(
          "the second database is there", is: "available",
          #"aws rds describe-db-instances --db-instance-identifier "$RESTORED" --query 'DBInstances[0].DBInstanceStatus' --output text"#
        ),
      ]),
    "AWS-11-dns": .steps(
      database + [
        .setUp(
          "A zone of our own.",
          #"aws route53 create-hosted-zone --name "$RUN.example" --caller-reference "$RUN" --query HostedZone.Id --output text"#,
          into: "HOSTED_ZONE"),
        .attack(
          "Where the second database is.",
          #"aws rds describe-db-instances --db-instance-identifier "$RESTORED" --query 'DBInstances[0].Endpoint.Address' --output text"#,
          into: "ENDPOINT"),
        .attack(
          "The name leads to it.",
          #"aws route53 change-resource-record-sets --hosted-zone-id "$HOSTED_ZONE" --change-batch "#
            + #""{\"Changes\":[{\"Action\":\"UPSERT\",\"ResourceRecordSet\":{\"Name\":\"db.$RUN.example\",\"Type\":\"CNAME\",\"TTL\":60,"#
            + #"\"ResourceRecords\":[{\"Value\":\"$ENDPOINT\"}]}}]}""#),
        .check(
          "the name leads to the second database", is: "$ENDPOINT",
          #"aws route53 list-resource-record-sets --hosted-zone-id "$HOSTED_ZONE" --query "#
            + #""ResourceRecordSets[?Type=='CNAME'].ResourceRecords[0].Value | [0]" --output text"#),
        .cleanUp(
          "The name.",
          #"aws route53 change-resource-record-sets --hosted-zone-id "$HOSTED_ZONE" --change-batch "#
            + #""{\"Changes\":[{\"Action\":\"DELETE\",\"ResourceRecordSet\":{\"Name\":\"db.$RUN.example\",\"Type\":\"CNAME\",\"TTL\":60,"#
            + #"\"ResourceRecords\":[{\"Value\":\"$ENDPOINT\"}]}}]}""#),
        .cleanUp("The zone.", #"aws route53 delete-hosted-zone --id "$HOSTED_ZONE""#),
      ]),
    "AWS-12": .steps(
      lightsail + [
        .attack(
          "An instance from the snapshot.",
          #"aws lightsail create-instances-from-snapshot --instance-names "$RUN-r" --instance-snapshot-name "$RUN-s" "#
            + #"--availability-zone "$ZONE" --bundle-id nano_3_0 --query 'operations[0].resourceName' --output text"#,
          into: "RESTORED"),
        .check(
          "the second instance is there", is: "$RESTORED",
          #"aws lightsail get-instance --instance-name "$RESTORED" --query instance.name --output text"#),
        .cleanUp("The second instance.", #"aws lightsail delete-instance --instance-name "$RESTORED""#),
      ]),
    "AWS-12-disk": .steps(
      lightsail + [
        .setUp(
          "A disk.",
          #"aws lightsail create-disk --disk-name "$RUN-d" --availability-zone "$ZONE" --size-in-gb 8 --query 'operations[0].resourceName' --output text"#,
          into: "DISK"),
        .setUp(
          "A snapshot of it.",
          #"aws lightsail create-disk-snapshot --disk-snapshot-name "$RUN-ds" --disk-name "$DISK" --query 'operations[0].resourceName' --output text"#,
          into: "DISK_SNAPSHOT"),
        .setUp(
          "It is complete.", until: "completed",
          #"aws lightsail get-disk-snapshot --disk-snapshot-name "$DISK_SNAPSHOT" --query diskSnapshot.state --output text"#
        ),
        .attack(
          "A disk from the snapshot.",
          #"aws lightsail create-disk-from-snapshot --disk-name "$RUN-n" --disk-snapshot-name "$DISK_SNAPSHOT" "#
            + #"--availability-zone "$ZONE" --size-in-gb 8 --query 'operations[0].resourceName' --output text"#,
          into: "NEWER"),
        .attack(
          "It goes into the instance.",
          #"aws lightsail attach-disk --disk-name "$NEWER" --instance-name "$INSTANCE" --disk-path /dev/xvdf"#),
        .check(
          "the disk is in the instance", is: "$INSTANCE",
          #"aws lightsail get-disk --disk-name "$NEWER" --query disk.attachedTo --output text"#),
        .cleanUp("The disk from the snapshot.", #"aws lightsail delete-disk --disk-name "$NEWER""#),
        .cleanUp(
          "The snapshot of the disk.", #"aws lightsail delete-disk-snapshot --disk-snapshot-name "$DISK_SNAPSHOT""#),
        .cleanUp("The disk.", #"aws lightsail delete-disk --disk-name "$DISK""#),
      ]),
    "AWS-13": .none(
      reason:
        "Elastic Disaster Recovery recovers a server that has been replicating for hours, which no command can make"),
    "AWS-13-failback": .none(
      reason:
        "Elastic Disaster Recovery recovers a server that has been replicating for hours, which no command can make"),
    "AWS-16": .steps(
      [
        .setUp(
          "A subnet of the default network.",
          "aws ec2 describe-subnets --filters Name=default-for-az,Values=true --query 'Subnets[0].SubnetId' --output text",
          into: "SUBNET"),
        .setUp(
          "A file system.",
          #"aws fsx create-file-system --file-system-type OPENZFS --storage-capacity 64 --subnet-ids "$SUBNET" "#
            + "--open-zfs-configuration DeploymentType=SINGLE_AZ_1,ThroughputCapacity=64 --query FileSystem.FileSystemId --output text",
          into: "FILESYSTEM"),
        .setUp(
          "It is there.", until: "AVAILABLE",
          #"aws fsx describe-file-systems --file-system-ids "$FILESYSTEM" --query 'FileSystems[0].Lifecycle' --output text"#
        ),
        .setUp(
          "Its root volume.",
          #"aws fsx describe-file-systems --file-system-ids "$FILESYSTEM" --query "#
            + "'FileSystems[0].OpenZFSConfiguration.RootVolumeId' --output text", into: "FSVOLUME"),
        .setUp(
          "The older state: a snapshot.",
          #"aws fsx create-snapshot --name "$RUN" --volume-id "$FSVOLUME" --query Snapshot.SnapshotId --output text"#,
          into: "FSSNAPSHOT"),
        .setUp(
          "It is complete.", until: "AVAILABLE",
          #"aws fsx describe-snapshots --snapshot-ids "$FSSNAPSHOT" --query 'Snapshots[0].Lifecycle' --output text"#),
        .attack(
          "The volume goes back in place.",
          #"aws fsx restore-volume-from-snapshot --volume-id "$FSVOLUME" --snapshot-id "$FSSNAPSHOT""#),
        .check(
          "the volume is there", is: "AVAILABLE",
          #"aws fsx describe-volumes --volume-ids "$FSVOLUME" --query 'Volumes[0].Lifecycle' --output text"#),
        .cleanUp("The snapshot.", #"aws fsx delete-snapshot --snapshot-id "$FSSNAPSHOT""#),
        .cleanUp(
          "The file system with its volumes.",
          #"aws fsx delete-file-system --file-system-id "$FILESYSTEM" --open-zfs-configuration SkipFinalBackup=true"#),
      ]),
  ]

  /// A Lightsail instance and a snapshot of it.
  private static let lightsail: [CommandStep] = [
    .setUp(
      "A zone.",
      "aws lightsail get-regions --include-availability-zones --query 'regions[?availabilityZones].availabilityZones[0].zoneName | [0]' --output text",
      into: "ZONE"),
    .setUp(
      "An instance.",
      #"aws lightsail create-instances --instance-names "$RUN" --availability-zone "$ZONE" --blueprint-id amazon_linux_2023 "#
        + "--bundle-id nano_3_0 --query 'operations[0].resourceName' --output text", into: "INSTANCE"),
    .setUp(
      "It runs.", until: "running",
      #"aws lightsail get-instance-state --instance-name "$INSTANCE" --query state.name --output text"#),
    .setUp(
      "The older state: a snapshot.",
      #"aws lightsail create-instance-snapshot --instance-name "$INSTANCE" --instance-snapshot-name "$RUN-s" "#
        + "--query 'operations[0].resourceName' --output text", into: "SNAPSHOT"),
    .setUp(
      "It is complete.", until: "available",
      #"aws lightsail get-instance-snapshot --instance-snapshot-name "$SNAPSHOT" --query instanceSnapshot.state --output text"#
    ),
    .cleanUp("The snapshot.", #"aws lightsail delete-instance-snapshot --instance-snapshot-name "$SNAPSHOT""#),
    .cleanUp("The instance.", #"aws lightsail delete-instance --instance-name "$INSTANCE""#),
  ]
}
