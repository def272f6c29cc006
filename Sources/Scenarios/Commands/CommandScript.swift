/// What to type for a scenario.
public enum ScenarioCommands: Sendable {
  case script(CommandScript)
  /// There are none, for a reason.
  case none(reason: String)
}

/// The commands of a scenario, in order of their phases.
public struct CommandScript: Sendable {
  public let steps: [CommandStep]
  /// What whoever runs them must know: how the story differs, what it costs.
  public let notes: [String]

  init(_ steps: [CommandStep], notes: [String] = []) {
    self.steps = CommandStep.Phase.allCases.flatMap { phase in steps.filter { $0.phase == phase } }
    self.notes = notes
  }

  public func steps(of phase: CommandStep.Phase) -> [CommandStep] { steps.filter { $0.phase == phase } }

  /// The variables that steps fill, in order.
  public var variables: [String] {
    var names: [String] = []
    for name in steps.compactMap(\.variable) where !names.contains(name) { names.append(name) }
    return names
  }
}

extension ScenarioCommands {
  static func steps(_ steps: [CommandStep], _ notes: String...) -> ScenarioCommands {
    .script(CommandScript(steps, notes: notes))
  }
}

extension Scenario {
  /// What to type to do what the story tells; benign stories have no commands.
  public var commands: ScenarioCommands {
    if let commands = CommandCatalogue.all[id] { return commands }
    return .none(reason: kind == .attack ? "it has none yet" : "the story is no attack")
  }
}

/// The commands of all scenarios, by scenario.
enum CommandCatalogue {
  static let all: [String: ScenarioCommands] = [
    awsInstances, awsVolumes, awsImages, awsProducts, azureMachines, azureProducts, gcpInstances, gcpProducts,
  ].reduce(into: [:]) { all, part in all.merge(part) { first, _ in first } }
}
