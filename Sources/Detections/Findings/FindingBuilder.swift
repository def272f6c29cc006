public import MartletLineage

/// Makes findings of matches: one per reverted instance, whatever the number of rows and events that told of it.
///
/// Rows of a package that belong to one chain of lineage are one finding; so are rows of one resource that overlap or
/// lie within an hour. Rows that only raise or lower join a finding of their chain, or of their resource within a day;
/// alone they are none. A detection without a finding map gives a finding for each row.
public struct FindingBuilder {
  static let mergeGap: Int64 = 3_600_000
  static let modifierGap: Int64 = 86_400_000

  private let chains: [String: Chain]

  public init(chains: [String: Chain] = [:]) {
    self.chains = chains
  }

  /// The findings of `matches`, and those that were made `already`, in order of time, then id.
  public func findings(of matches: [Match], and already: [Finding] = []) -> [Finding] {
    var findings = already + matches.filter { $0.manifest.finding == nil }.map(Self.plainFinding)
    let mapped = matches.filter { $0.manifest.finding != nil }
    let rowsOfDetection = Dictionary(grouping: mapped, by: \.detection)
    for (_, rows) in rowsOfDetection.sorted(by: { $0.key < $1.key }) {
      var (drafts, index) = merge(rows.filter { $0.effect == .base }.map { Draft($0, chain: $0.chain.flatMap { chains[$0] }) })
      for row in rows where row.effect != .base {
        if let number = index.candidates(for: row).first(where: { drafts[$0].takes(row) }) {
          drafts[number].modifiers.append(row)
        }
      }
      findings.append(contentsOf: drafts.map { $0.finding() })
    }
    return findings.sorted { ($0.first, $0.id) < ($1.first, $1.id) }
  }

  /// Joins drafts until none touches another.
  private func merge(_ drafts: [Draft]) -> ([Draft], DraftIndex) {
    var merged: [Draft] = []
    var index = DraftIndex()
    for draft in drafts.sorted(by: { ($0.span.lowerBound, $0.resource) < ($1.span.lowerBound, $1.resource) }) {
      if let number = index.candidates(for: draft).first(where: { merged[$0].touches(draft) }) {
        merged[number].absorb(draft)
        index.add(draft, as: number)
      } else {
        index.add(draft, as: merged.count)
        merged.append(draft)
      }
    }
    return (merged, index)
  }

  /// The finding of one row of a detection without a finding map.
  static func plainFinding(_ match: Match) -> Finding {
    let time = match.time ?? 0
    return Finding(
      id: StableID.of([match.detection, match.resource, match.eventID.isEmpty ? StableID.text(match.fields) : match.eventID]),
      detection: match.detection, technique: match.manifest.attack?.technique, catalogue: [], severity: match.severity,
      title: match.manifest.title, cloud: match.fields["cloud.provider"], account: match.fields["cloud.account.id"],
      region: match.fields["cloud.region"], resource: match.resource, first: time, last: time, wiped: nil, disk: nil,
      actors: match.fields["ActorUserName"].map { [$0] } ?? [], addresses: match.fields["source.ip"].map { [$0] } ?? [],
      reasons: [Finding.Reason(.base, match.reason)], steps: match.step.map { [$0] } ?? [], joins: [], missing: [],
      suppression: nil, response: ResponseText.fill(match.manifest.response ?? [], from: match.fields), fields: match.fields)
  }
}

/// A stable hexadecimal id of texts (FNV-1a, twice, 128 bits).
enum StableID {
  static func of(_ texts: [String]) -> String {
    var low: UInt64 = 0xCBF2_9CE4_8422_2325
    var high: UInt64 = 0x6C62_272E_07BB_0142
    for text in texts {
      for byte in text.utf8 {
        low = (low ^ UInt64(byte)) &* 0x100_0000_01B3
        high = (high ^ UInt64(byte)) &* 0x100_0000_01B3 &+ 0x9E37
      }
      low = (low ^ 0xFF) &* 0x100_0000_01B3
      high = (high ^ 0xFE) &* 0x100_0000_01B3
    }
    return hex(low) + hex(high)
  }

  static func text(_ fields: [String: String]) -> String {
    fields.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: "\n")
  }

  private static func hex(_ value: UInt64) -> String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
