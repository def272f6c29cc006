import MartletDiagnostics
import Yams

extension ForeignFile {
  /// The file with another text as its query, laid out in the same block of lines and everything else as it was; `nil`
  /// where that cannot be done. How many line ends the query ends with is the block's affair.
  public func replacingQuery(with text: String) -> [UInt8]? {
    guard let bytes = query.fileBytes(with: text), keepsRest(in: bytes) else { return nil }
    guard let changed = try? ForeignFile(bytes: bytes, path: path) else { return nil }
    return String(decoding: changed.query.query.bytes, as: UTF8.self).trimmingLineEnds == text.trimmingLineEnds
      ? bytes : nil
  }

  /// Whether other bytes are a document that differs in nothing but its query.
  public func keepsRest(in bytes: [UInt8]) -> Bool {
    guard var own = document(), let other = try? ForeignFile(bytes: bytes, path: path), var changed = other.document(),
      other.format == format
    else { return false }
    format.clearQuery(in: &own)
    format.clearQuery(in: &changed)
    return own == changed
  }
}

extension EmbeddedQuery {
  /// The file with another text in the place of a block of lines; `nil` for a query that is no such block, or an empty one.
  func fileBytes(with text: String) -> [UInt8]? {
    guard let block else { return nil }
    let lineBreak = file.bytes[..<block.range.upperBound].contains(UInt8(ascii: "\r")) ? "\r\n" : "\n"
    let margin = String(repeating: " ", count: block.indentation)
    let lines = text.trimmingLineEnds.split(separator: "\n", omittingEmptySubsequences: false)
    let laidOut = lines.map { $0.isEmpty ? "" : margin + $0 }.joined(separator: lineBreak)
    var bytes = file.bytes
    bytes.replaceSubrange(block.range.lowerBound..<block.range.upperBound, with: Array(laidOut.utf8))
    return bytes
  }
}

extension RuleFormat {
  /// Empties the value that is the query, so that the rest of two documents can be compared.
  fileprivate func clearQuery(in root: inout Node) {
    switch self {
    case .queryHub: root["cql"] = ""
    case .alert, .scheduledSearch, .savedQuery: root["queryString"] = ""
    case .correlationRule: root["search"]?["filter"] = ""
    case .parser: root["script"] = ""
    }
  }
}

extension String {
  fileprivate var trimmingLineEnds: Substring {
    var text = self[...]
    while text.last?.isNewline == true { text.removeLast() }
    return text
  }
}
