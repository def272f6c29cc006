/// Steps that many Google Cloud scenarios share. Names are made for the run: `$RUN`, and `$RUN-…`.
enum GCPSteps {
  static let zone: [CommandStep] = [
    .setUp("The project.", "gcloud config get-value project", into: "PROJECT"),
    .setUp("The zone.", #"echo "${ZONE_WANTED:-europe-west1-b}""#, into: "ZONE"),
  ]

  /// An instance of our own, its boot disk and the device that is in.
  static let instance: [CommandStep] =
    zone + [
      .setUp(
        "The instance that will be reverted.",
        #"gcloud compute instances create "$RUN" --project "$PROJECT" --zone "$ZONE" --machine-type e2-micro --image-family debian-12 "#
          + "--image-project debian-cloud --no-address --format 'value(name)'", into: "INSTANCE"),
      .setUp("Its boot disk.", describe("disks[0].source.basename()"), into: "BOOT_DISK"),
      .setUp("The device the boot disk is in.", describe("disks[0].deviceName"), into: "BOOT_DEVICE"),
      .cleanUp(
        "The instance with its disks.",
        #"gcloud compute instances delete "$INSTANCE" --project "$PROJECT" --zone "$ZONE" --delete-disks all"#),
      .cleanUp(
        "Its first boot disk, when it was taken out.",
        #"gcloud compute disks delete "$BOOT_DISK" --project "$PROJECT" --zone "$ZONE""#),
    ]

  static func describe(_ field: String, of instance: String = "$INSTANCE") -> String {
    "gcloud compute instances describe \"\(instance)\" --project \"$PROJECT\" --zone \"$ZONE\" --format 'value(\(field))'"
  }

  static func snapshot(in phase: CommandStep.Phase = .setUp) -> [CommandStep] {
    [
      CommandStep(
        phase: phase, purpose: "The older state: a snapshot.",
        command:
          #"gcloud compute snapshots create "$RUN-s" --project "$PROJECT" --source-disk "$BOOT_DISK" --source-disk-zone "$ZONE" "#
          + "--format 'value(name)'", kind: .capture("SNAPSHOT")),
      .cleanUp("The snapshot.", #"gcloud compute snapshots delete "$SNAPSHOT" --project "$PROJECT""#),
    ]
  }

  static func disk(_ source: String = #"--source-snapshot "$SNAPSHOT""#) -> [CommandStep] {
    [
      .attack(
        "A disk with the older state.",
        "gcloud compute disks create \"$RUN-d\" --project \"$PROJECT\" --zone \"$ZONE\" \(source) --format 'value(name)'",
        into: "DISK"),
      .cleanUp(
        "The disk with the older state.", #"gcloud compute disks delete "$DISK" --project "$PROJECT" --zone "$ZONE""#),
    ]
  }

  static let stop: CommandStep = .attack(
    "The instance stops.", #"gcloud compute instances stop "$INSTANCE" --project "$PROJECT" --zone "$ZONE""#)
  static let start: [CommandStep] = [
    .attack("It starts.", #"gcloud compute instances start "$INSTANCE" --project "$PROJECT" --zone "$ZONE""#),
    .check("the instance runs", is: "RUNNING", describe("status")),
  ]

  static func swap(attach: String = "--boot", scope: String = "") -> [CommandStep] {
    [
      stop,
      .attack(
        "The boot disk comes out.",
        #"gcloud compute instances detach-disk "$INSTANCE" --project "$PROJECT" --zone "$ZONE" --device-name "$BOOT_DEVICE""#
      ),
      .attack(
        "The older state takes its place.",
        "gcloud compute instances attach-disk \"$INSTANCE\" --project \"$PROJECT\" --zone \"$ZONE\" --disk \"$DISK\" "
          + "--device-name \"$BOOT_DEVICE\" \(attach)\(scope)"),
    ] + start + [.check("the other disk is in", is: "$DISK", describe("disks[0].source.basename()"))]
  }
}
