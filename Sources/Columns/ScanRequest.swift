/// What a query needs of the input: all that a reader learns about it.
public struct ScanRequest: Sendable {
  /// How native records become events (design §3).
  public enum View: String, Sendable, CaseIterable {
    /// One event per operation.
    case records
    /// One event per affected resource.
    case resources
    /// One event per native record, unmerged.
    case native
  }

  public var view: View
  /// The fields whose columns are wanted. A bare native name that no normalised field shadows means `Vendor.` + name.
  public var fields: [String]
  /// Whether batches must carry their `EventBlock`, so that whole events or free text can be had.
  public var needsEvents: Bool
  /// Whether batches must carry `HiddenField.identity`.
  public var needsIdentity: Bool
  /// A condition that every wanted event meets, for skipping records unparsed; `nil` when none is known.
  public var prefilter: Prefilter?
  /// Epoch milliseconds, start inclusive and end exclusive: files that cannot hold such events need not be opened.
  /// The reader need not drop single events by it.
  public var interval: Range<Int64>?
  /// The time given to an event that has none, to which its input position is added (epoch milliseconds).
  public var now: Int64
  public var batchSize: Int

  public init(
    view: View = .records, fields: [String] = [], needsEvents: Bool = false, needsIdentity: Bool = false,
    prefilter: Prefilter? = nil, interval: Range<Int64>? = nil, now: Int64 = 0, batchSize: Int = 2048
  ) {
    self.view = view
    self.fields = fields
    self.needsEvents = needsEvents
    self.needsIdentity = needsIdentity
    self.prefilter = prefilter
    self.interval = interval
    self.now = now
    self.batchSize = batchSize
  }
}

/// A necessary condition on events, in terms of fields and the byte strings their values must contain.
public indirect enum Prefilter: Sendable, Equatable {
  /// The value of `field` contains at least one of `literals`.
  case field(String, containsAnyOf: [Literal])
  /// Some field of the original event contains at least one of `literals` (free text).
  case anyField(containsAnyOf: [Literal])
  case all([Prefilter])
  case any([Prefilter])

  /// Bytes that must occur.
  public struct Literal: Sendable, Hashable {
    public var bytes: [UInt8]
    /// Whether ASCII letters match in either case. A value that is not all ASCII may then be wanted without holding the
    /// bytes: other letters fold to ASCII ones.
    public var ignoresCase: Bool

    public init(_ bytes: [UInt8], ignoresCase: Bool = false) {
      self.bytes = bytes
      self.ignoresCase = ignoresCase
    }
  }
}

extension Prefilter {
  /// Literals one of which the value of `field` must contain; `nil` when it may contain none of them.
  public func literals(of field: String) -> [Literal]? {
    switch self {
    case .field(let name, let literals): return name == field ? literals : nil
    case .anyField: return nil
    case .all(let parts):
      // Any one of them is necessary; the fewest literals tell most.
      return parts.compactMap { $0.literals(of: field) }.min { $0.count < $1.count }
    case .any(let parts):
      var all: [Literal] = []
      for part in parts {
        guard let literals = part.literals(of: field) else { return nil }
        all += literals
      }
      return all
    }
  }
}
