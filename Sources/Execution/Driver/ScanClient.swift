public import MartletColumns

/// One of the queries that a pass over the input is for.
public struct ScanClient: Sendable {
  let program: Program
  let context: RunContext
  /// What the query alone would ask of the reader: it sees only these fields of what is read for all.
  let request: ScanRequest
  /// What is known of the events it looks at.
  let condition: InputCondition
  let receiver: ResultReceiver

  /// - Parameters:
  ///   - request: among others the interval, by `@timestamp`; `nil` for all time.
  ///   - receiver: gets the result rows.
  public init(
    _ program: Program, in context: RunContext, request: ScanRequest, condition: InputCondition = .unknown,
    receiver: @escaping ResultReceiver
  ) {
    self.program = program
    self.context = context
    self.request = request
    self.condition = condition
    self.receiver = receiver
  }
}
