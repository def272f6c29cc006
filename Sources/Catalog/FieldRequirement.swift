/// What every event that a filter keeps must have: a value that meets one of several conditions.
///
/// From it follow what a reader may skip unread and which view a query asks for. A filter that knows no such condition
/// has none; one that states too much loses events.
public struct FieldRequirement: Sendable, Equatable {
  /// A condition on one value.
  public enum Value: Sendable, Equatable {
    /// The whole value matches a pattern in which `*` stands for any text.
    case whole(String)
    /// A part of the value matches such a pattern.
    case part(String)
    /// The value contains a match of a regex with these flag letters.
    case regex(String, flags: String)
  }

  /// One of these fields has such a value; when there are none, some field of the original event has.
  public var fields: [String]
  /// Any of these will do; never empty.
  public var values: [Value]
  /// Whether the patterns match in any case.
  public var ignoresCase: Bool

  public init(fields: [String], anyOf values: [Value], ignoresCase: Bool = false) {
    self.fields = fields
    self.values = values
    self.ignoresCase = ignoresCase
  }

  public init(_ field: String, anyOf values: [Value], ignoresCase: Bool = false) {
    self.init(fields: [field], anyOf: values, ignoresCase: ignoresCase)
  }
}
