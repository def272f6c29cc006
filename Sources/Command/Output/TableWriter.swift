import MartletColumns
import MartletExecution

/// Aligned columns for people. Rows wait until all are known, because widths depend on them.
final class TableWriter: RowWriter {
  private let output: ByteOutput
  /// The width of the terminal; `nil` where nothing needs to be cut.
  private let width: Int?
  private let charge: MemoryCharge?
  private let tellCut: (String) -> Void
  private var header: [String] = []
  private var columnOf: [String: Int] = [:]
  private var rows: [[String?]] = []
  private var heldBytes = 0

  /// - Parameter budget: what the rows may take; `nil` for rows that are in memory anyway.
  init(_ output: ByteOutput, width: Int?, budget: MemoryBudget? = nil, tellCut: @escaping (String) -> Void) {
    self.output = output
    self.width = width
    charge = budget.map { MemoryCharge($0, for: "the table") }
    self.tellCut = tellCut
  }

  func write(_ batch: Batch) throws(OutputError) {
    let fields = batch.visibleFields
    let numbers = fields.map { field -> Int in
      if let known = columnOf[field.name] { return known }
      columnOf[field.name] = header.count
      header.append(field.name)
      return header.count - 1
    }
    for row in 0..<batch.rowCount where batch.mask[row] {
      var cells = [String?](repeating: nil, count: header.count)
      for (index, field) in fields.enumerated() {
        cells[numbers[index]] = field.text.string(at: row).map(Self.printable)
      }
      heldBytes += cells.reduce(40 + 16 * cells.count) { $0 + (($1?.utf8.count ?? 0) > 15 ? 48 + ($1?.utf8.count ?? 0) : 0) }
      rows.append(cells)
    }
    do throws(ExecutionError) {
      try charge?.follow(heldBytes)
    } catch {
      rows = []
      header = []
      throw .failed(error.sentence)
    }
  }

  func finish() throws(OutputError) {
    guard !header.isEmpty else { return try output.flush() }
    var widths = header.map { DisplayWidth.of($0) }
    for row in rows {
      for (column, cell) in row.enumerated() {
        if let cell { widths[column] = max(widths[column], DisplayWidth.of(cell)) }
      }
    }
    let cut = fit(&widths)
    try line(header.map { $0 }, widths)
    try line(widths.map { String(repeating: "─", count: $0) }, widths)
    for row in rows { try line(row, widths) }
    try output.flush()
    if cut { tellCut("values wider than the terminal were cut; use -o ndjson or -o csv for all of them") }
  }

  /// Narrows the widest columns until a row fits the terminal; tells whether any was.
  private func fit(_ widths: inout [Int]) -> Bool {
    guard let width else { return false }
    let gaps = 2 * (widths.count - 1)
    var cut = false
    while widths.reduce(gaps, +) > width, let widest = widths.indices.max(by: { widths[$0] < widths[$1] }), widths[widest] > 8 {
      widths[widest] -= 1
      cut = true
    }
    return cut
  }

  private func line(_ cells: [String?], _ widths: [Int]) throws(OutputError) {
    var text = ""
    for column in header.indices {
      let cell = column < cells.count ? cells[column] ?? "" : ""
      let shown = Self.shortened(cell, to: widths[column])
      text += shown
      if column + 1 < header.count {
        text += String(repeating: " ", count: widths[column] - DisplayWidth.of(shown) + 2)
      }
    }
    while text.last == " " { text.removeLast() }
    text += "\n"
    try output.append { $0.append(contentsOf: text.utf8) }
  }

  private static func shortened(_ text: String, to width: Int) -> String {
    guard DisplayWidth.of(text) > width else { return text }
    var shown = ""
    var used = 1
    for character in text {
      let next = DisplayWidth.of(character)
      if used + next > width { break }
      shown.append(character)
      used += next
    }
    return shown + "…"
  }

  /// A value on one line, without anything that would steer the terminal.
  private static func printable(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else { return text }
    var shown = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\n": shown += "⏎"
      case "\t": shown += " "
      case _ where scalar.properties.generalCategory == .control: shown += "�"
      default: shown.unicodeScalars.append(scalar)
      }
    }
    return shown
  }
}
