/// Machines on their way into a cloud: storms of snapshots, volumes and attachments on helper instances.
extension ScenarioCatalogue {
  private static let account = AWSAccount()

  private static func id(_ prefix: String, _ telemetry: inout Telemetry) -> String {
    "\(prefix)-0\(telemetry.random.hex(16))"
  }

  /// Replicated volumes are snapshot, and converted on a helper: each attached at a data device, and taken out again.
  private static func convert(by service: AWSActor, _ telemetry: inout Telemetry) {
    let server = account.runInstances(image: "ami-0conversion00000", by: service, in: &telemetry)
    telemetry.wait(60...120)
    for device in ["/dev/sdf", "/dev/sdg"] {
      let replica = account.createVolume(by: service, in: &telemetry)
      telemetry.wait(10...20)
      account.attachVolume(replica, to: server, device: device, by: service, in: &telemetry)
      telemetry.wait(3600...7200)
      let snapshot = account.createSnapshot(of: replica, by: service, in: &telemetry)
      telemetry.wait(60...120)
      let converted = account.createVolume(from: snapshot, by: service, in: &telemetry)
      telemetry.wait(10...20)
      account.detachVolume(replica, from: server, device: device, by: service, in: &telemetry)
      telemetry.wait(10...20)
      account.attachVolume(converted, to: server, device: device, by: service, in: &telemetry)
      telemetry.wait(600...1200)
      account.detachVolume(converted, from: server, device: device, by: service, in: &telemetry)
      telemetry.wait(10...20)
      account.deleteVolume(replica, by: service, in: &telemetry)
    }
    account.terminateInstances([server], by: service, in: &telemetry)
  }

  static let migrations: [Scenario] = [
    Scenario(
      "B-mgn", "Application Migration Service converts a server", kind: .benign, cloud: .aws,
      story:
        "On a conversion server, volumes from snapshots take the places of replicated ones, all by the service's own role."
    ) { telemetry in
      convert(
        by: .serviceRole("AWSServiceRoleForApplicationMigrationService", session: "mgn", host: "mgn.amazonaws.com"),
        &telemetry)
    },
    Scenario(
      "B-drs", "Elastic Disaster Recovery replicates and converts", kind: .benign, cloud: .aws,
      story: "The same on the servers of disaster recovery."
    ) { telemetry in
      convert(
        by: .serviceRole("AWSServiceRoleForElasticDisasterRecovery", session: "drs", host: "drs.amazonaws.com"),
        &telemetry)
    },
    Scenario(
      "B-azure-migrate", "Azure Migrate makes machines of replicated disks", kind: .benign, cloud: .azure,
      story: "The service makes disks of snapshots of replicas, and new machines that boot from them."
    ) { telemetry in
      let subscription = AzureSubscription()
      let service = AzureSubscription.Caller.application(
        "b8340c3b-9267-498f-b21a-15d5547fd85e", objectID: "6d3c0a0e-55b1-4f7e-8f25-0000000000b8")
      for number in 1...2 {
        subscription.writeDisk("moved-\(number)-replica", option: "Upload", by: service, in: &telemetry)
        telemetry.wait(3600...7200)
        subscription.writeSnapshot(
          "moved-\(number)-s", of: subscription.disk("moved-\(number)-replica"), by: service, in: &telemetry)
        telemetry.wait(60...120)
        subscription.writeDisk(
          "moved-\(number)-os", option: "Copy", source: subscription.snapshot("moved-\(number)-s"), by: service,
          in: &telemetry)
        telemetry.wait(60...120)
        subscription.writeMachine(
          "moved-\(number)", systemDisk: "moved-\(number)-os", isNew: true, by: service, in: &telemetry)
      }
    },
    Scenario(
      "B-gcp-migrate", "Migrate to Virtual Machines makes instances of images", kind: .benign, cloud: .gcp,
      story: "Google's agent makes an image of a replicated disk, and a new instance from it."
    ) { telemetry in
      let project = GCPProject()
      let agent = GCPProject.Principal.agent("service-123456789012@gcp-sa-vmmigration.iam.gserviceaccount.com")
      let image = "projects/example-prod-1/global/images/moved-1"
      project.call(
        "compute.disks.insert", on: project.path("disks", "moved-1"), type: "gce_disk", by: agent,
        request: ["name": "moved-1"],
        in: &telemetry)
      telemetry.wait(3600...7200)
      project.call(
        "compute.images.insert", on: image, type: "gce_image", by: agent,
        request: ["name": "moved-1", "sourceDisk": .string(project.path("disks", "moved-1"))], in: &telemetry)
      telemetry.wait(60...120)
      project.call(
        "compute.instances.insert", on: project.path("instances", "moved-1"), type: "gce_instance", by: agent,
        request: ["name": "moved-1", "disks": [["boot": true, "initializeParams": ["sourceImage": .string(image)]]]],
        in: &telemetry)
    },
  ]
}
