/// Trees of JSON that stands as text inside a record: request bodies, records in envelopes.
///
/// Trees are reused; nodes are good until the next `removeAll`.
final class EmbeddedTrees {
  private var trees: [JSONTree] = []
  private var indices: [JSONIndex] = []
  private var count = 0

  func removeAll() { count = 0 }

  /// The next tree, for whoever fills it.
  private func nextTree() -> JSONTree {
    if count == trees.count { trees.append(JSONTree()) }
    return trees[count]
  }

  /// Where parts of CloudTrail records are found, while those are read by their members.
  var slots: CloudTrailSlots?

  /// The tree of a part of a record in `slots`; `nil` when it is damaged.
  func tree(of part: CloudTrailSlots.Part) -> JSONNode? {
    let tree = nextTree()
    guard slots?.build(part, tree) == true else { return nil }
    count += 1
    return tree.root
  }

  /// The value of a node: itself when it is no text, else the JSON in the text; `nil` when that is damaged.
  func value(of node: JSONNode?) -> JSONNode? {
    guard let node else { return nil }
    guard node.kind == .text, let text = unsafe node.scalar else { return node.kind == .null ? nil : node }
    return unsafe parse(text)
  }

  func parse(_ text: UnsafeBufferPointer<UInt8>) -> JSONNode? {
    guard let first = unsafe text.first, first == UInt8(ascii: "{") || first == UInt8(ascii: "[") else { return nil }
    let tree = nextTree()
    while indices.count <= count { indices.append(JSONIndex()) }
    let index = indices[count]
    guard unsafe tree.build(text, index: index) == nil else { return nil }
    count += 1
    return tree.root
  }
}
