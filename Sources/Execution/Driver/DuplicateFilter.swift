import MartletColumns

/// How much the duplicate filters of one worker hold together.
final class HeldRows {
  fileprivate var bytes = 0
  fileprivate static let mostBytes = 1 << 18
}

/// Drops events that were delivered before, in one lane of a worker.
///
/// Whichever worker reads a duplicate, the event first in the input stays: a unit's events are compared when it is
/// the unit's turn, and until then they are held. A worker holds a bounded amount and then waits.
final class DuplicateFilter: BatchReceiver {
  private let seen: IdentitySet
  private let turnstile: Turnstile
  private let worker: HeldRows
  private let next: any BatchReceiver
  private var ordinal = 0
  private var held: [Batch] = []
  private var heldBytes = 0
  private var isFinished = false

  init(_ seen: IdentitySet, _ turnstile: Turnstile, _ worker: HeldRows, into next: any BatchReceiver) {
    self.seen = seen
    self.turnstile = turnstile
    self.worker = worker
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
    worker.bytes += batch.byteCount
    if worker.bytes > HeldRows.mostBytes {
      turnstile.wait(for: ordinal)
      try passHeld()
    }
    return isFinished ? .finished : .more
  }

  /// Whether rows are held until it is their unit's turn.
  var isHolding: Bool { !held.isEmpty }

  /// The unit has ended and has its turn: compares what is held.
  func compareHeld() throws(ExecutionError) {
    for index in held.indices { held[index] = try unseen(held[index]) }
  }

  /// Passes on what was compared.
  func passCompared() throws(ExecutionError) {
    for batch in takeHeld() where !isFinished { _ = try pass(batch) }
  }

  func endOfInput() throws(ExecutionError) { try next.endOfInput() }

  private func passHeld() throws(ExecutionError) {
    for batch in takeHeld() where !isFinished { _ = try pass(try unseen(batch)) }
  }

  private func takeHeld() -> [Batch] {
    worker.bytes -= heldBytes
    heldBytes = 0
    defer { held = [] }
    return held
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
