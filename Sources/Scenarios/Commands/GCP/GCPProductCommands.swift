/// Commands for stories about other Google Cloud products.
extension CommandCatalogue {
  static let gcpProducts: [String: ScenarioCommands] = [
    "GCP-7": .steps(
      GCPSteps.zone + [
        .setUp(
          "A file share.",
          #"gcloud filestore instances create "$RUN" --project "$PROJECT" --location "$ZONE" --tier ZONAL "#
            + "--file-share name=share,capacity=1TiB --network name=default --format 'value(name.basename())'",
          into: "SHARE"),
        .setUp(
          "The older state: a snapshot.",
          #"gcloud filestore instances snapshots create before --project "$PROJECT" --instance "$SHARE" --instance-location "$ZONE" "#
            + "--format 'value(name.basename())'", into: "SNAPSHOT"),
        .attack(
          "The share goes back in place.",
          #"gcloud filestore instances revert "$SHARE" --project "$PROJECT" --location "$ZONE" --target-snapshot "$SNAPSHOT""#
        ),
        .check(
          "the share is there", is: "READY",
          #"gcloud filestore instances describe "$SHARE" --project "$PROJECT" --location "$ZONE" --format 'value(state)'"#
        ),
        .cleanUp(
          "The snapshot.",
          #"gcloud filestore instances snapshots delete "$SNAPSHOT" --project "$PROJECT" --instance "$SHARE" --instance-location "$ZONE""#
        ),
        .cleanUp(
          "The share.", #"gcloud filestore instances delete "$SHARE" --project "$PROJECT" --location "$ZONE" --force"#),
      ]),
    "GCP-7-sql": .steps(
      GCPSteps.zone + [
        .setUp(
          "A database.",
          #"gcloud sql instances create "$RUN" --project "$PROJECT" --region "${ZONE%-*}" --tier db-f1-micro --database-version POSTGRES_15 "#
            + "--edition enterprise --format 'value(name)'", into: "DATABASE"),
        .setUp("The older state: a backup.", #"gcloud sql backups create --project "$PROJECT" --instance "$DATABASE""#),
        .setUp(
          "The backup.",
          #"gcloud sql backups list --project "$PROJECT" --instance "$DATABASE" --limit 1 --format 'value(id)'"#,
          into: "BACKUP"),
        .attack(
          "The database goes back in place.",
          #"gcloud sql backups restore "$BACKUP" --project "$PROJECT" --restore-instance "$DATABASE" --quiet"#),
        .check(
          "the database is there", is: "RUNNABLE",
          #"gcloud sql instances describe "$DATABASE" --project "$PROJECT" --format 'value(state)'"#),
        .cleanUp(
          "The database with its backups.", #"gcloud sql instances delete "$DATABASE" --project "$PROJECT" --quiet"#),
      ]),
    "GCP-7-backup": .none(
      reason:
        "Backup and DR restores what a plan of its own has backed up, which takes a day: 'gcloud backup-dr backups restore compute'"
    ),
  ]
}
