import ArgumentParser
import Foundation
import MartletDetections

/// Which detections run, and what is known to be normal.
struct DetectionOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Run the detections in this folder instead of those that ship, or a rule in YAML of LogScale or Falcon; may be repeated.", valueName: "folder"))
  var detections: [String] = []

  @Option(help: ArgumentHelp("Run only the detection, package or catalogue row of this name; may be repeated.", valueName: "name"))
  var only: [String] = []

  @Option(help: ArgumentHelp("What is known to be normal here.", valueName: "file.yaml"))
  var tuning: String?

  func loadPackages() throws -> [DetectionPackage] {
    var packages: [DetectionPackage] = []
    if detections.isEmpty {
      packages = PackageLoader.shipped()
    } else {
      for folder in detections {
        let (found, problems) = PackageLoader.load(from: folder)
        for problem in problems { Messages.error("\(problem.folder): \(problem.message)") }
        if !problems.isEmpty { throw ExitCode(ExitStatus.doesNotCompile.rawValue) }
        if found.isEmpty {
          Messages.error("\(folder): there is no detection.yaml and no other rule below it")
          throw ExitCode(ExitStatus.wrongUsage.rawValue)
        }
        packages += found
      }
    }
    guard !only.isEmpty else { return packages.filter { $0.manifest.status != .reference } }
    let wanted = Set(only.map { $0.lowercased() })
    let named = packages.filter { package in
      let names = [package.manifest.name, package.manifest.package, package.manifest.finding?.catalogue]
      return names.contains { $0.map { wanted.contains($0.lowercased()) } ?? false }
    }
    if named.isEmpty {
      Messages.error("there is no detection named \(only.map { "'\($0)'" }.joined(separator: ", "))")
      throw ExitCode(ExitStatus.wrongUsage.rawValue)
    }
    return named
  }

  @Option(help: ArgumentHelp("What is usual here, learnt with --learn-baseline: raises and lowers findings.", valueName: "file.json"))
  var baseline: String?

  func loadBaseline() throws -> Baseline? { try baseline.map { try Self.readBaseline($0) } }

  static func readBaseline(_ path: String) throws -> Baseline {
    guard let data = FileManager.default.contents(atPath: path) else {
      Messages.error("\(path): there is no such file, or it cannot be read")
      throw ExitCode(ExitStatus.wrongUsage.rawValue)
    }
    do throws(BaselineError) {
      return try Baseline(data)
    } catch {
      Messages.error("\(path): \(error.message)")
      throw ExitCode(ExitStatus.wrongUsage.rawValue)
    }
  }

  func loadTuning() throws -> Tuning {
    guard let tuning else { return Tuning() }
    do {
      return try Tuning.load(from: tuning)
    } catch {
      for line in error.message.split(separator: "\n") { Messages.error(String(line)) }
      throw ExitCode(ExitStatus.wrongUsage.rawValue)
    }
  }
}
