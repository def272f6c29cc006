import MartletLineage

/// What the input does not show of a chain: honest gaps, for whoever reads the finding.
enum Missing {
  static func steps(of chain: Chain?) -> [String] {
    // A stop and a start put nothing in place.
    guard let chain, chain.origin != nil || chain.newDisk != nil else { return [] }
    var missing: [String] = []
    if let origin = chain.origin {
      if origin.time == nil { missing.append("when \(origin.kind.rawValue.replacing("_", with: " ")) \(origin.id) was taken") }
      if origin.disk == nil, origin.kind == .snapshot { missing.append("which disk \(origin.id) was taken of") }
    } else {
      missing.append("where the content of \(chain.newDisk ?? "the new disk") comes from")
    }
    for step in chain.steps where !step.isFinal {
      missing.append("whether \(step.action) of \(step.resource) ended well: only its acceptance is in the input")
    }
    if chain.oldDisk == nil, chain.replacement == nil { missing.append("the disk that was there before") }
    return missing
  }
}
