public import MartletCatalog

extension RunContext {
  /// The number of rows or groups a function is held to; `nil` for no limit.
  ///
  /// A written number always holds. The default and what `max` stands for are LogScale's own and hold only where its
  /// limits apply.
  public func effectiveLimit(_ written: Limit?, default standard: Int, maximum: Int) -> Int? {
    switch written {
    case .count(let count): count
    case .max: environment.appliesLimits ? maximum : nil
    case nil: environment.appliesLimits ? standard : nil
    }
  }
}
