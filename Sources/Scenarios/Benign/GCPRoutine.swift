/// Ordinary work in a Google Cloud project that looks a little like an attack.
extension ScenarioCatalogue {
  private static let project = GCPProject()
  private static let compute = GCPProject.Principal.agent("service-123456789012@compute-system.iam.gserviceaccount.com")
  private static let engineer = GCPProject.Principal.user("alice@example.com", from: "203.0.113.101")

  private static func story(
    _ id: String, _ title: String, story: String, _ tell: @escaping @Sendable (inout Telemetry) -> Void
  ) -> Scenario {
    Scenario(id, title, kind: .benign, cloud: .gcp, story: story, tell: tell)
  }

  private static func act(
    _ method: String, on instance: String, by principal: GCPProject.Principal, request: JSONValue = [:],
    _ telemetry: inout Telemetry
  ) {
    project.call(
      "compute.instances.\(method)", on: project.path("instances", instance), type: "gce_instance", by: principal,
      request: request,
      in: &telemetry)
  }

  static let gcpRoutine: [Scenario] = [
    story(
      "B-gcp-schedule", "A schedule takes snapshots of boot disks, and prunes them",
      story: "A resource policy of Compute Engine, carried out by Google's agent."
    ) { telemetry in
      for night in 1...3 {
        let snapshot = "app-1-europe-west1-b-2026010\(night)"
        project.call(
          "compute.disks.createSnapshot", on: project.path("disks", "app-1"), type: "gce_disk", by: compute,
          request: ["name": .string(snapshot), "labels": [["key": "policy", "value": "nightly"]]], in: &telemetry)
        if night > 1 {
          project.call(
            "compute.snapshots.delete",
            on: "projects/example-prod-1/global/snapshots/app-1-europe-west1-b-2026010\(night - 1)",
            type: "gce_snapshot", by: compute, in: &telemetry)
        }
        telemetry.wait(seconds: 86_400)
      }
    },
    story(
      "B-gcp-night", "An instance schedule stops instances in the evening and starts them in the morning",
      story: "A resource policy, carried out by Google's agent, eleven hours apart."
    ) { telemetry in
      for method in ["stop", "start"] {
        for number in 1...4 { act(method, on: "lab-\(number)", by: compute, &telemetry) }
        telemetry.wait(seconds: 11 * 3600)
      }
    },
    story(
      "B-gcp-repair", "A managed group repairs a member that failed by itself",
      story: "A member's host fails; the group makes it again from the template."
    ) { telemetry in
      project.event("compute.instances.hostError", on: project.path("instances", "front-x1"), in: &telemetry)
      telemetry.wait(60...120)
      project.event(
        "compute.instances.repair.recreateInstance", on: project.path("instances", "front-x1"), in: &telemetry)
    },
    story(
      "B-gcp-preempted", "A spot instance is taken away and made again by its group",
      story: "The system preempts it, and the group's agent deletes and inserts it."
    ) { telemetry in
      let agent = GCPProject.Principal.agent("123456789012@cloudservices.gserviceaccount.com")
      project.event("compute.instances.preempted", on: project.path("instances", "batch-x1"), in: &telemetry)
      telemetry.wait(20...60)
      act("delete", on: "batch-x1", by: agent, &telemetry)
      telemetry.wait(20...60)
      act(
        "insert", on: "batch-x1", by: agent,
        request: [
          "name": "batch-x1",
          "disks": [
            [
              "boot": true,
              "initializeParams": ["sourceImage": "projects/debian-cloud/global/images/debian-12-v20260101"],
            ]
          ],
        ], &telemetry)
    },
    story(
      "B-gcp-resize", "An instance gets another machine type", story: "Stopped, changed, started within minutes."
    ) { telemetry in
      act("stop", on: "app-2", by: engineer, &telemetry)
      telemetry.wait(30...60)
      act(
        "setMachineType", on: "app-2", by: engineer,
        request: ["machineType": "zones/europe-west1-b/machineTypes/e2-standard-4"], &telemetry)
      telemetry.wait(10...30)
      act("start", on: "app-2", by: engineer, &telemetry)
    },
    story(
      "B-gcp-csi", "The storage driver of a cluster restores a volume for a container",
      story: "A disk from a snapshot is attached as a data disk of a node, at a device that was free."
    ) { telemetry in
      let driver = GCPProject.Principal.agent("service-123456789012@container-engine-robot.iam.gserviceaccount.com")
      project.call(
        "compute.disks.insert", on: project.path("disks", "pvc-1"), type: "gce_disk", by: driver,
        request: ["name": "pvc-1", "sourceSnapshot": "projects/example-prod-1/global/snapshots/pvc-0-s"], in: &telemetry
      )
      telemetry.wait(10...30)
      act(
        "attachDisk", on: "gke-node-1", by: driver,
        request: ["source": .string(project.path("disks", "pvc-1")), "deviceName": "pvc-1"], &telemetry)
    },
    story(
      "B-gcp-forensics", "A copy of a boot disk is examined on another instance",
      story: "A snapshot of a boot disk becomes a data disk of a forensic instance."
    ) { telemetry in
      project.call(
        "compute.disks.createSnapshot", on: project.path("disks", "app-3"), type: "gce_disk", by: engineer,
        request: ["name": "app-3-case"], in: &telemetry)
      telemetry.wait(300...600)
      project.call(
        "compute.disks.insert", on: project.path("disks", "app-3-evidence"), type: "gce_disk", by: engineer,
        request: ["name": "app-3-evidence", "sourceSnapshot": "projects/example-prod-1/global/snapshots/app-3-case"],
        in: &telemetry)
      telemetry.wait(20...60)
      act(
        "attachDisk", on: "lab-forensics", by: engineer,
        request: [
          "source": .string(project.path("disks", "app-3-evidence")), "deviceName": "evidence", "mode": "READ_ONLY",
        ], &telemetry)
    },
    story(
      "B-gcp-packer", "An image is built from an instance born for it",
      story: "An instance is made of a public image, an image made of its disk, and the instance deleted."
    ) { telemetry in
      let builder = GCPProject.Principal.user("packer@example-prod-1.iam.gserviceaccount.com", from: "203.0.113.78")
      act(
        "insert", on: "packer-8a1b", by: builder,
        request: [
          "name": "packer-8a1b",
          "disks": [
            [
              "boot": true,
              "initializeParams": ["sourceImage": "projects/debian-cloud/global/images/debian-12-v20260101"],
            ]
          ],
        ], &telemetry)
      telemetry.wait(600...900)
      act("stop", on: "packer-8a1b", by: builder, &telemetry)
      telemetry.wait(20...60)
      project.call(
        "compute.images.insert", on: "projects/example-prod-1/global/images/app-2026-01", type: "gce_image",
        by: builder,
        request: ["name": "app-2026-01", "sourceDisk": .string(project.path("disks", "packer-8a1b"))], in: &telemetry)
      telemetry.wait(60...120)
      act("delete", on: "packer-8a1b", by: builder, &telemetry)
    },
  ]
}
