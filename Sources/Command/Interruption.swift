import Dispatch
import Foundation

/// Turns an interrupt (Ctrl-C) into the cancellation of what runs.
struct Interruption {
  /// Runs `body`; an interrupt cancels it.
  func watch<Value: Sendable>(_ body: @Sendable @escaping () async -> Value) async -> Value {
    let task = Task { await body() }
    signal(SIGINT, SIG_IGN)
    let source = DispatchSource.makeSignalSource(signal: SIGINT, queue: .global())
    source.setEventHandler { task.cancel() }
    source.resume()
    defer { source.cancel() }
    return await task.value
  }
}
