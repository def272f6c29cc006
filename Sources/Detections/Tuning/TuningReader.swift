import Foundation
import MartletEngine
import MartletExecution
import MartletLineage
import Yams

/// What is wrong in a tuning file, and where.
public struct TuningProblem: Error, Sendable, Equatable {
  public var line: Int
  public var column: Int
  /// `entries[0].networks`
  public var key: String
  public var message: String

  /// `12: entries[0].networks: 'x' is no network`
  public var text: String { "\(line): \(key.isEmpty ? "" : key + ": ")\(message)" }
}

/// Reads `tuning.yaml`. Nothing is passed over: an unknown key may be a condition somebody relies on.
struct TuningReader {
  /// Reads a file that the tuning file names, from beside it.
  let readFile: (String) -> String?
  private(set) var problems: [TuningProblem] = []

  init(readFile: @escaping (String) -> String?) {
    self.readFile = readFile
  }

  mutating func read(_ text: String) -> Tuning {
    let root: Node?
    do {
      root = try Yams.compose(yaml: text)
    } catch let error as YamlError {
      problems.append(Self.problem(error))
      return Tuning()
    } catch {
      problems.append(TuningProblem(line: 1, column: 1, key: "", message: "it is no YAML: \(error)"))
      return Tuning()
    }
    guard let root, let map = root.mapping else {
      problems.append(TuningProblem(line: 1, column: 1, key: "", message: "a map with 'entries' is expected"))
      return Tuning()
    }
    checkKeys(map, ["entries"], "")
    guard let list = map["entries"] else {
      report(root, "entries", "is missing")
      return Tuning()
    }
    guard let nodes = list.sequence, !nodes.isEmpty else {
      report(list, "entries", "a list with at least one entry is expected")
      return Tuning()
    }
    var entries: [Tuning.Entry] = []
    var names: Set<String> = []
    for (index, node) in nodes.enumerated() {
      guard let entry = entry(node, "entries[\(index)]") else { continue }
      if !names.insert(entry.name).inserted {
        report(node, "entries[\(index)].name", "'\(entry.name)' is the name of an entry before")
      }
      entries.append(entry)
    }
    return Tuning(entries: entries)
  }

  private static let conditions = [
    "actors", "resources", "accounts", "catalogue", "networks", "countries", "windows", "recurring", "tags", "tickets",
    "tickets_file",
  ]

  private mutating func entry(_ node: Node, _ key: String) -> Tuning.Entry? {
    guard let map = node.mapping else {
      report(node, key, "a map is expected")
      return nil
    }
    checkKeys(map, ["name", "owner", "reason", "expires", "effect"] + Self.conditions, key)
    let name = text(map, "name", node, key)
    let owner = text(map, "owner", node, key)
    let reason = text(map, "reason", node, key)
    let expires = text(map, "expires", node, key)
    if let expires, !Self.isDay(expires) {
      report(map["expires"] ?? node, "\(key).expires", "'\(expires)' is no day; write it like 2026-12-31")
    }
    if !Self.conditions.contains(where: { map[$0] != nil }) {
      report(node, key, "the entry has no condition, and would cover everything; give at least one of \(Self.conditions.joined(separator: ", "))")
    }
    var entry = Tuning.Entry(name: name ?? "", owner: owner ?? "", reason: reason ?? "", expires: expires ?? "")
    if let effect = map["effect"] {
      let word = effect.string ?? ""
      if let known = Tuning.Entry.Effect(rawValue: word) {
        entry.effect = known
      } else {
        report(effect, "\(key).effect", "'\(word)' is no effect; write suppress or lower")
      }
    }
    entry.actors = texts(map, "actors", key).map(Set.init)
    for actor in entry.actors ?? [] where actor.contains("*") {
      report(map["actors"] ?? node, "\(key).actors", "'\(actor)' is a pattern; name whole identities")
    }
    entry.resources = texts(map, "resources", key).map(Set.init)
    entry.accounts = texts(map, "accounts", key).map(Set.init)
    entry.catalogue = texts(map, "catalogue", key).map(Set.init)
    entry.countries = texts(map, "countries", key).map { codes in
      for code in codes where code.count != 2 || !code.allSatisfy(\.isLetter) {
        report(map["countries"] ?? node, "\(key).countries", "'\(code)' is no code of a country; write two letters, like DE")
      }
      return Set(codes.map { $0.uppercased() })
    }
    entry.tags = texts(map, "tags", key)
    entry.networks = texts(map, "networks", key)?.compactMap { text in
      guard let network = Network(text) else {
        report(map["networks"] ?? node, "\(key).networks", "'\(text)' is no network; write it like 198.51.100.0/24 or 2001:db8::/32")
        return nil
      }
      return network
    }
    entry.windows = items(map, "windows", key)?.enumerated().compactMap { index, node in window(node, "\(key).windows[\(index)]") }
    entry.recurring = items(map, "recurring", key)?.enumerated().compactMap { index, node in
      recurring(node, "\(key).recurring[\(index)]")
    }
    let tickets = items(map, "tickets", key)?.enumerated().compactMap { index, node in ticket(node, "\(key).tickets[\(index)]") }
    let listed = map["tickets_file"].map { ticketFile($0, "\(key).tickets_file") }
    if tickets != nil || listed != nil { entry.tickets = (tickets ?? []) + (listed ?? []) }
    return entry
  }

