import MartletCatalog
import MartletDiagnostics

/// A table that a setting makes of a search.
struct TableDefinition {
  var name: Located<String>
  var call: SourceRange
}

/// A call that looks something up in a table or a file.
struct TableUse {
  var name: Located<String>
  /// Whether only a table can be meant: the name is no file's.
  var isTable: Bool
}

/// Where settings may stand, and how tables and the calls that use them go together (language reference §6.5, §6.6).
extension Binder {
  /// Notes a table that a call makes, or looks in. Inside a saved query places mean nothing.
  mutating func noteTables(of spec: FunctionSpec, _ arguments: BoundArguments) {
    guard savedQueryNames.isEmpty else {
      hasForeignTables = hasForeignTables || spec.makesTable
      return
    }
    if spec.makesTable {
      for name in arguments.texts(of: "name") {
        tables.append(TableDefinition(name: Located(name, at: arguments.place(of: "name") ?? arguments.call), call: arguments.call))
      }
    } else if spec.parameter(named: "table") != nil {
      for parameter in ["table", "file"] {
        for name in arguments.texts(of: parameter) {
          let place = arguments.place(of: parameter) ?? arguments.call
          tableUses.append(TableUse(name: Located(name, at: place), isTable: parameter == "table" && !name.contains(".")))
        }
      }
    }
  }

  /// Reports tables of one name, tables that are made too late for their use, and those that nothing makes.
  mutating func reviewTables() {
    var first: [String: SourceRange] = [:]
    for table in tables {
      if let earlier = first[table.name.value] {
        report(.tableTwice(table.name, first: earlier))
      } else {
        first[table.name.value] = table.name.range
      }
    }
    for use in tableUses {
      let user = tables.first { $0.call.contains(use.name.range) }
      guard let made = tables.first(where: { $0.name.value == use.name.value }) else {
        if use.isTable, !hasForeignTables, gaps.isEmpty {
          report(.missingTable(use.name, among: tables.map(\.name.value)))
        }
        continue
      }
      guard let user, made.call.lowerBound >= user.call.lowerBound else { continue }
      report(.tableTooLate(use.name, of: user.name.value, isCircle: refers(made, to: user)))
    }
  }

  /// Whether a table looks in another, itself or by way of those between.
  private func refers(_ table: TableDefinition, to other: TableDefinition) -> Bool {
    var reached: Set<String> = [table.name.value]
    var isNew = true
    while isNew {
      isNew = false
      for use in tableUses where !reached.contains(use.name.value) {
        guard tables.contains(where: { reached.contains($0.name.value) && $0.call.contains(use.name.range) }) else { continue }
        reached.insert(use.name.value)
        isNew = true
      }
    }
    return reached.contains(other.name.value)
  }

  /// Reports a setting that stands behind steps, or in the wrong order.
  mutating func notePlace(of spec: FunctionSpec, at range: SourceRange, _ progress: inout Progress) {
    guard progress.place == .search else { return }
    defer { progress.settings.append(Located(spec.name, at: range)) }
    if spec.makesTable {
      if !progress.isQuery { return report(.onlyInQuery(spec.name, at: range)) }
      if progress.hasSteps { report(.settingBehindSteps(spec.name, at: range)) }
    } else if spec.setsInterval {
      if !progress.isQuery { return report(.onlyInQuery(spec.name, at: range)) }
      if let earlier = progress.settings.first(where: { $0.value == spec.name }) {
        return report(.settingTwice(spec.name, first: earlier.range, at: range))
      }
      let tables = progress.settings.filter { registry[$0.value]?.spec.makesTable ?? false }
      if progress.hasSteps || !tables.isEmpty { report(.settingBehindSteps(spec.name, at: range)) }
    }
  }
}

extension FunctionSpec {
  /// Whether it keeps the rows of a search as a table for the query.
  fileprivate var makesTable: Bool { kind == .metadata && parameters.contains { $0.form == .search } }

  /// Whether it sets the time of the search.
  fileprivate var setsInterval: Bool {
    kind == .metadata && !makesTable && parameter(named: "start") != nil && parameter(named: "end") != nil
  }
}

extension Diagnostic {
  fileprivate static func settingBehindSteps(_ name: String, at range: SourceRange) -> Self {
    Diagnostic(
      "misplaced-function", "'\(name)' must stand before the steps of the query", at: range,
      help: "Move it to the start; the order is 'setTimeInterval(…) | defineTable(…) | …'.")
  }

  fileprivate static func onlyInQuery(_ name: String, at range: SourceRange) -> Self {
    Diagnostic(
      "misplaced-function", "'\(name)' cannot stand in a search inside another", at: range,
      help: "Move it out of the braces, to the start of the query.")
  }

  fileprivate static func settingTwice(_ name: String, first: SourceRange, at range: SourceRange) -> Self {
    Diagnostic(
      "misplaced-function", "'\(name)' stands in a query once", at: range,
      notes: [Located("the first is here", at: first)], help: "Remove one of the two.")
  }

  fileprivate static func tableTwice(_ name: Located<String>, first: SourceRange) -> Self {
    Diagnostic(
      "duplicate-table", "there are two tables '\(name.value)'", at: name.range,
      notes: [Located("the first is here", at: first)], help: "Give one of them another name.")
  }

  fileprivate static func tableTooLate(_ name: Located<String>, of user: String, isCircle: Bool) -> Self {
    if isCircle {
      let what = name.value == user ? "the table '\(user)' needs itself" : "the tables '\(user)' and '\(name.value)' need each other"
      return Diagnostic(
        "circular-table", what, at: name.range, help: "A table may use those before it: take one of the lookups out.")
    }
    return Diagnostic(
      "missing-table", "the table '\(name.value)' is made behind '\(user)', which looks in it", at: name.range,
      help: "Tables are made one after another: put '\(name.value)' before '\(user)'.")
  }

  fileprivate static func missingTable(_ name: Located<String>, among names: [String]) -> Self {
    let near = Suggestion.closest(to: name.value, among: names).first
    return Diagnostic(
      "missing-table", "no 'defineTable()' makes a table '\(name.value)'", at: name.range,
      help: near.map { "Did you mean '\($0)'?" }
        ?? "Begin the query with 'defineTable(query={ … }, name=\"\(name.value)\", include=[…])'; a lookup file is given as"
        + " 'file=\"\(name.value).csv\"'.")
  }

  /// What is only asked of the rows of a result, because it is slow.
  static func rowsRequired(_ name: String, isStrict: Bool, at range: SourceRange) -> Self {
    Diagnostic(
      "misplaced-function", isStrict ? .error : .warning,
      "LogScale takes '\(name)' only in the query itself, behind the first aggregate", at: range,
      help: "Aggregate first, as in 'groupBy(ip) | \(name)(ip)'.")
  }
}
