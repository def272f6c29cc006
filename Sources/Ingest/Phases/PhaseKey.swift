/// What the records of one operation have in common.
struct PhaseKey: Hashable, Sendable {
  let high: UInt64
  let low: UInt64

  init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  /// `nil` for a record that tells of an operation all by itself.
  init?(_ shape: NativeRecord.Shape, _ node: JSONNode) {
    var key: [UInt8] = [shape.rawValue]
    switch shape {
    case .cloudTrail, .ocsf: return nil
    case .azure:
      let parts = AzureRecord.key(of: node["data"].flatMap { $0["operationName"] == nil ? nil : $0 } ?? node)
      guard parts[0] != nil, parts[1] != nil else { return nil }
      for part in parts {
        if let text = unsafe part?.scalar { unsafe key.appendLowercased(text) }
        key.append(0)
      }
    case .gcp:
      guard let operation = node["operation"], let id = operation["id"]?.filled,
        !(operation["first"]?.equals("true") == true && operation["last"]?.equals("true") == true)
      else { return nil }
      key.append(id)
    }
    (high, low) = unsafe key.withUnsafeBufferPointer { unsafe ContentHash.words($0) }
  }
}
