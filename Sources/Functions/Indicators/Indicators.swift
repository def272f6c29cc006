import MartletCatalog
import MartletColumns
import MartletExecution

/// Indicators of compromise, as the user's file has them.
struct Indicators: Sendable {
  enum Kind: String, ChoiceArgument { case domain, ip_address, url }

  enum Confidence: String, ChoiceArgument {
    case unverified, low, medium, high

    var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
  }

  enum Column: String, ChoiceArgument {
    case indicator, labels, last_updated, malicious_confidence, published_date, type
  }

  struct Entry: Sendable {
    var values: [Column: String]
    var confidence: Confidence
  }

  private let entries: [String: [Entry]]

  /// The indicators of the environment, read once for all workers; none without a file.
  static func read(in context: RunContext) throws(ExecutionError) -> Indicators {
    try context.searches.shared("indicators") { () throws(ExecutionError) in
      guard let read = context.environment.indicators else { return Indicators(entries: [:]) }
      let (name, bytes) = try read()
      return try Indicators(LookupTable.parse(bytes, named: name), name)
    }
  }

  private init(entries: [String: [Entry]]) {
    self.entries = entries
  }

  private init(_ table: Batch, _ name: String) throws(ExecutionError) {
    for column in [Column.indicator, .type] where table[column.rawValue] == nil {
      throw .unavailable("the indicator file '\(name)' has no column '\(column.rawValue)'")
    }
    var entries: [String: [Entry]] = [:]
    let columns = Column.allCases.map { ($0, table.text(of: $0.rawValue)) }
    for row in 0..<table.rowCount {
      var values: [Column: String] = [:]
      for (column, texts) in columns { values[column] = texts.string(at: row) }
      guard let text = values[.indicator], let word = values[.type], let kind = Kind(rawValue: word.lowercased()) else {
        throw .unavailable(
          "row \(row + 1) of the indicator file '\(name)' needs an indicator and a type: domain, ip_address or url")
      }
      let confidence = values[.malicious_confidence].flatMap { Confidence(rawValue: $0.lowercased()) } ?? .unverified
      entries[Self.key(text, kind), default: []].append(Entry(values: values, confidence: confidence))
    }
    self.entries = entries
  }

  func entries(for text: String, _ kind: Kind, atLeast confidence: Confidence) -> [Entry] {
    (entries[Self.key(text, kind)] ?? []).filter { $0.confidence.rank >= confidence.rank }
  }

  /// Addresses are equal whatever way they are written.
  private static func key(_ text: String, _ kind: Kind) -> String {
    if kind == .ip_address, let address = IPAddress(text) { return "\(kind) \(address.networkBytes)" }
    return "\(kind) \(text.lowercased())"
  }
}
