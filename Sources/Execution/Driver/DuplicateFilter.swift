import MartletColumns

/// Drops events that were delivered before, in one worker's pipeline.
///
/// Whichever worker reads a duplicate, the event first in the input stays: a unit's events are compared when it is
/// the unit's turn, and until then they are held. A worker holds a bounded amount and then waits.
final class DuplicateFilter: BatchReceiver {
  private let seen: IdentitySet
  private let turnstile: Turnstile
  private let next: any BatchReceiver
  private var ordinal = 0
  private var held: [Batch] = []
  private var heldBytes = 0
  private var isFinished = false

  private static let mostHeldBytes = 1 << 18

  init(_ seen: IdentitySet, _ turnstile: Turnstile, into next: any BatchReceiver) {
    self.seen = seen
    self.turnstile = turnstile
    self.next = next
  }

  func beginUnit(_ ordinal: Int) { self.ordinal = ordinal }

  func receive(_ batch: Batch) throws(ExecutionError) -> Demand {
    if isFinished { return .finished }
    if held.isEmpty, batch[HiddenField.identity] == nil { return try pass(batch) }
    if turnstile.isTurn(of: ordinal) {
      try passHeld()
      return try pass(try unseen(batch))
    }
    held.append(batch.compacted())
    heldBytes += batch.byteCount
    if heldBytes > Self.mostHeldBytes {
      turnstile.wait(for: ordinal)
      try passHeld()
    }
    return isFinished ? .finished : .more
  }

  /// The unit has ended: compares what is held, lets the next unit in and passes the rest on.
  func endUnit() throws(ExecutionError) {
    if held.isEmpty { return turnstile.end(ordinal) }
    turnstile.wait(for: ordinal)
    var compared: [Batch] = []
    for batch in held { compared.append(try unseen(batch)) }
    held = []
    heldBytes = 0
    turnstile.end(ordinal)
    for batch in compared where !isFinished { _ = try pass(batch) }
  }

  func endOfInput() throws(ExecutionError) { try next.endOfInput() }

  private func passHeld() throws(ExecutionError) {
    for batch in held where !isFinished { _ = try pass(try unseen(batch)) }
    held = []
    heldBytes = 0
  }

  private func unseen(_ batch: Batch) throws(ExecutionError) -> Batch {
    guard let identities = batch[HiddenField.identity] else { return batch }
    var batch = batch
    try seen.keepUnseen(identities.asText(), in: &batch.mask)
    batch.remove(HiddenField.identity)
    return batch
  }

  private func pass(_ batch: Batch) throws(ExecutionError) -> Demand {
    if batch.mask.isEmpty { return .more }
    let demand = try next.receive(batch)
    if demand == .finished { isFinished = true }
    return demand
  }
}
