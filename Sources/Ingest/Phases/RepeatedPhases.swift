extension [JSONNode] {
  /// The phases of an operation without those that were delivered twice. Whoever reads an operation reads these: which
  /// phase counts may depend on how many there are.
  var withoutRepeats: [JSONNode] {
    guard count > 1 else { return self }
    var known: Set<PhaseKey> = []
    return filter { phase in
      let id = phase.first("eventDataId", "event_data_id", "EventDataId", "insertId")
      guard let text = unsafe id?.scalar ?? phase.source else { return true }
      let (high, low) = unsafe ContentHash.words(text)
      return known.insert(PhaseKey(high: high, low: low)).inserted
    }
  }
}
