/// Commands for stories about instances and disks of Google Cloud.
extension CommandCatalogue {
  private static let swapped = GCPSteps.instance + GCPSteps.snapshot() + GCPSteps.disk() + GCPSteps.swap()

  private static let deleted: CommandStep = .attack(
    "The instance is deleted, with its disks.",
    #"gcloud compute instances delete "$INSTANCE" --project "$PROJECT" --zone "$ZONE" --delete-disks all"#)

  private static func remade(_ name: String, _ source: String) -> [CommandStep] {
    [
      .attack(
        "An instance with the older state.",
        "gcloud compute instances create \"\(name)\" --project \"$PROJECT\" --zone \"$ZONE\" \(source) --format 'value(name)'",
        into: "REMADE"),
      .check("it runs", is: "RUNNING", GCPSteps.describe("status", of: "$REMADE")),
      .cleanUp(
        "The instance with the older state.",
        #"gcloud compute instances delete "$REMADE" --project "$PROJECT" --zone "$ZONE" --delete-disks all"#),
    ]
  }

  private static func machineImage(in phase: CommandStep.Phase) -> [CommandStep] {
    [
      CommandStep(
        phase: phase, purpose: "The older state: a machine image.",
        command: #"gcloud compute machine-images create "$RUN-m" --project "$PROJECT" --source-instance "$INSTANCE" "#
          + #"--source-instance-zone "$ZONE" --format 'value(name)'"#, kind: .capture("MACHINE_IMAGE")),
      .cleanUp("The machine image.", #"gcloud compute machine-images delete "$MACHINE_IMAGE" --project "$PROJECT""#),
    ]
  }

  private static let fromMachineImage = #"--source-machine-image "$MACHINE_IMAGE""#

  /// A managed group with one member.
  private static let group: [CommandStep] =
    GCPSteps.zone + [
      .setUp(
        "What the group launches.",
        #"gcloud compute instance-templates create "$RUN" --project "$PROJECT" --machine-type e2-micro --image-family debian-12 "#
          + "--image-project debian-cloud --no-address --format 'value(name)'", into: "TEMPLATE"),
      .setUp(
        "A group of one.",
        #"gcloud compute instance-groups managed create "$RUN" --project "$PROJECT" --zone "$ZONE" --size 1 --template "$TEMPLATE" "#
          + "--format 'value(name)'", into: "GROUP"),
      .setUp("It has its member.", stable),
      .setUp(
        "The member.",
        #"gcloud compute instance-groups managed list-instances "$GROUP" --project "$PROJECT" --zone "$ZONE" --format 'value(instance.basename())'"#,
        into: "MEMBER"),
      .cleanUp(
        "The group with its member.",
        #"gcloud compute instance-groups managed delete "$GROUP" --project "$PROJECT" --zone "$ZONE""#),
      .cleanUp("What it launches.", #"gcloud compute instance-templates delete "$TEMPLATE" --project "$PROJECT""#),
    ]

  private static let stable =
    #"gcloud compute instance-groups managed wait-until "$GROUP" --stable --project "$PROJECT" --zone "$ZONE""#

  private static let wholeAgain: [CommandStep] = [
    .attack("The group is whole again.", stable),
    .check(
      "the member runs", is: "RUNNING",
      #"gcloud compute instance-groups managed list-instances "$GROUP" --project "$PROJECT" --zone "$ZONE" --format 'value(instanceStatus)'"#
    ),
  ]

  static let gcpInstances: [String: ScenarioCommands] = [
    "GCP-1": .steps(
      GCPSteps.instance + GCPSteps.snapshot(in: .attack) + GCPSteps.disk() + GCPSteps.swap(),
      "In the story a day passes after the snapshot."),
    "GCP-1-flagless": .steps(
      GCPSteps.instance + GCPSteps.snapshot() + GCPSteps.disk() + GCPSteps.swap(attach: ""),
      "Without --boot the disk goes to the device that the boot disk was in."),
    "GCP-1-device": .steps(
      GCPSteps.instance + GCPSteps.snapshot() + GCPSteps.disk() + GCPSteps.swap(attach: ""),
      "In the story the boot disk's device has a name of its own; here it has the one that Compute Engine gives."),
    "GCP-1-regional": .steps(
      GCPSteps.instance + GCPSteps.snapshot() + [
        .attack(
          "A disk with the older state, in two zones.",
          #"gcloud compute disks create "$RUN-d" --project "$PROJECT" --region "${ZONE%-*}" --replica-zones "${ZONE%-*}-b,${ZONE%-*}-c" "#
            + #"--source-snapshot "$SNAPSHOT" --format 'value(name)'"#, into: "DISK"),
        .cleanUp(
          "The disk with the older state.",
          #"gcloud compute disks delete "$DISK" --project "$PROJECT" --region "${ZONE%-*}""#),
      ] + GCPSteps.swap(scope: " --disk-scope regional")),
    "GCP-1-instant": .steps(
      GCPSteps.instance + [
        .attack(
          "The older state: an instant snapshot.",
          #"gcloud compute instant-snapshots create "$RUN-s" --project "$PROJECT" --zone "$ZONE" --source-disk "$BOOT_DISK" "#
            + #"--source-disk-zone "$ZONE" --format 'value(name)'"#, into: "SNAPSHOT"),
        .cleanUp(
          "The instant snapshot.",
          #"gcloud compute instant-snapshots delete "$SNAPSHOT" --project "$PROJECT" --zone "$ZONE""#),
      ] + GCPSteps.disk(#"--source-instant-snapshot "$SNAPSHOT""#) + GCPSteps.swap()),
    "GCP-2": .steps(GCPSteps.instance + machineImage(in: .setUp) + [deleted] + remade("$RUN", fromMachineImage)),
    "GCP-2-address": .steps(
      GCPSteps.instance + machineImage(in: .setUp) + [
        .attack("Its address, to be used again.", GCPSteps.describe("networkInterfaces[0].networkIP"), into: "ADDRESS"),
        deleted,
      ] + remade("$RUN-n", fromMachineImage + #" --private-network-ip "$ADDRESS""#)),
    "GCP-2-second": .steps(
      GCPSteps.instance + GCPSteps.snapshot() + [deleted]
        + remade(
          "$RUN",
          #"--create-disk size=10GB,auto-delete=yes --create-disk "boot=yes,auto-delete=yes,source-snapshot=$SNAPSHOT""#
        )),
    "GCP-3": .steps(GCPSteps.instance + [GCPSteps.stop] + GCPSteps.start),
    "GCP-3-suspend": .steps(
      GCPSteps.instance + [
        .attack(
          "The instance is suspended; its local disks are lost.",
          #"gcloud compute instances suspend "$INSTANCE" --project "$PROJECT" --zone "$ZONE" --discard-local-ssd=true"#),
        .attack("It resumes.", #"gcloud compute instances resume "$INSTANCE" --project "$PROJECT" --zone "$ZONE""#),
        .check("the instance runs", is: "RUNNING", GCPSteps.describe("status")),
      ]),
    "GCP-4": .steps(
      group + [
        .attack(
          "The member is made again from the template.",
          #"gcloud compute instance-groups managed recreate-instances "$GROUP" --project "$PROJECT" --zone "$ZONE" --instances "$MEMBER""#
        )
      ] + wholeAgain),
    "GCP-4-unhealthy": .steps(
      group + [
        .attack(
          "The member is stopped; its group repairs it.",
          #"gcloud compute instances stop "$MEMBER" --project "$PROJECT" --zone "$ZONE""#)
      ] + wholeAgain),
    "GCP-5": .steps(
      GCPSteps.instance + GCPSteps.snapshot() + [
        .attack(
          "An image of the snapshot.",
          #"gcloud compute images create "$RUN-i" --project "$PROJECT" --source-snapshot "$SNAPSHOT" --format 'value(name)'"#,
          into: "IMAGE"),
        .cleanUp("The image.", #"gcloud compute images delete "$IMAGE" --project "$PROJECT""#),
      ] + remade("$RUN-n", #"--image "$IMAGE" --image-project "$PROJECT" --machine-type e2-micro --no-address"#)),
    "GCP-6": .steps(
      GCPSteps.instance + GCPSteps.disk(#"--source-disk "$BOOT_DISK" --source-disk-zone "$ZONE""#) + GCPSteps.swap(),
      "In the story a day passes after the clone."),
    "GCP-8-machine-image": .steps(
      GCPSteps.instance + machineImage(in: .attack) + [deleted] + remade("$RUN", fromMachineImage)),
    "GCP-9": .steps(
      swapped + [
        .attack("The snapshot goes.", #"gcloud compute snapshots delete "$SNAPSHOT" --project "$PROJECT""#),
        .attack(
          "And the disk that holds what was wiped.",
          #"gcloud compute disks delete "$BOOT_DISK" --project "$PROJECT" --zone "$ZONE""#),
      ]),
    "GCP-9-sink": .none(
      reason: "it is GCP-1 and then the end of a logging sink, which only touches sinks that others made"),
    "SCORE-6": .steps(
      swapped,
      "In the story the calls are made with a downloaded key: sign in with one of a service account made for tests."),
  ]
}
