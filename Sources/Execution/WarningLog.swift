import Synchronization

/// What a run has to tell besides its rows: a limit that bit, a value that was cut. Thread-safe; each text once.
public final class WarningLog: Sendable {
  private let texts = Mutex<[String]>([])

  public init() {}

  public func add(_ text: String) {
    texts.withLock { if !$0.contains(text) { $0.append(text) } }
  }

  /// The warnings in alphabetical order, so that they do not depend on the workers.
  public var all: [String] { texts.withLock { $0.sorted() } }
}
