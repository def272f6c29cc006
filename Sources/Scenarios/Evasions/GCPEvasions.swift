/// Reverts on Google Cloud told so that simple rules miss them: without the boot flag, with regional disks, by repair.
extension ScenarioCatalogue {
  private static let project = GCPProject()

  private static func attack(
    _ id: String, _ title: String, rows: [String], _ severity: String, story: String,
    _ tell: @escaping @Sendable (inout Telemetry) -> Void
  ) -> Scenario {
    Scenario(id, title, kind: .attack, cloud: .gcp, rows: rows, severity: severity, story: story, tell: tell)
  }

  private static func act(
    _ method: String, on instance: String, request: JSONValue = [:], by principal: GCPProject.Principal? = nil,
    _ telemetry: inout Telemetry
  ) {
    project.call(
      "compute.instances.\(method)", on: project.path("instances", instance), type: "gce_instance",
      by: principal ?? .attacker(in: telemetry), request: request, in: &telemetry)
  }

  private static func call(
    _ method: String, on path: String, type: String, request: JSONValue = [:], version: String = "v1.",
    _ telemetry: inout Telemetry
  ) {
    project.call(
      method, on: path, type: type, by: .attacker(in: telemetry), request: request, version: version, in: &telemetry)
  }

  private static func snapshot(_ name: String) -> JSONValue { "projects/example-prod-1/global/snapshots/\(name)" }

  /// Stop, detach, attach, start.
  private static func swap(
    _ instance: String, to disk: String, device: String = "persistent-disk-0", boot: Bool = true,
    _ telemetry: inout Telemetry
  ) {
    act("stop", on: instance, &telemetry)
    telemetry.wait(20...60)
    act("detachDisk", on: instance, request: ["deviceName": .string(device)], &telemetry)
    telemetry.wait(5...20)
    let request: JSONValue = ["source": "https://www.googleapis.com/compute/v1/\(disk)", "deviceName": .string(device)]
    act("attachDisk", on: instance, request: request.adding("boot", boot ? true : nil), &telemetry)
    telemetry.wait(5...20)
    act("start", on: instance, &telemetry)
  }

