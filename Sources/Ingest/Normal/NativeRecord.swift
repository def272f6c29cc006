/// A native operation: one record, or the records of its phases.
struct NativeRecord {
  enum Shape: UInt8, Sendable {
    case cloudTrail
    /// A CloudTrail record in OCSF.
    case ocsf
    case azure
    case gcp
  }

  var shape: Shape
  /// In the order in which they were found.
  var phases: [JSONNode]
}
