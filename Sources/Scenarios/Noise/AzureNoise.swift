/// What happens in an ordinary Azure subscription.
struct AzureNoise {
  private let subscriptions: [AzureSubscription]
  private let people: [AzureSubscription.Caller]
  private static let backup = AzureSubscription.Caller.application(
    "262044b1-e2ce-469f-a196-69ab7ada62d3", objectID: "6d3c0a0e-55b1-4f7e-8f25-0000000000b1")
  private static let automation = AzureSubscription.Caller.application(
    "9a0c4f0e-1d2b-4f6a-8f6c-0000000000a7", objectID: "2b7d55c3-9a41-4d0c-8e55-0000000000a7", from: "203.0.113.60")

  init(random: inout RandomSource) {
    subscriptions = [
      AzureSubscription(),
      AzureSubscription(
        id: "7c2a9d0b-33cc-4f7b-9a5d-444455556666", location: "northeurope", resourceGroup: "rg-shared", export: .diagnostic),
    ]
    people = ["alice", "bob", "carol"].map {
      .user("\($0)@example.com", objectID: random.uuid(), from: "203.0.113.\(random.number(in: 100...140))")
    }
  }

  mutating func act(in telemetry: inout Telemetry) {
    let subscription = telemetry.random.pick(subscriptions)
    let person = telemetry.random.pick(people)
    let machine = "app-\(telemetry.random.number(in: 1...40))"
    switch telemetry.random.below(100) {
    case 0..<35:
      subscription.operation(
        "Microsoft.Storage/storageAccounts/listKeys/action",
        on: subscription.resource("Microsoft.Storage/storageAccounts/data\(telemetry.random.below(9))"), by: person,
        isAsynchronous: false, seconds: 1, in: &telemetry)
    case 35..<55:
      subscription.operation(
        "Microsoft.Resources/tags/write", on: subscription.machine(machine), by: Self.automation, isAsynchronous: false,
        seconds: 1, in: &telemetry)
    case 55..<70:
      subscription.writeSnapshot(
        "AzureBackup_\(machine)_\(telemetry.random.digits(6))", of: subscription.disk("\(machine)-os"), by: Self.backup,
        in: &telemetry)
    case 70..<86:
      subscription.act("deallocate", on: machine, by: Self.automation, in: &telemetry)
      telemetry.wait(10 * 3600...12 * 3600)
      subscription.act("start", on: machine, by: Self.automation, in: &telemetry)
    case 86..<91: subscription.act("restart", on: machine, by: person, in: &telemetry)
    case 91..<95: subscription.writeDisk("\(machine)-data", option: "Empty", by: person, in: &telemetry)
    case 95..<98:
      subscription.operation(
        "Microsoft.Network/networkSecurityGroups/securityRules/write",
        on: subscription.resource("Microsoft.Network/networkSecurityGroups/web/securityRules/https"), by: person,
        in: &telemetry)
    default:
      subscription.operation(
        "Microsoft.Compute/virtualMachines/delete", on: subscription.machine(machine), by: person, fails: true,
        in: &telemetry)
    }
  }
}
