import MartletColumns

/// Says what is wrong with the rows that came out of a case; `nil` when they are right.
struct CaseComparison {
  let test: Case

  func difference(from outcome: Outcome) -> String? {
    switch outcome {
    case .rejected(let message), .failed(let message):
      guard test.mode == .error else { return "it fails with: \(message)" }
      let parts = test.failure.split(separator: "\n")
      let isExpected = !parts.isEmpty && parts.allSatisfy { message.contains($0) }
      return isExpected ? nil : "it fails with '\(message)', not with '\(test.failure)'"
    case .rows(let rows, let columns):
      if test.mode == .error { return "it should fail with '\(test.failure)', yet gives \(Self.text(of: rows))" }
      return difference(in: rows) ?? difference(in: columns)
    }
  }

  private func difference(in columns: [String]) -> String? {
    guard let expected = test.columns else { return nil }
    let shown = columns.filter { !$0.hasPrefix("@") || expected.contains($0) }
    return shown == expected ? nil : "its fields are \(shown), not \(expected)"
  }

  private func difference(in rows: [[String: String]]) -> String? {
    let expected = test.rows.map { event in Dictionary(event.map { ($0.name, $0.value) }) { $1 } }
    let isOrdered = test.mode == .exact || test.isOrdered
    let allowsOthers = test.mode == .subset
    if !allowsOthers, rows.count != expected.count {
      return "it gives \(rows.count) rows, not \(expected.count): \(Self.text(of: rows))"
    }
    if isOrdered {
      for (index, row) in expected.enumerated() where index >= rows.count || !matches(rows[index], row) {
        return "row \(index + 1) should be \(Self.text(of: row)); it gives \(Self.text(of: rows))"
      }
      return nil
    }
    var left = rows
    for row in expected {
      guard let index = left.firstIndex(where: { matches($0, row) }) else {
        return "there is no row \(Self.text(of: row)); it gives \(Self.text(of: rows))"
      }
      left.remove(at: index)
    }
    return nil
  }

  /// Fields that start with `@` count only where the expected row lists them.
  private func matches(_ row: [String: String], _ expected: [String: String]) -> Bool {
    for (name, value) in expected {
      guard let found = row[name], equals(found, value) else { return false }
    }
    if test.mode == .subset { return true }
    return row.keys.allSatisfy { $0.hasPrefix("@") || expected[$0] != nil }
  }

  private func equals(_ found: String, _ expected: String) -> Bool {
    // Byte for byte: String takes an accent of its own for the letter that has it.
    if found.utf8.elementsEqual(expected.utf8) || expected == "<any>" { return true }
    guard test.mode == .approx, let number = Double(found), let wanted = Double(expected) else { return false }
    return abs(number - wanted) <= test.tolerance * max(1, abs(wanted))
  }

  static func text(of rows: [[String: String]]) -> String {
    rows.isEmpty ? "nothing" : "\n" + rows.map { text(of: $0) }.joined(separator: "\n")
  }

  static func text(of row: [String: String]) -> String {
    "{" + row.sorted { $0.key < $1.key }.map { "\"\($0.key)\": \"\($0.value)\"" }.joined(separator: ", ") + "}"
  }
}
