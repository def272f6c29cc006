/// An order of rows: by fields, then by their place in the input.
public struct RowOrder: Sendable {
  /// How two values of a field compare. A row whose value does not fit comes last, in either direction.
  public enum Comparison: Sendable {
    case number
    /// By UTF-8 bytes.
    case text
    /// As hexadecimal numbers, with or without `0x`.
    case hexadecimal
    /// As numbers, and as texts after all numbers.
    case any
  }

  public struct Key: Sendable {
    public var field: String
    public var comparison: Comparison
    public var isDescending: Bool

    public init(_ field: String, as comparison: Comparison = .number, isDescending: Bool = false) {
      self.field = field
      self.comparison = comparison
      self.isDescending = isDescending
    }
  }

  /// The fields, the first one first. None: by the field the rows themselves suggest (`_count`, else `@timestamp`,
  /// else the first field), as a number, descending.
  public var keys: [Key]
  /// Whether of rows that are equal in all keys the one later in the input comes first.
  public var putsLaterFirst: Bool

  public init(by keys: [Key], putsLaterFirst: Bool = false) {
    self.keys = keys
    self.putsLaterFirst = putsLaterFirst
  }

  /// As the rows came: no row has such a field, so their place in the input decides.
  public static let asTheyCame = RowOrder(by: [Key("\0arrival")])
  public static let oldestFirst = RowOrder(by: [Key("@timestamp")])
  public static let newestFirst = RowOrder(by: [Key("@timestamp", isDescending: true)], putsLaterFirst: true)
}
