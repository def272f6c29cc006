extension ScanRequest {
  /// What several queries need of one pass. They agree on the view, the interval, the time and the size of batches.
  public static func uniting(_ requests: [ScanRequest]) -> ScanRequest {
    guard var united = requests.first else { return ScanRequest() }
    precondition(
      requests.allSatisfy { $0.view == united.view && $0.interval == united.interval && $0.now == united.now },
      "one pass has one view, one interval and one clock")
    united.fields = Set(requests.flatMap(\.fields)).sorted()
    united.needsEvents = requests.contains(where: \.needsEvents)
    united.needsIdentity = requests.contains(where: \.needsIdentity)
    united.prefilter = Prefilter.uniting(requests.map(\.prefilter))
    return united
  }
}

extension Prefilter {
  /// What an event that one of several queries wants must contain; `nil` where one of them says nothing.
  ///
  /// Fields that all of them name say most in the fewest words: the operation, mostly. A reader that knows where one
  /// stands looks for any number of its values at once, but for few texts of any kind.
  static func uniting(_ prefilters: [Prefilter?]) -> Prefilter? {
    var parts: [Prefilter] = []
    for prefilter in prefilters {
      guard let prefilter else { return nil }
      if !parts.contains(prefilter) { parts.append(prefilter) }
    }
    guard parts.count > 1 else { return parts.first }
    let common = parts.dropFirst().reduce(parts[0].fields) { $0.intersection($1.fields) }.sorted()
    let ofFields = common.compactMap { field -> Prefilter? in
      var seen: Set<Literal> = []
      let literals = Prefilter.any(parts).literals(of: field)?.filter { seen.insert($0).inserted }
      return literals.map { .field(field, containsAnyOf: $0) }
    }
    if ofFields.isEmpty { return .any(parts) }
    // Few texts of any kind are worth looking for besides.
    let all = parts.reduce(0) { $0 + $1.literalCount } <= fewLiterals ? ofFields + [.any(parts)] : ofFields
    return all.count == 1 ? all[0] : .all(all)
  }

  private static let fewLiterals = 8

  private var literalCount: Int {
    switch self {
    case .field(_, let literals), .anyField(let literals): literals.count
    case .all(let parts), .any(let parts): parts.reduce(0) { $0 + $1.literalCount }
    }
  }

  /// The fields that are named somewhere.
  private var fields: Set<String> {
    switch self {
    case .field(let name, _): [name]
    case .anyField: []
    case .all(let parts), .any(let parts): parts.reduce(into: []) { $0.formUnion($1.fields) }
    }
  }
}

extension Batch {
  /// The batch as a reader would have made it for `request`, of which it holds all and maybe more: what other queries
  /// asked for is not there. A batch that holds whole events in its columns stays as it is.
  public func demanding(_ request: ScanRequest) -> Batch {
    guard !isWhole else { return self }
    var result = emptied(rowCount: rowCount)
    for name in request.fields {
      if let column = self[name] { result.set(name, to: column) }
    }
    for name in names where HiddenField.isHidden(name) {
      if let column = self[name] { result.set(name, to: column) }
    }
    result.positions = positions
    result.eventRows = eventRows
    result.mask = mask
    if !request.needsEvents { result.forgetEvents() }
    return result
  }
}
