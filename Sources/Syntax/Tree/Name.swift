public import MartletDiagnostics

/// The name of a field, a node or a parameter, in whichever way it was written.
public struct Name: Sendable, Hashable {
  public enum Form: Sendable {
    /// `user.name`, `#type`, `@timestamp`, `x[0].y`
    case bare
    /// `"two words"`
    case quoted
    /// `` `k` ``: the field named by the value of `k`
    case dynamic
  }

  /// The name itself, without quotes and escapes.
  public var text: String
  /// As it was written.
  public var raw: String
  public var form: Form
  public var range: SourceRange
}
