import Dispatch
import MartletColumns
import Synchronization

/// One line on standard error that tells how much was read, while a run takes longer than a second.
///
/// It is drawn only where it disturbs nothing: standard error is a terminal, and standard output, to which rows may be
/// written meanwhile, is none or gets its rows at the end.
final class Progress: Sendable {
  private struct State {
    var scan: (any Scan)?
    var hasDrawn = false
  }

  private let state = Mutex(State())

  /// The same source, watched.
  func watching(_ source: any BatchSource) -> some BatchSource {
    WatchedSource(source: source, progress: self)
  }

  /// Runs `body` and draws meanwhile, where `isShown`; the line is gone when it returns.
  func whileRunning<Value: Sendable>(isShown: Bool, _ body: () async -> Value) async -> Value {
    guard isShown else { return await body() }
    let timer = DispatchSource.makeTimerSource(queue: .global())
    timer.schedule(deadline: .now() + 1, repeating: 0.25)
    timer.setEventHandler { self.draw() }
    timer.resume()
    let value = await body()
    timer.cancel()
    state.withLock { state in
      if state.hasDrawn { Messages.write("\r\u{1B}[K") }
      state = State()
    }
    return value
  }

  static func line(_ report: ScanReport) -> String {
    let megabytes = report.decompressedBytes / 1_000_000
    return "martlet: \(report.files) files, \(megabytes) MB, \(report.records) records read"
  }

  private func draw() {
    state.withLock { state in
      guard let scan = state.scan else { return }
      state.hasDrawn = true
      Messages.write("\r\u{1B}[K" + Self.line(scan.report))
    }
  }

  private struct WatchedSource: BatchSource {
    var source: any BatchSource
    var progress: Progress

    func scan(_ request: ScanRequest) -> any Scan {
      let scan = source.scan(request)
      progress.state.withLock { $0.scan = scan }
      return scan
    }
  }
}
