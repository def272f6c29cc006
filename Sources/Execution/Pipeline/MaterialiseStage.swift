public import MartletColumns

/// Fills in every field of the events, for a step that looks at fields nobody can name beforehand.
public final class MaterialiseStage: StreamStage {
  public init() {}

  public func process(_ batch: Batch, into next: any BatchReceiver) throws(ExecutionError) -> Demand {
    var batch = batch
    try batch.materialiseForOutput()
    return try next.receive(batch)
  }
}
