extension Column {
  /// The same values in the rows of `mask`, none elsewhere.
  public func keeping(_ mask: RowMask) -> Column {
    var kept = presence ?? RowMask(allOf: rowCount)
    kept.formIntersection(mask)
    switch self {
    case .text: return gather(orMissing: (0..<UInt32(rowCount)).map { kept[Int($0)] ? $0 : Self.noRow })
    case .integer(let column): return .integer(NumberColumn(column.values, presence: kept))
    case .double(let column): return .double(NumberColumn(column.values, presence: kept))
    case .dictionary(let column):
      let codes = column.codes.indices.map { kept[$0] ? column.codes[$0] : DictionaryColumn.missing }
      return .dictionary(DictionaryColumn(codes: codes, values: column.values))
    }
  }
}
