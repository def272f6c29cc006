import MartletDiagnostics

/// `/cmd.exe/`: a dot before the ending of a file name or a domain, or in an address, stands for any character.
struct UnescapedDot: LintRule {
  let source: SourceText
  var findings: [Diagnostic] = []

  init(source: SourceText) { self.source = source }

  mutating func visit(_ filter: Filter, isConjunct: Bool) {
    switch filter {
    case .freeText(.regex(let regex)): check(regex)
    case .comparison(let comparison): if case .regex(let regex) = comparison.value { check(regex) }
    default: break
    }
  }

  private mutating func check(_ regex: RegexLiteral) {
    let items = RegexScan(regex, in: source).items
    let dots = items.indices.filter { isMeantLiterally($0, items) }
    guard let first = dots.first else { return }
    let places = dots.map { SourceRange(at: items[$0].offset) }
    findings.append(.unescapedDot(at: SourceRange(items[first].offset, items[first].offset + 1), edits: places))
  }

  private func isMeantLiterally(_ index: Int, _ items: [RegexScan.Item]) -> Bool {
    guard items[index].isSign("."), index > 0, index + 1 < items.count, items[index - 1].isWord else { return false }
    return endsName(index, items) || isInAddress(index, items)
  }

  /// Whether an ending that is one follows, or a group of such.
  private func endsName(_ index: Int, _ items: [RegexScan.Item]) -> Bool {
    var next = index + 1
    if items[next].isSign("(") {
      next += 1
      if next + 1 < items.count, items[next].isSign("?"), items[next + 1].isSign(":") { next += 2 }
      guard let close = items[next...].firstIndex(where: { $0.isSign(")") }) else { return false }
      return items[next..<close].split(whereSeparator: { $0.isSign("|") }).allSatisfy { isEnding($0) }
    }
    let word = items[next...].prefix { $0.isWord }
    guard isEnding(word) else { return false }
    // `.com*` and `.exes?` go on; what comes after a name does not repeat its last letter.
    guard word.endIndex < items.count else { return true }
    let after = items[word.endIndex]
    return after.isEscaped ? after.byte != UInt8(ascii: "w") : !["*", "+", "?", "{", "-"].contains { after.isSign($0) }
  }

  private func isEnding(_ word: ArraySlice<RegexScan.Item>) -> Bool {
    guard !word.isEmpty, word.allSatisfy(\.isWord) else { return false }
    return Self.endings.contains(String(decoding: word.map(\.byte), as: UTF8.self).lowercased())
  }

  /// Whether the dot is one of an address: numbers of at most three digits, three of them or more.
  private func isInAddress(_ index: Int, _ items: [RegexScan.Item]) -> Bool {
    guard items[index - 1].isDigit, items[index + 1].isDigit else { return false }
    var start = index
    while start > 0, isOfAddress(items[start - 1]) { start -= 1 }
    var end = index + 1
    while end < items.count, isOfAddress(items[end]) { end += 1 }
    let parts = items[start..<end].split { $0.byte == UInt8(ascii: ".") }
    return parts.count >= 3 && parts.allSatisfy { $0.count <= 3 }
  }

  private func isOfAddress(_ item: RegexScan.Item) -> Bool {
    item.isDigit || (item.byte == UInt8(ascii: ".") && !item.isInClass)
  }

  private static let endings: Set<String> = [
    "exe", "dll", "sys", "scr", "bat", "cmd", "ps1", "psm1", "vbs", "vbe", "jse", "hta", "msi", "lnk", "iso", "img",
    "zip", "rar", "7z", "txt", "pdf", "doc", "docx", "docm", "xls", "xlsx", "xlsm", "ocx", "cpl", "com", "net", "org",
  ]
}

extension Diagnostic {
  fileprivate static func unescapedDot(at range: SourceRange, edits: [SourceRange]) -> Diagnostic {
    Diagnostic(
      "unescaped-dot", .warning, "'.' stands for any character in a regex", at: range,
      help: "Write '\\.' for a dot.",
      fixIts: [FixIt("write '\\.'", edits: edits.map { Located("\\", at: $0) })])
  }
}
