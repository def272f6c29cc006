/// One story for each Google Cloud row of the revert catalogue, and the evasions it names.
extension ScenarioCatalogue {
  private static let project = GCPProject()

  private static func attack(
    _ id: String, _ title: String, rows: [String], _ severity: String, story: String,
    _ tell: @escaping @Sendable (inout Telemetry) -> Void
  ) -> Scenario {
    Scenario(id, title, kind: .attack, cloud: .gcp, rows: rows, severity: severity, story: story, tell: tell)
  }

  private static func act(
    _ method: String, on instance: String, request: JSONValue = [:], _ telemetry: inout Telemetry
  ) {
    project.call(
      "compute.instances.\(method)", on: project.path("instances", instance), type: "gce_instance", by: .attacker(in: telemetry),
      request: request, in: &telemetry)
  }

  private static func makeDisk(_ disk: String, request: JSONValue, _ telemetry: inout Telemetry) {
    project.call(
      "compute.disks.insert", on: project.path("disks", disk), type: "gce_disk", by: .attacker(in: telemetry),
      request: request.adding("name", .string(disk)), in: &telemetry)
  }

  private static func swapBootDisk(of instance: String, to disk: String, _ telemetry: inout Telemetry) {
    act("stop", on: instance, &telemetry)
    telemetry.wait(20...60)
    act("detachDisk", on: instance, request: ["deviceName": "\(instance)-boot"], &telemetry)
    telemetry.wait(5...20)
    act(
      "attachDisk", on: instance,
      request: ["source": "https://www.googleapis.com/compute/v1/\(project.path("disks", disk))", "boot": true], &telemetry)
    telemetry.wait(5...20)
    act("start", on: instance, &telemetry)
  }

  static let gcp: [Scenario] = [
    attack(
      "GCP-1", "Boot disk swapped for one made from an own snapshot", rows: ["GCP-1", "GCP-8"], "critical",
      story: "A snapshot of the boot disk is taken, and later a disk made from it becomes the boot disk."
    ) { telemetry in
      project.call(
        "compute.disks.createSnapshot", on: project.path("disks", "web-11-boot"), type: "gce_disk", by: .attacker(in: telemetry),
        request: ["name": "web-11-before"], in: &telemetry)
      telemetry.wait(20 * 3600...24 * 3600)
      makeDisk("web-11-new", request: ["sourceSnapshot": "projects/example-prod-1/global/snapshots/web-11-before"], &telemetry)
      telemetry.wait(20...60)
      swapBootDisk(of: "web-11", to: "web-11-new", &telemetry)
    },
    attack(
      "GCP-2", "Instance deleted and made again from a machine image", rows: ["GCP-2"], "high",
      story: "An instance is deleted and one of the same name made from a machine image."
    ) { telemetry in
      act("delete", on: "web-12", &telemetry)
      telemetry.wait(60...300)
      act(
        "insert", on: "web-12",
        request: ["name": "web-12", "sourceMachineImage": "projects/example-prod-1/global/machineImages/web-12-old"], &telemetry)
    },
    attack(
      "GCP-3", "Instance stopped and started", rows: ["GCP-3"], "low",
      story: "An instance is stopped and started again: its local disks are lost."
    ) { telemetry in
      act("stop", on: "web-13", &telemetry)
      telemetry.wait(60...300)
      act("start", on: "web-13", &telemetry)
    },
    attack(
      "GCP-4", "Member of a managed group recreated", rows: ["GCP-4"], "low",
      story: "Members of a managed instance group are recreated from the template."
    ) { telemetry in
      project.call(
        "compute.instanceGroupManagers.recreateInstances", on: project.path("instanceGroupManagers", "web"),
        type: "gce_instance_group_manager", by: .attacker(in: telemetry),
        request: ["instances": [.string(project.path("instances", "web-14"))]], in: &telemetry)
    },
    attack(
      "GCP-6", "Boot disk swapped for a clone", rows: ["GCP-6"], "high",
      story: "The boot disk is cloned, and a day later the clone takes its place."
    ) { telemetry in
      makeDisk("web-16-clone", request: ["sourceDisk": .string(project.path("disks", "web-16-boot"))], &telemetry)
      telemetry.wait(20 * 3600...24 * 3600)
      swapBootDisk(of: "web-16", to: "web-16-clone", &telemetry)
    },
    attack(
      "GCP-9", "Boot disk swapped, the snapshot deleted", rows: ["GCP-1", "GCP-9"], "critical",
      story: "After the swap the snapshot is deleted."
    ) { telemetry in
      makeDisk("web-17-new", request: ["sourceSnapshot": "projects/example-prod-1/global/snapshots/web-17-s"], &telemetry)
      telemetry.wait(20...60)
      swapBootDisk(of: "web-17", to: "web-17-new", &telemetry)
      telemetry.wait(60...300)
      project.call(
        "compute.snapshots.delete", on: "projects/example-prod-1/global/snapshots/web-17-s", type: "gce_snapshot", by: .attacker(in: telemetry),
        in: &telemetry)
    },
    attack(
      "GCP-5", "Instance made from an image of a snapshot", rows: ["GCP-5"], "medium",
      story: "A snapshot becomes an image, and an instance is made from it."
    ) { telemetry in
      let image = "projects/example-prod-1/global/images/web-15-old"
      project.call(
        "compute.images.insert", on: image, type: "gce_image", by: .attacker(in: telemetry),
        request: ["name": "web-15-old", "sourceSnapshot": "projects/example-prod-1/global/snapshots/web-15-s"], in: &telemetry)
      telemetry.wait(60...300)
      act(
        "insert", on: "web-15b",
        request: ["name": "web-15b", "disks": [["boot": true, "initializeParams": ["sourceImage": .string(image)]]]], &telemetry)
    },
    attack(
      "GCP-7", "File share reverted to a snapshot", rows: ["GCP-7"], "medium", story: "A Filestore instance is reverted in place."
    ) { telemetry in
      project.call(
        "google.cloud.filestore.v1.CloudFilestoreManager.RevertInstance",
        on: "projects/example-prod-1/locations/europe-west1-b/instances/share", type: "audited_resource", by: .attacker(in: telemetry),
        request: ["targetSnapshotId": "before"], version: "", in: &telemetry)
    },
  ]
}
