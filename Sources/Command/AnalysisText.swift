import MartletColumns
import MartletEngine

/// What a run has cost, as `explain --analyze` tells it.
enum AnalysisText {
  static func of(_ summary: RunSummary, seconds: Double, workers: Int) -> String {
    let scan = summary.scan
    var lines = [
      "run",
      "  input    \(scan.files) \(scan.files == 1 ? "file" : "files"), \(size(scan.bytes))"
        + (scan.decompressedBytes == scan.bytes ? "" : ", \(size(scan.decompressedBytes)) decompressed"),
      "  records  \(scan.records), \(scan.prefiltered) of them passed over by the prefilter",
      "  rows     \(summary.rows)",
      "  time     \(decimal(seconds, 3)) s, \(workers) \(workers == 1 ? "worker" : "workers")",
    ]
    var rows = [["", "step", "time ms", "rows in", "rows out"]]
    if let reading = summary.reading { rows.append(cells("0", reading, rowsIn: "")) }
    for (index, step) in summary.profile.enumerated() {
      rows.append(cells("\(index + 1)", step, rowsIn: "\(step.rowsIn)"))
    }
    lines.append("steps, with the time of all workers together")
    lines += aligned(rows)
    return lines.joined(separator: "\n") + "\n"
  }

  private static func cells(_ number: String, _ step: RunSummary.StepCost, rowsIn: String) -> [String] {
    [number, step.step, decimal(step.milliseconds, 1), rowsIn, "\(step.rowsOut)"]
  }

  /// Rows of cells as lines: the second column starts, the others end below each other.
  private static func aligned(_ rows: [[String]]) -> [String] {
    let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
      let cells = zip(row, widths).enumerated().map { column, cell in
        let blanks = String(repeating: " ", count: cell.1 - cell.0.count)
        return column == 1 ? cell.0 + blanks : blanks + cell.0
      }
      return "  " + cells.joined(separator: "  ")
    }
  }

  private static func size(_ bytes: Int) -> String {
    bytes < 1_000_000 ? "\(bytes) bytes" : "\(decimal(Double(bytes) / 1_000_000, 1)) MB"
  }

  private static func decimal(_ value: Double, _ digits: Int) -> String {
    var scale = 1
    for _ in 0..<digits { scale *= 10 }
    let scaled = Int((max(0, value) * Double(scale)).rounded())
    let fraction = String(scaled % scale)
    return "\(scaled / scale)." + String(repeating: "0", count: digits - fraction.count) + fraction
  }
}
