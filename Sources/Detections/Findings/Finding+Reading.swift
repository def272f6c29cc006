import Foundation
import MartletExecution

extension Finding {
  /// Findings as `martlet detect -o ndjson` or `-o json` writes them; `nil` when the text is something else.
  public static func read(_ bytes: [UInt8]) -> [Finding]? {
    let data = Data(bytes)
    if let list = try? JSONSerialization.jsonObject(with: data) as? [[String: Any]] { return findings(list) }
    var objects: [[String: Any]] = []
    for line in bytes.split(separator: UInt8(ascii: "\n")) {
      guard let object = try? JSONSerialization.jsonObject(with: Data(line)) as? [String: Any] else { return nil }
      objects.append(object)
    }
    return objects.isEmpty ? nil : findings(objects)
  }

  private static func findings(_ objects: [[String: Any]]) -> [Finding]? {
    var findings: [Finding] = []
    for object in objects {
      guard let finding = Finding(object) else { return nil }
      findings.append(finding)
    }
    return findings
  }

  private init?(_ object: [String: Any]) {
    func text(_ key: String, in object: [String: Any]) -> String? { object[key] as? String }
    func time(_ key: String, in object: [String: Any]) -> Int64? { text(key, in: object).flatMap { TimePoint($0)?.instant(now: 0, zone: .utc) } }
    func objects(_ key: String) -> [[String: Any]] { object[key] as? [[String: Any]] ?? [] }
    guard let id = text("id", in: object), let detection = text("detection", in: object),
      let severity = text("severity", in: object).flatMap(Severity.init(rawValue:)), let title = text("title", in: object),
      let resource = text("resource", in: object), let first = time("first", in: object), let last = time("last", in: object)
    else { return nil }
    self.id = id
    self.detection = detection
    self.severity = severity
    self.title = title
    self.resource = resource
    self.first = first
    self.last = last
    technique = text("technique", in: object)
    catalogue = object["catalogue"] as? [String] ?? []
    cloud = text("cloud", in: object)
    account = text("account", in: object)
    region = text("region", in: object)
    if let wiped = object["wiped"] as? [String: Any], let from = time("from", in: wiped), let to = time("to", in: wiped) {
      self.wiped = Wiped(from: from, to: to)
    }
    if let disk = object["disk"] as? [String: Any] {
      self.disk = Disk(
        old: text("old", in: disk), new: text("new", in: disk), source: text("source", in: disk),
        sourceKind: text("source_kind", in: disk))
    }
    actors = object["actors"] as? [String] ?? []
    addresses = object["source_ips"] as? [String] ?? []
    reasons = objects("reasons").map { reason in
      Reason(text("effect", in: reason).flatMap(Reason.Effect.init(rawValue:)) ?? .base, text("text", in: reason) ?? "")
    }
    steps = objects("steps").map { step in
      Step(
        time: time("time", in: step) ?? first, eventID: text("event_id", in: step) ?? "", action: text("action", in: step) ?? "",
        resource: text("resource", in: step) ?? "", actor: text("actor", in: step) ?? "", address: nil)
    }
    joins = object["joins"] as? [String] ?? []
    missing = object["missing"] as? [String] ?? []
    response = objects("response").map { Response(step: text("step", in: $0) ?? "", command: text("command", in: $0)) }
  }
}
