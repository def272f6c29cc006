import Foundation
import MartletColumns
import MartletDiagnostics
import MartletEngine
import MartletExecution
import MartletIngest
import MartletScenarios
import Synchronization
import Testing

/// What may be passed over unread changes no row: queries over the records of every scenario, as delivered and in other
/// writings that mean the same, with a prefilter and without, in one window and in many.
@Suite struct NativePrefilterTests {
  private static let queries = [
    "eventName=StopInstances", "OperationName=StopInstances", #"OperationName="*/deallocate/action""#,
    "OperationName=/Stop|CreateVolume|disks.insert/", "OperationName=/stopinstances|DISKS/i", "eventName=*Stop*",
    "ActorUserName=*mallory*", "ActorUserName=/MALLORY/i", "user.name=~wildcard(\"*Mallory*\", ignoreCase=true)",
    #"in(OperationName, values=["StopInstances", "StartInstances", "*disks.insert"])"#,
    #"in(eventName, values=["createvolume", "ATTACHVOLUME"], ignoreCase=true)"#,
    "mallory", #""StopInstances""#, "*snap-0*", "/198\\.51\\.100\\.\\d+/",
    "eventName=StopInstances or OperationName=*disks* or ActorUserName=*svc*",
    """
    case { OperationName=StopInstances | kind:="stop"; OperationName=*Volume | kind:="volume";
      ActorUserName=*mallory* | kind:="hers"; }
    """,
    "#event_simpleName=CloudResourceModification OperationName=*Volume*",
    "#event_simpleName=CloudResourceModification ResourceName=*snap*",
    "not OperationName=Describe* | ActorUserName=*a*", "source.ip=198.51.100.*", "error.code=*Unauthorized*",
    "Vendor.protoPayload.methodName=*disks*", "requestParameters.snapshotId=snap*", "event.action=*delete*",
    #"cloud.account.id="111122223333" eventName=/Volume$/"#, #"eventName!=StopInstances eventName=St*"#,
  ]

  /// The text of a record, and its digest where it has no identifier.
  private static let ofWriting: Set = ["@rawstring", "event.id"]
  private static let engine = Engine()
  private static let environment = QueryEnvironment(
    now: 1_767_700_000_000, start: 0, end: nil, hasStart: false, zone: .utc)
  private static let records = ScenarioCatalogue.all.flatMap { $0.records(seed: 11) }

  @Test func `the prefilter changes no row of a query over native records, however they are written`() async {
    let folder = FileManager.default.temporaryDirectory.appending(path: "martlet-native-\(UUID().uuidString)")
    try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    var expected: [String: [[String: String]]] = [:]
    var prefiltered = 0
    for writing in NativeWriting.all {
      let path = folder.appending(path: "records.ndjson").path
      let text = Self.records.map { writing.text(of: $0.body) }.joined(separator: "\n")
      #expect(FileManager.default.createFile(atPath: path, contents: Data(text.utf8)))
      for query in Self.queries {
        let off = await run(query, over: path, usesPrefilter: false)
        let on = await run(query, over: path, usesPrefilter: true)
        prefiltered += on.prefiltered
        expect(on.rows, are: off.rows, "\(query), records \(writing), with a prefilter")
        if writing.escapes && writing.repeats {
          let windows = await run(query, over: path, usesPrefilter: true, window: 700)
          expect(windows.rows, are: off.rows, "\(query), records \(writing), with a prefilter and small windows")
        }
        // Whatever the writing, the records say the same.
        expect(off.rows, are: expected[query] ?? off.rows, "\(query), records \(writing)")
        expected[query] = expected[query] ?? off.rows
      }
    }
    for query in Self.queries {
      let count = expected[query]?.count ?? 0
      #expect(count > 0 && count < Self.records.count * 2, "\(query) tells nothing apart: \(count) rows")
    }
    // Of the four writings two have escapes, which a prefilter passes over only by the member that names the operation.
    #expect(prefiltered > Self.records.count * Self.queries.count / 2)
  }

  /// Says which rows differ first, and in which fields.
  private func expect(_ rows: [[String: String]], are others: [[String: String]], _ what: String) {
    if rows == others { return }
    let row = zip(rows, others).prefix { $0 == $1 }.count
    let (one, two) = (row < rows.count ? rows[row] : [:], row < others.count ? others[row] : [:])
    let fields = Set(one.keys).union(two.keys).filter { one[$0] != two[$0] }.sorted().prefix(4)
    let values = fields.map { "\($0) is '\(one[$0] ?? "")' and not '\(two[$0] ?? "")'" }
    Issue.record("\(what): \(rows.count) rows, not \(others.count); in row \(row) \(values.joined(separator: ", "))")
  }

  /// The rows without what shows how a record was written, or how the run failed.
  private func run(
    _ query: String, over path: String, usesPrefilter: Bool, window: Int? = nil
  ) async -> (rows: [[String: String]], prefiltered: Int) {
    let compiled = Self.engine.compile(query)
    guard compiled.isRunnable else { return ([["error": "\(compiled.diagnostics.map(\.message))"]], 0) }
    var limits = ReadLimits()
    if let window { limits.window = window }
    let rows = Mutex<[[String: String]]>([])
    do throws(ExecutionError) {
      let summary = try await Self.engine.run(
        compiled, over: FileSource(paths: [path], limits: limits), in: Self.environment,
        options: RunOptions(usesPrefilter: usesPrefilter)
      ) { (batch) throws(ExecutionError) in
        let texts = batch.columns.map { $0.asText() }
        for row in 0..<batch.rowCount {
          var fields: [String: String] = [:]
          for (name, text) in zip(batch.names, texts) where !Self.ofWriting.contains(name) {
            fields[name] = text.string(at: row)
          }
          rows.withLock { $0.append(fields) }
        }
        return .more
      }
      return (rows.withLock { $0 }, summary.scan.prefiltered)
    } catch {
      return ([["error": "\(error)"]], 0)
    }
  }
}
