import MartletLineage

/// A finding while its rows are being gathered.
struct Draft {
  private(set) var matches: [Match]
  private(set) var chains: [Chain]
  var modifiers: [Match] = []
  /// From the first of its steps to the last.
  private(set) var span: ClosedRange<Int64>
  /// Everything that rows and chains are about.
  private var resources: Set<String>

  init(_ match: Match, chain: Chain?) {
    matches = [match]
    chains = chain.map { [$0] } ?? []
    let times = (chain?.steps.map(\.time) ?? []) + (match.step.map { [$0.time] } ?? [])
    let first = times.min() ?? match.time ?? 0
    span = first...max(first, times.max() ?? first)
    resources = Set([match.resource, chain?.instance, chain?.replacement].compactMap { $0 })
  }

  /// The strongest row; the earliest of equals.
  private var strongest: Match {
    matches.dropFirst().reduce(matches[0]) { best, match in
      if match.severity != best.severity { return match.severity > best.severity ? match : best }
      return (match.time ?? 0, match.eventID) < (best.time ?? 0, best.eventID) ? match : best
    }
  }

  /// What was reverted; lineage knows better than one row when a replacement was tied to an older instance.
  var resource: String { chains.first?.instance ?? strongest.resource }

  /// What another draft or row must share to belong here: a chain, an event, a resource.
  var ties: [String] {
    matches.flatMap(Self.ties) + chains.flatMap { chain in
      ["chain \(chain.id)"] + chain.steps.map { "event \($0.eventID)" }
    } + resources.map { "resource \($0)" }
  }

  static func ties(of row: Match) -> [String] {
    (row.chain.map { ["chain \($0)"] } ?? []) + (row.eventID.isEmpty ? [] : ["event \(row.eventID)"])
      + ["resource \(row.resource)"]
  }

  func touches(_ other: Draft) -> Bool {
    if !Set(chains.map(\.id)).isDisjoint(with: other.chains.map(\.id)) { return true }
    if isStep(of: other) || other.isStep(of: self) { return true }
    guard account == other.account, !resources.isDisjoint(with: other.resources) else { return false }
    return other.span.lowerBound - span.upperBound <= FindingBuilder.mergeGap
      && span.lowerBound - other.span.upperBound <= FindingBuilder.mergeGap
  }

  /// Whether the event of a row is a step of the other's chain: the making of a disk that is put in place later.
  private func isStep(of other: Draft) -> Bool {
    if other.chains.isEmpty { return false }
    // One call may be about several instances: the resource tells which part of it is meant.
    let steps = Set(other.chains.flatMap(\.steps).map { [$0.eventID, $0.resource] })
    return matches.contains { row in
      !row.eventID.isEmpty && steps.contains([row.eventID, row.fields["ResourceName"] ?? row.resource])
    }
  }

  mutating func absorb(_ other: Draft) {
    matches.append(contentsOf: other.matches)
    resources.formUnion(other.resources)
    span = min(span.lowerBound, other.span.lowerBound)...max(span.upperBound, other.span.upperBound)
    for chain in other.chains where !chains.contains(where: { $0.id == chain.id }) { chains.append(chain) }
  }

  /// Whether a row that only raises or lowers is about this finding.
  func takes(_ row: Match) -> Bool {
    if let chain = row.chain, chains.contains(where: { $0.id == chain }) { return true }
    guard let time = row.time, resources.contains(row.resource), row.fields["cloud.account.id"] == account else { return false }
    return time >= span.lowerBound - FindingBuilder.modifierGap && time <= span.upperBound + FindingBuilder.modifierGap
  }

  /// Whether a row is about what a person did that is no step of a chain: an order to a service, for one.
  private func isPersons(_ match: Match) -> Bool {
    match.fields["actor.is_service"] != "true"
      && !chains.contains { chain in chain.steps.contains { $0.eventID == match.eventID } }
  }

  private var account: String? { chains.first?.account ?? matches[0].fields["cloud.account.id"] }

  private var steps: [Finding.Step] {
    var steps = chains.flatMap(\.steps).map { step in
      Finding.Step(
        time: step.time, eventID: step.eventID, action: step.action, resource: step.resource, actor: step.actor.name,
        address: step.address)
    }
    var known = Set(steps.map { [$0.eventID, $0.action, $0.resource] })
    for step in (matches + modifiers).compactMap(\.step)
    where known.insert([step.eventID, step.action, step.resource]).inserted {
      steps.append(step)
    }
    return steps.enumerated().sorted { ($0.element.time, $0.offset) < ($1.element.time, $1.offset) }.map(\.element)
  }

