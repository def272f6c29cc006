// swift-tools-version: 6.2
import PackageDescription

/// The one set of language settings; every Swift target uses it.
let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .strictMemorySafety(),
  .treatAllWarnings(as: .error),
]

/// A target of ours: module `Martlet<folder>` in `Sources/<folder>`, with the arrows it may use.
/// `pages` are the Markdown files among the sources.
func room(
  _ folder: String, uses rooms: [String] = [], packages: [Target.Dependency] = [], pages: [String] = []
) -> Target {
  .target(
    name: "Martlet\(folder)",
    dependencies: rooms.map { .target(name: "Martlet\($0)") } + packages,
    path: "Sources/\(folder)",
    exclude: pages,
    swiftSettings: strict)
}

/// The tests of one room, in `Tests/<folder>Tests`.
func tests(of folder: String, uses rooms: [String] = [], packages: [Target.Dependency] = []) -> Target {
  .testTarget(
    name: "Martlet\(folder)Tests",
    dependencies: ([folder] + rooms).map { .target(name: "Martlet\($0)") } + packages,
    path: "Tests/\(folder)Tests",
    swiftSettings: strict)
}

let package = Package(
  name: "martlet",
  products: [
    .executable(name: "martlet", targets: ["MartletCommand"]),
    .library(name: "MartletEngine", targets: ["MartletEngine"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.0.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.0"),
  ],
  targets: [
    // base: import nothing of ours
    .target(
      name: "MartletNative",
      path: "Sources/Native",
      linkerSettings: [
        .linkedLibrary("re2"), .linkedLibrary("pcre2-8"), .linkedLibrary("isal"), .linkedLibrary("zstd"),
        .linkedLibrary("simdjson"), .linkedLibrary("maxminddb"),
      ]),
    room("Diagnostics"),
    room("Columns"),

    // lower
    room("Patterns", uses: ["Native", "Diagnostics"]),
    room("Syntax", uses: ["Diagnostics"]),
    room("Catalog", uses: ["Patterns", "Diagnostics"]),
    room("Execution", uses: ["Catalog", "Patterns", "Columns", "Diagnostics"]),

    // middle
    room("Planning", uses: ["Syntax", "Catalog", "Patterns", "Diagnostics"]),
    room(
      "Functions", uses: ["Execution", "Catalog", "Patterns", "Native", "Columns", "Diagnostics"],
      packages: [.product(name: "Crypto", package: "swift-crypto")]),

    // facade
    room("Engine", uses: ["Planning", "Functions", "Execution", "Syntax", "Catalog", "Patterns", "Columns", "Diagnostics"]),
    room("Ingest", uses: ["Native", "Patterns", "Columns", "Diagnostics"],
      pages: ["README.md", "CloudTrail/README.md", "Azure/README.md", "GCP/README.md"]),

    // domain
    room("Lineage", pages: ["README.md"]),
    room("Report", uses: ["Detections", "Diagnostics"]),
    room("Detections", uses: ["Lineage", "Engine", "Ingest", "Execution", "Columns", "Diagnostics"], packages: [.product(name: "Yams", package: "Yams")]),
    room("Scenarios", pages: ["README.md"]),

    // apps
    .executableTarget(
      name: "MartletCommand",
      dependencies: [
        "MartletEngine", "MartletIngest", "MartletDetections", "MartletReport", "MartletScenarios", "MartletDiagnostics", "MartletColumns",
        "MartletCatalog",
        "MartletExecution",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      path: "Sources/Command",
      swiftSettings: strict),

    .testTarget(
      name: "MartletConformanceTests",
      dependencies: [
        "MartletEngine", "MartletFunctions", "MartletExecution", "MartletCatalog", "MartletColumns", "MartletDiagnostics",
        "MartletSyntax", "MartletIngest",
      ],
      path: "Tests/ConformanceTests",
      swiftSettings: strict),
    tests(of: "Diagnostics"),
    tests(of: "Ingest", uses: ["Catalog", "Columns"]),
    tests(of: "Syntax", uses: ["Diagnostics"]),
    tests(of: "Planning", uses: ["Syntax", "Catalog", "Patterns", "Diagnostics"]),
    tests(of: "Engine", uses: ["Planning", "Functions", "Execution", "Ingest", "Scenarios", "Catalog", "Columns", "Diagnostics"]),
    tests(of: "Functions", uses: ["Execution", "Catalog", "Patterns", "Columns", "Diagnostics"]),
    tests(of: "Scenarios"),
    tests(of: "Lineage"),
    tests(of: "Patterns", uses: ["Diagnostics"]),
    tests(of: "Command"),
    tests(of: "Report", uses: ["Detections"]),
    tests(of: "Detections", uses: ["Columns", "Lineage", "Scenarios", "Engine", "Execution", "Ingest", "Diagnostics"]),
  ],
  swiftLanguageModes: [.v6],
  cxxLanguageStandard: .cxx17
)

/// `Fuzz/run` builds these, and nothing else does: their `main` is libFuzzer's.
if Context.environment["MARTLET_FUZZ"] != nil {
  func fuzzed(_ folder: String, uses rooms: [String] = [], support: [Target.Dependency] = ["FuzzSupport"]) -> Target {
    .executableTarget(
      name: "Fuzz\(folder)", dependencies: support + rooms.map { .target(name: "Martlet\($0)") },
      path: "Fuzz/Targets/\(folder)", swiftSettings: strict)
  }
  package.targets += [
    .target(name: "FuzzSupport", path: "Fuzz/Targets/Support", swiftSettings: strict),
    .target(
      name: "FuzzReading", dependencies: ["MartletIngest", "MartletColumns"], path: "Fuzz/Targets/Reading",
      swiftSettings: strict),
    fuzzed("Query", uses: ["Engine", "Planning", "Syntax", "Catalog", "Diagnostics"]),
    fuzzed("Records", uses: ["Ingest", "Columns"], support: ["FuzzSupport", "FuzzReading"]),
    fuzzed("Files", uses: ["Ingest", "Columns"], support: ["FuzzSupport", "FuzzReading"]),
    fuzzed("Regexes", uses: ["Patterns"]),
  ]
}
