import MartletCatalog

extension BuiltIn {
  /// The functions of folder Transform.
  static let transform: [any QueryFunction.Type] = [
    Default.self, Drop.self, EventFieldCount.self, EventInternals.self, EventSize.self, GetField.self, Rename.self,
    Select.self, SetField.self,
  ]
}