  func finding() -> Finding {
    let best = strongest
    let chain = chains.first
    let steps = steps
    let first = steps.first?.time ?? span.lowerBound
    let last = steps.last?.time ?? span.upperBound
    var base = best.severity
    var reasons = [Finding.Reason(.base, best.reason)]
    for other in others(than: best) { reasons.append(Finding.Reason(.base, other)) }
    let identities = identities
    var seen: Set<String> = []
    if chain != nil, !identities.isEmpty, identities.allSatisfy(\.isService), !matches.contains(where: isPersons) {
      if base > .info { reasons.append(Finding.Reason(.base, "only the provider's own services took part")) }
      base = .info
    } else {
      for modifier in modifiers where seen.insert(modifier.reason).inserted {
        let effect: Finding.Reason.Effect = modifier.effect == .raises ? .raises : .lowers
        reasons.append(Finding.Reason(effect, modifier.reason, rule: modifier.manifest.name))
      }
    }
    let wiped = chains.compactMap(\.wiped).first.map { Finding.Wiped(from: $0.from, to: $0.to) }
    if wiped == nil, chains.contains(where: { $0.origin != nil }) {
      reasons.append(Finding.Reason(.base, "when the older state was taken is not in the input"))
    }
    let catalogue = Set((matches + modifiers).compactMap { $0.manifest.finding?.catalogue })
    let fields = ResponseFields(
      row: best.fields, resource: resource, chain: chain, account: account, region: chain?.region ?? best.fields["cloud.region"]
    ).fields
    let disk = chain.flatMap { chain in
      chain.oldDisk == nil && chain.newDisk == nil && chain.origin == nil
        ? nil
        : Finding.Disk(
          old: chain.oldDisk, new: chain.newDisk, source: chain.origin?.id, sourceKind: chain.origin?.kind.rawValue)
    }
    var finding = Finding(
      id: StableID.of([best.detection, resource, best.eventID]), detection: best.detection,
      technique: best.manifest.attack?.technique, catalogue: catalogue.sorted(by: CatalogueOrder.precedes),
      severity: base, title: "\(best.manifest.title): \(resource)", cloud: best.fields["cloud.provider"],
      account: account, region: chain?.region ?? best.fields["cloud.region"], resource: resource, first: first, last: last,
      wiped: wiped, disk: disk, actors: steps.map(\.actor).uniqued(), addresses: steps.compactMap(\.address).uniqued(),
      reasons: reasons, steps: steps, joins: chains.flatMap(\.joins).uniqued(), missing: Missing.steps(of: chain),
      suppression: nil,
      response: ResponseText.fill(
        best.manifest.response ?? [], from: fields,
        actors: identities, cloud: best.fields["cloud.provider"], at: last), fields: best.fields)
    finding.baseSeverity = base
    finding.identities = identities
    finding.tags = (chains.flatMap(\.steps).flatMap(\.tags) + (matches + modifiers).flatMap(\.tags)).uniqued()
    finding.rescore()
    return finding
  }

  /// Everybody who took part, once each.
  private var identities: [Actor] {
    var known: Set<String> = []
    let all = chains.flatMap(\.steps).sorted { ($0.time, $0.eventID) < ($1.time, $1.eventID) }.map(\.actor)
    return (all + (matches + modifiers).compactMap(\.identity)).filter { known.insert($0.family).inserted }
  }

  /// What the other rows of the finding mean.
  private func others(than best: Match) -> [String] {
    matches.sorted { ($0.time ?? 0, $0.eventID, $0.reason) < ($1.time ?? 0, $1.eventID, $1.reason) }.map(\.reason).uniqued()
      .filter { $0 != best.reason }
  }
}

/// `AWS-2` before `AWS-10`, and `AWS-2` before `AWS-2b`.
enum CatalogueOrder {
  static func precedes(_ left: String, _ right: String) -> Bool { key(left) < key(right) }

  private static func key(_ id: String) -> (String, Int, String) {
    let parts = id.split(separator: "-", maxSplits: 1)
    guard parts.count == 2 else { return (id, 0, "") }
    let digits = parts[1].prefix { $0.isNumber }
    return (String(parts[0]), Int(digits) ?? 0, String(parts[1].dropFirst(digits.count)))
  }
}

extension [String] {
  /// Each element once, in order of first appearance.
  func uniqued() -> [String] {
    var seen: Set<String> = []
    return filter { seen.insert($0).inserted }
  }
}
