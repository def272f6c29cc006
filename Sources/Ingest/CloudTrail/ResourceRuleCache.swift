/// The rules of operations that were met lately, found without making strings of their names.
@safe final class ResourceRuleCache {
  private static let count = 256
  /// Longer names are looked up every time.
  private static let longest = 126

  /// The name and the source of each entry, one after the other, in places of their own.
  private let texts = UnsafeMutablePointer<UInt8>.allocate(
    capacity: ResourceRuleCache.count * ResourceRuleCache.longest)
  private var lengths: [(name: UInt8, source: UInt8)] = Array(repeating: (0, 0), count: ResourceRuleCache.count)
  private var rules: [ResourceRule?] = Array(repeating: nil, count: ResourceRuleCache.count)

  deinit {
    unsafe texts.deallocate()
  }

  func rule(of record: CloudTrailRecord) -> ResourceRule? {
    guard let source = record.eventSource, let name = record.eventName else { return nil }
    let place =
      unsafe Int(truncatingIfNeeded: ContentHash.short(name.bytes) ^ ContentHash.short(source.bytes) &* 31)
      & (Self.count - 1)
    let known = unsafe texts + place * Self.longest
    let length = lengths[place]
    if Int(length.name) == name.count, Int(length.source) == source.count {
      let knownName = unsafe UnsafeBufferPointer(start: known, count: name.count)
      let knownSource = unsafe UnsafeBufferPointer(start: known + name.count, count: source.count)
      if unsafe equal(knownName, name.bytes) && equal(knownSource, source.bytes) { return rules[place] }
    }
    let service = source.prefix(beforeFirst: UInt8(ascii: "."))
    let rule = ResourceRule.of(service: service.string, operation: name.string)
    guard name.count + source.count <= Self.longest, let first = unsafe name.bytes.baseAddress,
      let second = unsafe source.bytes.baseAddress
    else { return rule }
    unsafe known.update(from: first, count: name.count)
    unsafe (known + name.count).update(from: second, count: source.count)
    lengths[place] = (UInt8(name.count), UInt8(source.count))
    rules[place] = rule
    return rule
  }
}
