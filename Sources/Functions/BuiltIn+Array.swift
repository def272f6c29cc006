import MartletCatalog

extension BuiltIn {
  /// The functions of folder Array.
  static let arrays: [any QueryFunction.Type] = [
    ArrayAppend.self, ArrayContains.self, ArrayDedup.self, ArrayDrop.self, ArrayEval.self, ArrayExists.self,
    ArrayFilter.self, ArrayIntersection.self, ArrayLength.self, ArrayReduceAll.self, ArrayReduceColumn.self,
    ArrayReduceRow.self, ArrayRegex.self, ArrayRename.self, ArraySort.self, ArrayUnion.self, ConcatArray.self,
    ObjectArrayEval.self, ObjectArrayExists.self, Split.self,
  ]
}
