import Foundation
import MartletScenarios
import Testing

/// The commands of scenarios, as data and as scripts.
@Suite struct CommandTests {
  private static let scripts: [(scenario: Scenario, script: CommandScript)] = ScenarioCatalogue.all.compactMap { scenario in
    guard case .script(let script) = scenario.commands else { return nil }
    return (scenario, script)
  }

  @Test func `every attack has commands, or a reason why it has none`() {
    for scenario in ScenarioCatalogue.all where scenario.kind == .attack {
      if case .none(let reason) = scenario.commands { #expect(reason != "it has none yet", "\(scenario.id)") }
    }
    #expect(Self.scripts.count > 90)
  }

  @Test func `every row of the catalogue can be acted out, but those that need days of replication`() {
    let rows = Set(ScenarioCatalogue.all.flatMap(\.rows))
    let typed = Set(Self.scripts.flatMap(\.scenario.rows))
    #expect(rows.subtracting(typed).sorted() == ["AWS-13", "AZ-6"])
  }

  @Test func `commands only read what was made before, or what the caller may set`() {
    for (scenario, script) in Self.scripts {
      var known: Set<String> = ["RUN"]
      for step in script.steps {
        let free = step.command.matches(of: /\$\{([A-Z_]+):-/).map { String($0.1) }
        for name in step.reads where !free.contains(name) {
          #expect(known.contains(name), "\(scenario.id): \(name) in \(step.command)")
        }
        if let name = step.variable { known.insert(name) }
      }
    }
  }

  @Test func `no command holds an id`() {
    let ids = /\b(i|vol|snap|ami|subnet|vpc|lt|fs)-[0-9a-f]{8,}|\/subscriptions\/|projects\/[a-z]/
    for (scenario, script) in Self.scripts {
      for step in script.steps { #expect(step.command.firstMatch(of: ids) == nil, "\(scenario.id): \(step.command)") }
    }
  }

  @Test func `every script makes, attacks, checks and cleans up`() {
    for (scenario, script) in Self.scripts {
      for phase in CommandStep.Phase.allCases { #expect(!script.steps(of: phase).isEmpty, "\(scenario.id): \(phase)") }
    }
  }

  /// What makes something on AWS names it in a variable, and clean-up names that variable; other things go with these.
  @Test func `clean-up names everything that set-up and attack make on AWS`() {
    let makes = /^aws [a-z0-9-]+ (create|run|copy|register|restore-db|request|allocate)-?[a-z-]*/
    // They belong to what they are made in, and go with it.
    let parts = ["create-tags", "create-launch-template-version", "create-replace-root-volume-task", "restore-db-cluster"]
    for (scenario, script) in Self.scripts where scenario.cloud == .aws {
      let cleanUp = script.steps(of: .cleanUp).map(\.command).joined(separator: "\n")
      for step in script.steps where step.phase != .cleanUp {
        guard let match = step.command.firstMatch(of: makes), !parts.contains(where: { match.0.contains($0) }) else { continue }
        let name = step.variable.map { "$\($0)" } ?? "$RUN"
        #expect(cleanUp.contains("\"\(name)\"") || cleanUp.contains("$RUN"), "\(scenario.id): \(step.command)")
        if step.variable != nil, !step.command.contains("iam ") {
          #expect(cleanUp.contains("\"\(name)\"") || step.command.contains("\"$RUN"), "\(scenario.id): \(step.command)")
        }
      }
    }
  }

  @Test func `all that is made on Azure lies in a group that goes`() {
    for (scenario, script) in Self.scripts where scenario.cloud == .azure {
      let cleanUp = script.steps(of: .cleanUp).map(\.command)
      for step in script.steps where step.command.contains(" create ") && step.phase != .cleanUp {
        if step.command.hasPrefix("az group create") {
          let name = step.variable ?? ""
          #expect(cleanUp.contains("az group delete --name \"$\(name)\" --yes"), "\(scenario.id): \(step.command)")
        } else {
          let group = step.command.firstMatch(of: /--resource-group "\$([A-Z]+)"/)
          #expect(group.map { match in cleanUp.contains { $0.contains("group delete --name \"$\(match.1)\"") } } == true, "\(step.command)")
        }
      }
    }
  }

  @Test func `clean-up names everything that set-up and attack make on Google Cloud`() {
    for (scenario, script) in Self.scripts where scenario.cloud == .gcp {
      let cleanUp = script.steps(of: .cleanUp).map(\.command).joined(separator: "\n")
      for step in script.steps where step.command.contains(" create ") && step.phase != .cleanUp {
        // Backups of a database go with it.
        if step.command.contains("sql backups create") { continue }
        let name = step.variable ?? ""
        #expect(cleanUp.contains("delete \"$\(name)\""), "\(scenario.id): \(step.command)")
      }
    }
  }

  @Test func `clean-up touches only what the script has made`() {
    for (scenario, script) in Self.scripts {
      let made = Set(script.steps.filter { $0.phase != .cleanUp }.compactMap(\.variable)).union(["RUN"])
      for step in script.steps(of: .cleanUp) {
        #expect(!step.reads.isEmpty && made.isSuperset(of: step.reads), "\(scenario.id): \(step.command)")
      }
    }
  }

  @Test func `bash reads every script`() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "martlet-scripts-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    var paths: [String] = []
    for (scenario, _) in Self.scripts {
      let text = try #require(scenario.bashScript)
      let path = folder.appending(path: "\(scenario.id).sh")
      try Data(text.utf8).write(to: path)
      paths.append(path.path(percentEncoded: false))
    }
    for path in paths {
      let bash = Process()
      bash.executableURL = URL(filePath: "/bin/bash")
      bash.arguments = ["-n", path]
      try bash.run()
      bash.waitUntilExit()
      #expect(bash.terminationStatus == 0, "\(path)")
    }
  }

  @Test func `a script does nothing before its reader says yes, and cleans up after a failure`() throws {
    let scenario = try #require(ScenarioCatalogue.scenario("AWS-2"))
    let text = try #require(scenario.bashScript)
    let folder = FileManager.default.temporaryDirectory.appending(path: "martlet-scripts-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try Data(text.utf8).write(to: folder.appending(path: "s.sh"))
    // A cloud in which the instance can be launched and nothing else works.
    let aws = """
      #!/bin/sh
      echo "$*" >> "\(folder.path(percentEncoded: false))/calls"
      case "$*" in
        *get-parameter*) echo ami-1 ;;
        *run-instances*) echo i-made ;;
        *instance-running*) exit 1 ;;
      esac
      """
    let tool = folder.appending(path: "aws")
    try Data(aws.utf8).write(to: tool)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: tool.path(percentEncoded: false))
    func run(_ settings: [String: String]) throws -> Int32 {
      let bash = Process()
      bash.executableURL = URL(filePath: "/bin/bash")
      bash.arguments = ["s.sh"]
      bash.currentDirectoryURL = folder
      bash.environment = ["PATH": "\(folder.path(percentEncoded: false)):/usr/bin:/bin"].merging(settings) { $1 }
      bash.standardOutput = FileHandle.nullDevice
      bash.standardError = FileHandle.nullDevice
      try bash.run()
      bash.waitUntilExit()
      return bash.terminationStatus
    }
    let calls = folder.appending(path: "calls").path(percentEncoded: false)
    #expect(try run([:]) == 3)
    #expect(!FileManager.default.fileExists(atPath: calls))
    #expect(try run(["MARTLET_CONFIRM": "yes"]) == 1)
    let made = try String(contentsOfFile: calls, encoding: .utf8)
    #expect(made.contains("terminate-instances --instance-ids i-made"))
    #expect(!made.contains("stop-instances"))
    // What was never made is not removed.
    #expect(!made.contains("delete-volume") && !made.contains("delete-snapshot"))
  }
}
