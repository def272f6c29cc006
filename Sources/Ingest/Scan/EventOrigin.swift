/// Where an event of a batch stands, so that all of its fields can be read later.
struct EventOrigin: Sendable {
  enum Kind: Sendable {
    case json
    case text
    /// The line of a CSV file, with the names of its columns.
    case csv([String])
    /// The event of that number of a native record.
    case native(NativeRecord.Shape, number: Int)
    /// The same of an operation of several phases, which stand there as an array.
    case phases(NativeRecord.Shape, number: Int)
  }

  /// Which of the block's windows it stands in.
  var window: Int
  var range: Range<Int>
  var kind: Kind
  /// The event's time should it have none of its own.
  var time: Int64
}
