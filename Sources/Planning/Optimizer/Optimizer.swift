import MartletCatalog

/// Turns plans into equal ones that cost less: the same rows come out, in the same order. One rewrite, one file.
enum Optimizer {
  typealias Rewrite = @Sendable (inout LogicalPlan, FunctionRegistry) -> Void

  /// All rewrites, in the order in which one helps the next.
  static let rewrites: [Rewrite] = [
    FoldExpressions.rewrite, FoldFilters.rewrite, FilterEarlier.rewrite, DropUnusedAssignments.rewrite,
  ]

  static func optimize(_ plan: inout LogicalPlan, _ registry: FunctionRegistry) {
    for rewrite in rewrites { rewrite(&plan, registry) }
  }
}