  // MARK: Parts

  private mutating func window(_ node: Node, _ key: String, besides other: [String] = []) -> Tuning.Window? {
    guard let map = node.mapping else {
      report(node, key, "a map with 'from' and 'to' is expected")
      return nil
    }
    checkKeys(map, ["from", "to"] + other, key)
    guard let from = instant(map, "from", node, key), let to = instant(map, "to", node, key) else { return nil }
    if from > to {
      report(node, key, "it ends before it starts")
      return nil
    }
    return Tuning.Window(from: from, to: to)
  }

  private mutating func ticket(_ node: Node, _ key: String) -> Tuning.Ticket? {
    guard let window = window(node, key, besides: ["id", "resource"]), let map = node.mapping,
      let id = text(map, "id", node, key), let resource = text(map, "resource", node, key)
    else { return nil }
    return Tuning.Ticket(id: id, resource: resource, window: window)
  }

  private mutating func recurring(_ node: Node, _ key: String) -> Tuning.RecurringWindow? {
    guard let map = node.mapping else {
      report(node, key, "a map with 'days', 'from', 'to' and 'zone' is expected")
      return nil
    }
    checkKeys(map, ["days", "from", "to", "zone"], key)
    var days: Set<Int> = []
    for day in texts(map, "days", key) ?? [] {
      guard let number = Baseline.days.firstIndex(of: day.lowercased()) else {
        report(map["days"] ?? node, "\(key).days", "'\(day)' is no day; write mon, tue, wed, thu, fri, sat or sun")
        continue
      }
      days.insert(number)
    }
    if map["days"] == nil { days = Set(0..<7) }
    let from = clock(map, "from", node, key)
    let to = clock(map, "to", node, key)
    let name = map["zone"]?.string ?? "UTC"
    guard let zone = TimeZoneRules.named(name) else {
      report(map["zone"] ?? node, "\(key).zone", "there is no time zone '\(name)'; write it like Europe/Berlin, +02:00 or UTC")
      return nil
    }
    guard let from, let to, !days.isEmpty else { return nil }
    return Tuning.RecurringWindow(days: days, from: from, to: to, zone: zone)
  }

  /// A lookup file of tickets, in CSV with the columns id, resource, from and to.
  private mutating func ticketFile(_ node: Node, _ key: String) -> [Tuning.Ticket] {
    guard let name = node.string, !name.isEmpty, let content = readFile(name) else {
      report(node, key, "there is no file '\(node.string ?? "")' beside the tuning file, or it cannot be read")
      return []
    }
    let rows = content.split(whereSeparator: \.isNewline).map { row in
      row.split(separator: ",", omittingEmptySubsequences: false).map { cell in
        cell.trimmingCharacters(in: .whitespaces).trimmingCharacters(in: CharacterSet(charactersIn: "\""))
      }
    }
    let columns = ["id", "resource", "from", "to"]
    let places = columns.map { rows.first?.firstIndex(of: $0) }
    guard let header = rows.first, places.allSatisfy({ $0 != nil }) else {
      report(node, key, "'\(name)' needs the columns id, resource, from and to in its first line")
      return []
    }
    var tickets: [Tuning.Ticket] = []
    for (number, row) in rows.enumerated().dropFirst() {
      let values = places.compactMap { $0 }.map { $0 < row.count ? row[$0] : "" }
      guard row.count == header.count, let from = Self.instant(values[2]), let to = Self.instant(values[3]), from <= to else {
        report(node, key, "line \(number + 1) of '\(name)' is no ticket; write an id, a resource and two instants like 2026-01-05T09:00:00Z")
        continue
      }
      tickets.append(Tuning.Ticket(id: values[0], resource: values[1], window: Tuning.Window(from: from, to: to)))
    }
    return tickets
  }

  // MARK: Values

  private mutating func checkKeys(_ map: Node.Mapping, _ known: [String], _ key: String) {
    for (name, _) in map where !known.contains(name.string ?? "") {
      report(name, Self.joined(key, name.string ?? "?"), "there is no such key; known are \(known.joined(separator: ", "))")
    }
  }

