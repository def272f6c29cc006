/// What lineage knows about an event beyond its record: the fields `lineage.*` that a rule may ask for.
///
/// Names and values are part of the contract with rules; `Sources/Lineage/README.md` lists them.
public struct LineageFacts: Sendable, Equatable {
  public private(set) var fields: [(name: String, value: String)] = []

  public init() {}

  public static func == (left: Self, right: Self) -> Bool {
    left.fields.elementsEqual(right.fields) { $0.name == $1.name && $0.value == $1.value }
  }

  public subscript(name: String) -> String? { fields.first { $0.name == "lineage.\(name)" }?.value }

  mutating func set(_ name: String, _ value: String?) {
    guard let value else { return }
    fields.append((name: "lineage.\(name)", value: value))
  }

  mutating func set(_ name: String, _ value: Int64?) {
    set(name, value.map { String($0) })
  }

  /// Only truths are written: a fact that is not so is a missing field.
  mutating func set(_ name: String, if condition: Bool) {
    if condition { set(name, "true") }
  }

  mutating func describe(_ origin: Origin?) {
    guard let origin else { return }
    set("origin_kind", origin.kind.rawValue)
    set("origin_id", origin.id)
    set("origin_time", origin.time)
    set("origin_actor", origin.actor?.name)
    set("recovered", if: origin.wasRecovered)
  }
}
