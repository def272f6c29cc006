import MartletCatalog
import MartletDiagnostics

/// `event_simpleName` is a tag: its name starts with `#`, and without it the filter matches nothing in Falcon.
enum TagWithoutMark {
  private static let tags: Set<String> = ["event_simpleName"]

  static func check(_ subject: LintSubject) -> [Diagnostic] {
    var found: [Diagnostic] = []
    var written: Set<String> = []
    // The first finding marks all mentions.
    var marked: Set<String> = []
    for step in subject.main.steps {
      guard case .filter(let filter) = step.value else {
        // Behind another step the name may be a field of the query's own.
        if case .assign(let field, _) = step.value { written.insert(field) } else { break }
        continue
      }
      let use = FieldUse(of: filter, in: subject.plan, subject.registry)
      for field in tags where use.reads.contains(field) && !written.contains(field) {
        let edits = marked.insert(field).inserted ? marks(before: field, in: subject.source) : []
        found.append(.tagWithoutMark(field, at: subject.place(of: field, in: step.range), edits: edits))
      }
      written.formUnion(use.writes)
    }
    return found
  }

  /// Marks at every mention of a field, as none must be left behind; none where a mention may mean something else: in
  /// quotes, or as the name of something that is set.
  private static func marks(before field: String, in source: SourceText) -> [Located<String>] {
    let name = Array(field.utf8)
    var edits: [Located<String>] = []
    var quotes = 0
    var index = 0
    while index + name.count <= source.bytes.count {
      defer { index += 1 }
      if source.bytes[index] == UInt8(ascii: "\"") { quotes += 1 }
      guard source.bytes[index] == name[0], source.bytes[index..<index + name.count].elementsEqual(name) else { continue }
      if index > 0, LintSubject.mayContinueName(source.bytes[index - 1]) { continue }
      let rest = source.bytes[(index + name.count)...]
      if let next = rest.first, LintSubject.mayContinueName(next) { continue }
      let isSet = rest.drop { $0 == UInt8(ascii: " ") }.starts(with: ":=".utf8)
      guard quotes.isMultiple(of: 2), !isSet, !source.bytes[..<index].reversed().starts(with: "=sa".utf8) else { return [] }
      edits.append(Located("#", at: SourceRange(at: index)))
    }
    return edits
  }
}

extension Diagnostic {
  fileprivate static func tagWithoutMark(_ field: String, at range: SourceRange, edits: [Located<String>]) -> Self {
    Diagnostic(
      "tag-without-mark", .warning, "'\(field)' is the name of a tag, which starts with '#'", at: range,
      help: "Write '#\(field)'.", fixIts: edits.isEmpty ? [] : [FixIt("write '#\(field)'", edits: edits)])
  }
}
