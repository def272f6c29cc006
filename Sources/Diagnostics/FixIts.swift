/// Applies rewrites to a text.
public enum FixIts {
  /// The text after all edits that do not overlap an earlier one; a fix-it is applied as a whole or not at all.
  public static func apply(_ fixIts: [FixIt], to source: SourceText) -> [UInt8] {
    var taken: [Located<String>] = []
    for fixIt in fixIts {
      let isFree = fixIt.edits.allSatisfy { edit in !taken.contains { overlaps($0.range, edit.range) } }
      if isFree { taken.append(contentsOf: fixIt.edits) }
    }
    var bytes = source.bytes
    // From the end on; what stands at a place is replaced before something is inserted there.
    let ordered = taken.sorted {
      ($0.range.lowerBound, $0.range.upperBound) > ($1.range.lowerBound, $1.range.upperBound)
    }
    for edit in ordered {
      bytes.replaceSubrange(edit.range.lowerBound..<edit.range.upperBound, with: Array(edit.value.utf8))
    }
    return bytes
  }

  private static func overlaps(_ left: SourceRange, _ right: SourceRange) -> Bool {
    if left == right { return true }
    return left.lowerBound < right.upperBound && right.lowerBound < left.upperBound
  }
}
