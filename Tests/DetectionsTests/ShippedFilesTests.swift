import Foundation
import MartletDetections
import Testing

@Suite struct ShippedFilesTests {
  private let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Detections")

  @Test func `what ships is what lies in the folder`() throws {
    let paths = try #require(FileManager.default.enumerator(atPath: folder.path)).compactMap { $0 as? String }
    let files = paths.filter { $0.hasSuffix("detection.yaml") || $0.hasSuffix("query.cql") }
    #expect(Set(files) == Set(ShippedFiles.all.keys), "run scripts/embed-detections")
    for file in files {
      let text = try String(contentsOf: folder.appending(path: file), encoding: .utf8)
      #expect(ShippedFiles.all[file] == text, "\(file): run scripts/embed-detections")
    }
  }

  @Test func `every detection that ships can be read`() {
    let packages = PackageLoader.shipped()
    #expect(packages.count > 40)
    #expect(Set(packages.map(\.manifest.id)).count == packages.count)
  }
}
