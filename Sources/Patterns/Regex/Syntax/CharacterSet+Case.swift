extension CharacterSet {
  /// The same set with the other case of its letters, so that the engines need not fold.
  ///
  /// ASCII letters gain ASCII letters only. Ranges of many non-ASCII scalars are left as they are: such ranges
  /// (`[^…]`, whole blocks) nearly always hold both cases already.
  func withBothCases() -> CharacterSet {
    var result = self
    for range in ranges {
      for value in range.clamped(to: 0x41...0x5A) where range.contains(value) { result.add(value | 0x20) }
      for value in range.clamped(to: 0x61...0x7A) where range.contains(value) { result.add(value & ~0x20) }
      guard range.upperBound >= 0x80 else { continue }
      let beyond = max(range.lowerBound, 0x80)...range.upperBound
      guard beyond.count <= Self.foldableCount else { continue }
      for value in beyond {
        guard let scalar = Unicode.Scalar(value) else { continue }
        for other in CaseFolding.otherCases(of: scalar) { result.add(other.value) }
      }
    }
    return result
  }

  private static let foldableCount = 2048

  private mutating func add(_ value: UInt32) {
    if !ranges.contains(where: { $0.contains(value) }) { ranges.append(value...value) }
  }

  /// The scalars when there are few; nil when there are more than `limit` or when they are not known here.
  func scalars(atMost limit: Int) -> [Unicode.Scalar]? {
    guard !isNegated, properties.isEmpty else { return nil }
    var result: [Unicode.Scalar] = []
    for range in ranges {
      guard result.count + range.count <= limit else { return nil }
      for value in range {
        guard let scalar = Unicode.Scalar(value) else { return nil }
        if !result.contains(scalar) { result.append(scalar) }
      }
    }
    return result
  }
}
