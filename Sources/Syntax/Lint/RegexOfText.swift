import MartletDiagnostics

/// `user=/^ann$/`: a regex that is one text from start to end compares faster, and reads better, as that text.
struct RegexOfText: LintRule {
  let source: SourceText
  var findings: [Diagnostic] = []

  init(source: SourceText) { self.source = source }

  mutating func visit(_ filter: Filter, isConjunct: Bool) {
    guard case .comparison(let comparison) = filter, case .regex(let regex) = comparison.value, regex.flags.isEmpty,
      comparison.operator.value == .equal || comparison.operator.value == .notEqual
    else { return }
    let items = RegexScan(regex, in: source).items
    guard items.count > 2, items[0].isSign("^"), items[items.count - 1].isSign("$"),
      let text = Self.text(of: items.dropFirst().dropLast())
    else { return }
    findings.append(.regexOfText(regex, StringLiteral.quoted(text)))
  }

  /// The one text the items match; `nil` when that is more than one, or not clear at a glance.
  private static func text(of items: ArraySlice<RegexScan.Item>) -> String? {
    var bytes: [UInt8] = []
    for item in items {
      let isPlain = item.isWord || (!item.isEscaped && !item.isInClass && " -_:@/=,;".utf8.contains(item.byte))
      let isEscapedSign = item.isEscaped && !item.isInClass && "./-@:".utf8.contains(item.byte)
      guard isPlain || isEscapedSign else { return nil }
      bytes.append(item.byte)
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

extension Diagnostic {
  fileprivate static func regexOfText(_ regex: RegexLiteral, _ text: String) -> Diagnostic {
    Diagnostic(
      "regex-of-text", .note, "this regex matches one text only", at: regex.range,
      help: "Write \(text), which compares the whole value.",
      fixIts: [FixIt("write \(text)", replacing: regex.range, with: text)])
  }
}
