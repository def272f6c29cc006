/// A necessary condition on events, in terms of fields and the bytes their values must contain.
public indirect enum PlanPrefilter: Sendable, Equatable {
  /// The value of `field` contains at least one of the literals.
  case field(String, containsAnyOf: [Literal])
  /// Some field of the original event contains at least one of the literals.
  case anyField(containsAnyOf: [Literal])
  case all([PlanPrefilter])
  case any([PlanPrefilter])

  /// Bytes that must occur.
  public struct Literal: Sendable, Hashable {
    public var bytes: [UInt8]
    /// Whether ASCII letters match in either case. A value that is not all ASCII may then be wanted without holding the
    /// bytes.
    public var ignoresCase: Bool

    public init(_ bytes: [UInt8], ignoresCase: Bool = false) {
      self.bytes = bytes
      self.ignoresCase = ignoresCase
    }
  }
}
