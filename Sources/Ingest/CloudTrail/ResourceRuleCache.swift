/// The rules of operations that were met lately, found without making strings of their names.
final class ResourceRuleCache {
  private struct Entry {
    var source: [UInt8]
    var name: [UInt8]
    var rule: ResourceRule?
  }

  private var entries: [Entry?] = Array(repeating: nil, count: 256)

  func rule(of record: CloudTrailRecord) -> ResourceRule? {
    guard let source = record.eventSource, let name = record.eventName else { return nil }
    let place =
      unsafe Int(truncatingIfNeeded: ContentHash.short(name.bytes) ^ ContentHash.short(source.bytes) &* 31) & 255
    if let entry = entries[place], Self.isSame(entry.name, name), Self.isSame(entry.source, source) {
      return entry.rule
    }
    let service = source.prefix(beforeFirst: UInt8(ascii: "."))
    let rule = ResourceRule.of(service: service.string, operation: name.string)
    entries[place] = unsafe Entry(source: Array(source.bytes), name: Array(name.bytes), rule: rule)
    return rule
  }

  private static func isSame(_ known: [UInt8], _ text: RecordText) -> Bool {
    unsafe known.withUnsafeBufferPointer { unsafe equal($0, text.bytes) }
  }
}
