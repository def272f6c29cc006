/// Trees of JSON that stands as text inside a record: request bodies, records in envelopes.
///
/// Trees are reused; nodes are good until the next `removeAll`.
final class EmbeddedTrees {
  private var trees: [(tree: JSONTree, index: JSONIndex)] = []
  private var count = 0

  func removeAll() { count = 0 }

  /// The value of a node: itself when it is no text, else the JSON in the text; `nil` when that is damaged.
  func value(of node: JSONNode?) -> JSONNode? {
    guard let node else { return nil }
    guard node.kind == .text, let text = unsafe node.scalar else { return node.kind == .null ? nil : node }
    return unsafe parse(text)
  }

  func parse(_ text: UnsafeBufferPointer<UInt8>) -> JSONNode? {
    guard let first = unsafe text.first, first == UInt8(ascii: "{") || first == UInt8(ascii: "[") else { return nil }
    if count == trees.count { trees.append((JSONTree(), JSONIndex())) }
    let (tree, index) = trees[count]
    guard unsafe tree.build(text, index: index) == nil else { return nil }
    count += 1
    return tree.root
  }
}