  private mutating func text(_ map: Node.Mapping, _ name: String, _ node: Node, _ key: String) -> String? {
    guard let value = map[name] else {
      report(node, Self.joined(key, name), "is missing")
      return nil
    }
    guard let text = value.string?.trimmingCharacters(in: .whitespaces), !text.isEmpty else {
      report(value, Self.joined(key, name), "a text is expected")
      return nil
    }
    return text
  }

  private mutating func items(_ map: Node.Mapping, _ name: String, _ key: String) -> [Node]? {
    guard let value = map[name] else { return nil }
    guard let list = value.sequence, !list.isEmpty else {
      report(value, Self.joined(key, name), "a list with at least one element is expected")
      return []
    }
    return Array(list)
  }

  private mutating func texts(_ map: Node.Mapping, _ name: String, _ key: String) -> [String]? {
    guard let items = items(map, name, key) else { return nil }
    var texts: [String] = []
    for item in items {
      if let text = item.string, !text.isEmpty { texts.append(text) } else { report(item, Self.joined(key, name), "a text is expected") }
    }
    return texts
  }

  private mutating func instant(_ map: Node.Mapping, _ name: String, _ node: Node, _ key: String) -> Int64? {
    guard let text = text(map, name, node, key) else { return nil }
    guard let instant = Self.instant(text) else {
      report(map[name] ?? node, Self.joined(key, name), "'\(text)' is no instant; write it like 2026-01-05T09:00:00Z")
      return nil
    }
    return instant
  }

  private mutating func clock(_ map: Node.Mapping, _ name: String, _ node: Node, _ key: String) -> Int? {
    guard let text = text(map, name, node, key) else { return nil }
    let parts = text.split(separator: ":").map { Int($0) }
    guard parts.count == 2, let hour = parts[0], let minute = parts[1], (0...24).contains(hour), (0...59).contains(minute),
      hour * 60 + minute <= 1440
    else {
      report(map[name] ?? node, Self.joined(key, name), "'\(text)' is no time of day; write it like \"22:00\", in quotes")
      return nil
    }
    return hour * 60 + minute
  }

  /// An instant in UTC or with an offset.
  private static func instant(_ text: String) -> Int64? {
    guard text.count >= 19 else { return nil }
    return TimePoint(text)?.instant(now: 0, zone: .utc)
  }

  private static func isDay(_ text: String) -> Bool {
    text.count == 10 && TimePoint(text + "T00:00:00Z")?.instant(now: 0, zone: .utc).map { InstantText.iso($0).hasPrefix(text) } ?? false
  }

  private static func joined(_ key: String, _ name: String) -> String { key.isEmpty ? name : "\(key).\(name)" }

  private mutating func report(_ node: Node, _ key: String, _ message: String) {
    problems.append(TuningProblem(line: node.mark?.line ?? 1, column: node.mark?.column ?? 1, key: key, message: message))
  }

  private static func problem(_ error: YamlError) -> TuningProblem {
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _), .composer(_, let problem, let mark, _):
      TuningProblem(line: mark.line, column: mark.column, key: "", message: "it is no YAML: \(problem)")
    default: TuningProblem(line: 1, column: 1, key: "", message: "it is no YAML: \(error)")
    }
  }
}

extension Tuning {
  /// What is wrong with a tuning file: every problem, as `file:line: key: message`.
  public struct LoadError: Error, Sendable {
    public var message: String
  }

  /// Reads `tuning.yaml`. Every entry needs a name, an owner, a reason, an expiry and at least one condition.
  public static func load(from path: String) throws(LoadError) -> Tuning {
    guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
      throw LoadError(message: "\(path): there is no such file, or it cannot be read")
    }
    let (tuning, problems) = read(text, path: path)
    if !problems.isEmpty { throw LoadError(message: problems.map { "\(path):\($0.text)" }.joined(separator: "\n")) }
    return tuning
  }

  /// Reads the text of a tuning file, which lies at `path`, and what is wrong with it.
  public static func read(_ text: String, path: String) -> (tuning: Tuning, problems: [TuningProblem]) {
    let folder = URL(filePath: path).deletingLastPathComponent()
    var reader = TuningReader { name in
      guard !name.hasPrefix("/"), !name.split(separator: "/").contains("..") else { return nil }
      return try? String(contentsOf: folder.appending(path: name), encoding: .utf8)
    }
    let tuning = reader.read(text)
    return (tuning, reader.problems)
  }

  /// Whether YAML is meant as a tuning file: a map of entries that have owners.
  public static func isTuning(_ text: String) -> Bool {
    guard let root = try? Yams.compose(yaml: text), let entries = root["entries"]?.sequence else { return false }
    return entries.contains { $0["owner"] != nil || $0["expires"] != nil || $0["reason"] != nil }
  }
}
