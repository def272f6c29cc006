import Yams

/// The formats, other than our own, in which queries lie in files.
public enum RuleFormat: String, Sendable {
  /// A community query as Query-Hub has it: `cql` with a name, tags and ATT&CK ids.
  case queryHub = "Query-Hub query"
  /// An alert of a LogScale package, in any of its kinds.
  case alert = "LogScale alert"
  case scheduledSearch = "LogScale scheduled search"
  case savedQuery = "LogScale saved query"
  /// A correlation rule of Falcon Next-Gen SIEM.
  case correlationRule = "correlation rule"
  case parser = "LogScale parser"

  /// What a YAML document is; `nil` for dashboards, actions, manifests and whatever else lies there.
  init?(of root: Node) {
    guard root.mapping != nil else { return nil }
    if let schema = root["$schema"]?.string {
      let kinds: [(String, RuleFormat)] = [
        ("/parser/", .parser), ("/alert/", .alert), ("/filteralert/", .alert), ("/aggregatealert/", .alert),
        ("/scheduledsearch/", .scheduledSearch), ("/query/", .savedQuery),
      ]
      guard let kind = kinds.first(where: { schema.contains($0.0) })?.1 else { return nil }
      self = kind
    } else if root["cql"]?.scalar != nil {
      self = .queryHub
    } else if root["search"]?["filter"]?.scalar != nil {
      self = .correlationRule
    } else if root["script"]?.scalar != nil,
      ["tagFields", "testCases", "tests", "fieldsToBeRemovedBeforeParsing"].contains(where: { root[$0] != nil })
    {
      self = .parser
    } else if root["queryString"]?.scalar != nil {
      let isAlert = root["throttleTime"] != nil || root["throttleTimeSeconds"] != nil
      self = isAlert ? .alert : root["schedule"] != nil ? .scheduledSearch : .savedQuery
    } else {
      return nil
    }
  }

  /// The value that is the query.
  func query(in root: Node) -> Node? {
    switch self {
    case .queryHub: root["cql"]
    case .alert, .scheduledSearch, .savedQuery: root["queryString"]
    case .correlationRule: root["search"]?["filter"]
    case .parser: root["script"]
    }
  }

  /// Whether it alerts by itself, so that it needs tests. A saved query is a part of others as often.
  public var isRule: Bool {
    switch self {
    case .queryHub, .alert, .scheduledSearch, .correlationRule: true
    case .savedQuery, .parser: false
    }
  }
}
