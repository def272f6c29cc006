/// What happens in an ordinary Google Cloud project.
struct GCPNoise {
  private let projects = [GCPProject(), GCPProject(id: "example-data-2", zone: "us-central1-a")]
  private let people: [GCPProject.Principal]
  private let groups = GCPProject.Principal.agent("123456789012@cloudservices.gserviceaccount.com")
  private let schedule = GCPProject.Principal.agent("service-123456789012@compute-system.iam.gserviceaccount.com")
  private let pipeline = GCPProject.Principal.user("deploy@example-prod-1.iam.gserviceaccount.com", from: "203.0.113.77")

  init(random: inout RandomSource) {
    people = ["alice", "bob", "carol"].map {
      .user("\($0)@example.com", from: "203.0.113.\(random.number(in: 100...140))")
    }
  }

  mutating func act(in telemetry: inout Telemetry) {
    let project = telemetry.random.pick(projects)
    let instance = "web-\(telemetry.random.hex(4))"
    switch telemetry.random.below(100) {
    case 0..<30:
      project.call(
        "compute.instances.setMetadata", on: project.path("instances", instance), type: "gce_instance",
        by: telemetry.random.pick(people), in: &telemetry)
    case 30..<50:
      project.call(
        "compute.disks.createSnapshot", on: project.path("disks", "\(instance)-boot"), type: "gce_disk", by: schedule,
        request: ["name": "\(instance)-\(telemetry.random.digits(10))"], in: &telemetry)
    case 50..<70:
      project.call(
        "compute.instances.insert", on: project.path("instances", instance), type: "gce_instance", by: groups,
        request: [
          "name": .string(instance), "machineType": "\(project.path("machineTypes", "e2-medium"))",
          "disks": [
            ["boot": true, "initializeParams": ["sourceImage": "projects/debian-cloud/global/images/family/debian-12"]]
          ],
        ], in: &telemetry)
    case 70..<85:
      project.call(
        "compute.instances.delete", on: project.path("instances", instance), type: "gce_instance", by: groups,
        in: &telemetry)
    case 85..<91:
      project.call(
        "compute.instances.stop", on: project.path("instances", "batch-\(telemetry.random.below(6))"),
        type: "gce_instance", by: pipeline, in: &telemetry)
    case 91..<96:
      project.call(
        "compute.disks.insert", on: project.path("disks", "\(instance)-data"), type: "gce_disk", by: pipeline,
        request: ["name": "\(instance)-data", "sizeGb": "100"], in: &telemetry)
    default:
      project.call(
        "compute.instances.delete", on: project.path("instances", instance), type: "gce_instance",
        by: telemetry.random.pick(people), refusal: "Required 'compute.instances.delete' permission", in: &telemetry)
    }
  }
}
