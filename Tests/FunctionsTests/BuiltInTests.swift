import Foundation
import MartletCatalog
import Testing

@testable import MartletFunctions

@Suite struct `Built-in functions` {
  /// Category folders and the functions in them, by file name without extension.
  private static let files: [FunctionSpec.Category: Set<String>] = {
    let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Sources/Functions")
    var files: [FunctionSpec.Category: Set<String>] = [:]
    for category in FunctionSpec.Category.allCases {
      let folder = root.appending(path: category.rawValue.prefix(1).uppercased() + category.rawValue.dropFirst())
      let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
      files[category] = Set(names.filter { $0.hasSuffix(".swift") }.map { String($0.dropLast(6)).lowercased() })
    }
    return files
  }()

  @Test func `every function stands in the file and the folder its spec names`() {
    for function in BuiltIn.all {
      let file = function.spec.name.lowercased().filter { $0 != ":" }
      #expect(Self.files[function.spec.category]?.contains(file) ?? false, "\(function.spec.name)")
    }
  }

  @Test func `every file in the folder of a category is a registered function`() {
    let names = Set(BuiltIn.all.map { $0.spec.name.lowercased().filter { $0 != ":" } })
    for (category, files) in Self.files {
      #expect(files.subtracting(names).isEmpty, "\(category)")
    }
  }

  @Test func `names are those of the language, sorted and each once`() {
    let names = BuiltIn.all.map { $0.spec.name }
    #expect(names == names.sorted { $0.lowercased() < $1.lowercased() })
    #expect(Set(names).count == names.count)
    for name in names { #expect(KnownNames.canonical(name) == name) }
  }

  @Test func `every spec is documented`() {
    for spec in BuiltIn.all.map({ $0.spec }) {
      #expect(!spec.examples.isEmpty, "\(spec.name) has no example")
      for sentence in [spec.summary] + spec.details + spec.parameters.map(\.summary) {
        #expect(sentence.hasSuffix("."), "\(spec.name): \(sentence)")
      }
      #expect(spec.parameters.filter(\.isUnnamed).count <= 1, "\(spec.name)")
      #expect(Set(spec.parameters.map(\.name)).count == spec.parameters.count, "\(spec.name)")
    }
  }
}
