public import MartletDiagnostics
import Yams

/// A query that is a value in a YAML file, and where in the file each of its characters stands: what is wrong with the
/// query is told, and mended, in the file.
public struct EmbeddedQuery: Sendable {
  /// The whole file.
  public let file: SourceText
  /// The query alone.
  public let query: SourceText
  /// The offset in the file of each byte of the query, and of its end; empty where YAML's layout hides them.
  private let offsets: [Int]
  /// The start of the value, for what cannot be placed better.
  private let start: Int
  /// Where the value stands when it is laid out in lines of its own, and how far they are indented; `nil` otherwise.
  let block: (range: SourceRange, indentation: Int)?

  /// - Parameter node: the value, a scalar of `file`.
  init?(_ node: Node, in file: SourceText) {
    guard let scalar = node.scalar, let mark = scalar.mark, mark.line >= 1, mark.line <= file.lineCount else {
      return nil
    }
    self.file = file
    let value = Array(scalar.string.utf8)
    query = SourceText(bytes: value, name: file.name)
    start = Self.offset(of: mark, in: file)
    switch scalar.style {
    case .literal:
      let lines = LiteralLines(value, below: mark.line, in: file)
      offsets = lines?.offsets ?? []
      block = lines.map { ($0.range, $0.indentation) }
    case .folded:
      offsets = []
      block = nil
    case .any, .plain, .singleQuoted, .doubleQuoted:
      offsets = FlowScalar(file.bytes, from: start, style: scalar.style).offsets(of: value) ?? []
      block = nil
    }
  }

  /// The same problem, placed in the file. A rewrite goes along where it can be written there as it is.
  public func inFile(_ diagnostic: Diagnostic) -> Diagnostic {
    var placed = diagnostic
    placed.range = place(of: diagnostic.range)
    placed.notes = diagnostic.notes.map { Located($0.value, at: place(of: $0.range)) }
    placed.fixIts = diagnostic.fixIts.compactMap(place)
    return placed
  }

  private func place(of range: SourceRange) -> SourceRange {
    guard !offsets.isEmpty else { return SourceRange(at: start) }
    let lower = offsets[range.lowerBound]
    return range.isEmpty ? SourceRange(at: lower) : SourceRange(lower, max(lower, offsets[range.upperBound - 1] + 1))
  }

  private func place(_ fixIt: FixIt) -> FixIt? {
    guard let block else { return nil }
    let lineBreak = "\n" + String(repeating: " ", count: block.indentation)
    return FixIt(
      fixIt.title,
      edits: fixIt.edits.map { Located($0.value.replacing("\n", with: lineBreak), at: place(of: $0.range)) })
  }

  /// YAML counts characters, from 1.
  private static func offset(of mark: Mark, in file: SourceText) -> Int {
    let line = file.line(mark.line)
    var offset = line.lowerBound
    var column = 1
    while offset < line.upperBound, column < mark.column {
      offset += 1
      while offset < line.upperBound, file.bytes[offset] & 0xC0 == 0x80 { offset += 1 }
      column += 1
    }
    return offset
  }
}

/// The lines of a `|` value: each is a line of the file behind its indentation.
private struct LiteralLines {
  var offsets: [Int] = []
  var indentation: Int
  /// From the indentation of the first line that is not empty to the end of the last one.
  var range: SourceRange

  init?(_ value: [UInt8], below marked: Int, in file: SourceText) {
    let lines = value.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    guard let first = lines.firstIndex(where: { !$0.isEmpty }), marked + first < file.lineCount else { return nil }
    let firstLine = file.line(marked + 1 + first)
    indentation = firstLine.count - lines[first].count
    guard indentation >= 0, let last = lines.lastIndex(where: { !$0.isEmpty }), marked + last < file.lineCount else {
      return nil
    }
    range = SourceRange(firstLine.lowerBound, file.line(marked + 1 + last).upperBound)
    for (index, line) in lines.enumerated() {
      guard marked + index < file.lineCount else {
        // What follows the last line of the file is its end.
        guard line.isEmpty else { return nil }
        break
      }
      let place = file.line(marked + 1 + index)
      let begin = min(place.lowerBound + indentation, place.upperBound)
      guard line.isEmpty || file.bytes[begin..<place.upperBound].elementsEqual(line) else { return nil }
      for offset in 0..<line.count { offsets.append(begin + offset) }
      if index < lines.count - 1 { offsets.append(begin + line.count) }
    }
    while offsets.count < value.count { offsets.append(file.bytes.count) }
    offsets.append((offsets.last ?? 0) + (value.last == UInt8(ascii: "\n") ? 0 : 1))
  }
}
