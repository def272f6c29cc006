import ArgumentParser
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

  func loadTuning() throws -> Tuning {
    guard let tuning else { return Tuning() }
    do {
      return try Tuning.load(from: tuning)
    } catch {
      Messages.error("\(tuning): \(error.message)")
      throw ExitCode(ExitStatus.wrongUsage.rawValue)
    }
  }
}
