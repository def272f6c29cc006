import MartletCatalog

extension BuiltIn {
  /// The functions of folder Source.
  static let source: [any QueryFunction.Type] = [
    CreateEvents.self, ReadFile.self,
  ]
}