  static let gcpEvasions: [Scenario] = [
    attack(
      "GCP-1-flagless", "Boot disk swapped without saying that it boots", rows: ["GCP-1"], "high",
      story: "The disk goes to the device of the boot disk; the request does not call it one."
    ) { telemetry in
      call(
        "compute.disks.insert", on: project.path("disks", "web-71-new"), type: "gce_disk",
        request: ["name": "web-71-new", "sourceSnapshot": snapshot("web-71-s")], &telemetry)
      telemetry.wait(20...60)
      swap("web-71", to: project.path("disks", "web-71-new"), boot: false, &telemetry)
    },
    attack(
      "GCP-1-device", "Disk at a device with a name of its own swapped without saying that it boots", rows: ["GCP-1"],
      "medium",
      story: "Nothing but the order of the calls says which disk it is: out of a device, and into it again."
    ) { telemetry in
      call(
        "compute.disks.insert", on: project.path("disks", "web-72-new"), type: "gce_disk",
        request: ["name": "web-72-new", "sourceSnapshot": snapshot("web-72-s")], &telemetry)
      telemetry.wait(20...60)
      swap("web-72", to: project.path("disks", "web-72-new"), device: "system", boot: false, &telemetry)
    },
    attack(
      "GCP-1-regional", "Boot disk swapped for a regional one", rows: ["GCP-1"], "high",
      story: "The disk from the snapshot is regional: other methods, other paths."
    ) { telemetry in
      let disk = "projects/example-prod-1/regions/europe-west1/disks/web-73-new"
      call(
        "compute.regionDisks.insert", on: disk, type: "gce_disk",
        request: ["name": "web-73-new", "sourceSnapshot": snapshot("web-73-s")], version: "beta.", &telemetry)
      telemetry.wait(20...60)
      swap("web-73", to: disk, &telemetry)
    },
    attack(
      "GCP-1-instant", "Boot disk swapped for one made from an own instant snapshot", rows: ["GCP-1", "GCP-8"],
      "critical",
      story: "An instant snapshot of the boot disk is taken; hours later a disk of it takes the boot disk's place."
    ) { telemetry in
      let instant = project.path("instantSnapshots", "web-74-s")
      call(
        "compute.instantSnapshots.insert", on: instant, type: "gce_instant_snapshot",
        request: ["name": "web-74-s", "sourceDisk": .string(project.path("disks", "web-74"))], &telemetry)
      telemetry.wait(4 * 3600...8 * 3600)
      call(
        "compute.disks.insert", on: project.path("disks", "web-74-new"), type: "gce_disk",
        request: ["name": "web-74-new", "sourceInstantSnapshot": .string(instant)], &telemetry)
      telemetry.wait(20...60)
      swap("web-74", to: project.path("disks", "web-74-new"), &telemetry)
    },
    attack(
      "GCP-2-address", "Instance made again under another name with its address", rows: ["GCP-2"], "high",
      story: "The instance is deleted; another name, made of a machine image, gets its static address."
    ) { telemetry in
      let address: JSONValue = [["networkIP": "10.8.0.75", "accessConfigs": [["natIP": "198.51.100.175"]]]]
      act(
        "insert", on: "web-75", request: ["name": "web-75", "networkInterfaces": address],
        by: .user("alice@example.com", from: "203.0.113.101"), &telemetry)
      telemetry.wait(2 * 86_400...3 * 86_400)
      act("delete", on: "web-75", &telemetry)
      telemetry.wait(60...300)
      act(
        "insert", on: "batch-75",
        request: [
          "name": "batch-75", "sourceMachineImage": "projects/example-prod-1/global/machineImages/web-75-old",
          "networkInterfaces": address,
        ], &telemetry)
    },
    attack(
      "GCP-3-suspend", "Instance suspended and resumed", rows: ["GCP-3"], "low",
      story: "The local disks of the instance are lost."
    ) { telemetry in
      act("suspend", on: "web-76", &telemetry)
      telemetry.wait(60...300)
      act("resume", on: "web-76", &telemetry)
    },
    attack(
      "GCP-4-unhealthy", "Member of a managed group stopped so that the group repairs it", rows: ["GCP-4"], "low",
      story: "A person stops a member; the group finds it unhealthy and makes it again from the template."
    ) { telemetry in
      act("stop", on: "web-77-x1", &telemetry)
      telemetry.wait(120...300)
      project.event(
        "compute.instances.repair.recreateInstance", on: project.path("instances", "web-77-x1"), in: &telemetry)
    },
    attack(
      "GCP-7-sql", "Database put back to a backup", rows: ["GCP-7"], "medium",
      story: "A Cloud SQL instance is restored in place."
    ) { telemetry in
      call(
        "cloudsql.instances.restoreBackup", on: "projects/example-prod-1/instances/orders", type: "cloudsql_database",
        request: ["instance": "orders", "restoreBackupContext": ["backupRunId": "1767603600000"]], version: "",
        &telemetry)
    },
    attack(
      "GCP-7-backup", "Instance restored from a backup vault", rows: ["GCP-7"], "medium",
      story: "A person restores a backup of an instance."
    ) { telemetry in
      call(
        "google.cloud.backupdr.v1.BackupDR.RestoreBackup",
        on: "projects/example-prod-1/locations/europe-west1/backupVaults/v1/dataSources/d1/backups/b1",
        type: "audited_resource",
        request: ["computeInstanceRestoreProperties": ["name": "web-78"]], version: "", &telemetry)
    },
    attack(
      "GCP-8-machine-image", "Instance made again from an own machine image", rows: ["GCP-2", "GCP-8"], "critical",
      story: "A machine image of the instance is taken; a day later the instance is deleted and made again from it."
    ) { telemetry in
      let image = "projects/example-prod-1/global/machineImages/web-79-before"
      call(
        "compute.machineImages.insert", on: image, type: "gce_machine_image",
        request: ["name": "web-79-before", "sourceInstance": .string(project.path("instances", "web-79"))], &telemetry)
      telemetry.wait(20 * 3600...24 * 3600)
      act("delete", on: "web-79", &telemetry)
      telemetry.wait(60...300)
      act("insert", on: "web-79", request: ["name": "web-79", "sourceMachineImage": .string(image)], &telemetry)
    },
    attack(
      "GCP-9-sink", "Boot disk swapped, then the export of the log ended", rows: ["GCP-1", "GCP-9"], "critical",
      story: "After the swap the sink that carries the log away is deleted."
    ) { telemetry in
      call(
        "compute.disks.insert", on: project.path("disks", "web-80-new"), type: "gce_disk",
        request: ["name": "web-80-new", "sourceSnapshot": snapshot("web-80-s")], &telemetry)
      telemetry.wait(20...60)
      swap("web-80", to: project.path("disks", "web-80-new"), &telemetry)
      telemetry.wait(60...300)
      call(
        "google.logging.v2.ConfigServiceV2.DeleteSink", on: "projects/example-prod-1/sinks/to-siem",
        type: "logging_sink", request: ["sinkName": "projects/example-prod-1/sinks/to-siem"], version: "", &telemetry)
    },
  ]
}
