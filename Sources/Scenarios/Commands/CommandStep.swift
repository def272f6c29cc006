/// One command of a scenario, as somebody would type it: what it is for, and where its answer goes.
///
/// A command is a line of shell that names everything by variables: `$RUN`, a name made for one run, and those that earlier steps
/// filled. It never holds an id, so it can only touch what the script made or what the person who runs it chose.
public struct CommandStep: Sendable {
  public enum Phase: String, Sendable, CaseIterable {
    /// Makes what the attack needs.
    case setUp = "set-up"
    case attack
    /// Looks whether the attack did what it says.
    case check
    /// Removes everything that set-up and attack made.
    case cleanUp = "clean-up"
  }

  public enum Kind: Sendable {
    case run
    /// The answer is kept in a variable.
    case capture(String)
    /// The answer must be this text, in which variables stand for their values.
    case expect(String)
    /// The command is repeated until its answer is this text.
    case waitFor(String)
    /// The command is refused, and that is what it is for: a dry run.
    case refused
  }

  public let phase: Phase
  public let purpose: String
  public let command: String
  public let kind: Kind

  /// The variable that the answer is kept in.
  public var variable: String? {
    if case .capture(let name) = kind { name } else { nil }
  }

  static func setUp(_ purpose: String, _ command: String, into variable: String? = nil) -> CommandStep {
    CommandStep(phase: .setUp, purpose: purpose, command: command, kind: variable.map { .capture($0) } ?? .run)
  }

  static func setUp(_ purpose: String, until answer: String, _ command: String) -> CommandStep {
    CommandStep(phase: .setUp, purpose: purpose, command: command, kind: .waitFor(answer))
  }

  static func attack(_ purpose: String, _ command: String, into variable: String? = nil) -> CommandStep {
    CommandStep(phase: .attack, purpose: purpose, command: command, kind: variable.map { .capture($0) } ?? .run)
  }

  static func attack(_ purpose: String, until answer: String, _ command: String) -> CommandStep {
    CommandStep(phase: .attack, purpose: purpose, command: command, kind: .waitFor(answer))
  }

  static func dryRun(_ purpose: String, _ command: String) -> CommandStep {
    CommandStep(phase: .attack, purpose: purpose, command: command, kind: .refused)
  }

  static func check(_ purpose: String, is answer: String, _ command: String) -> CommandStep {
    CommandStep(phase: .check, purpose: purpose, command: command, kind: .expect(answer))
  }

  /// Clean-up runs only for what there is: a step whose variables are empty is passed over, and what is gone already is fine.
  static func cleanUp(_ purpose: String, _ command: String) -> CommandStep {
    CommandStep(phase: .cleanUp, purpose: purpose, command: command, kind: .run)
  }

  /// The variables that the command reads, in order of appearance; those with a default are the caller's to set.
  public var reads: [String] {
    var names: [String] = []
    for match in command.matches(of: /\$([A-Z][A-Z_0-9]*)/) where !names.contains(String(match.1)) {
      names.append(String(match.1))
    }
    return names
  }
}
