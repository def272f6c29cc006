public import ArgumentParser
import Foundation
import MartletColumns
import MartletEngine
import MartletExecution
import MartletIngest

extension InputFormat: ExpressibleByArgument {}
extension ScanRequest.View: ExpressibleByArgument {}

/// What is read, over which time, and by which clock.
struct InputOptions: ParsableArguments {
  @Option(help: "What the input holds: auto, cloudtrail, azure, gcp, ndjson, csv or text.")
  var inputFormat = InputFormat.auto

  @Option(help: "How records become events: records, resources or native; the query decides by itself otherwise.")
  var view: ScanRequest.View?

  @Option(help: ArgumentHelp("Look at events from this time on: 7d, now@d, ISO 8601 or epoch milliseconds.", valueName: "time"))
  var start: String?

  @Option(help: ArgumentHelp("Look at events before this time.", valueName: "time"))
  var end: String?

  @Option(help: ArgumentHelp("Take this as the present time.", valueName: "instant"))
  var now: String?

  @Option(help: ArgumentHelp("The time zone of the query.", valueName: "zone"))
  var timezone = "UTC"

  @Option(help: ArgumentHelp("The folder lookup files are read from.", valueName: "folder"))
  var lookups: String?

  @Option(help: ArgumentHelp("A MaxMind database for ipLocation(), asn() and worldMap(); may be given several times.", valueName: "file"))
  var mmdb: [String] = []

  @Option(help: ArgumentHelp("A file of indicators, in CSV or JSON, for ioc:lookup().", valueName: "file"))
  var indicators: String?

  @Flag(help: "Let reverseDns() ask the network.")
  var allowNetwork = false

  @Option(help: ArgumentHelp("A secret for hashRewrite() and hashMatch(), by its name.", valueName: "name=secret"))
  var salt: [String] = []

  @Flag(help: "Apply LogScale's own limits, and name each that bit.")
  var compatLimits = false

  @Option(help: ArgumentHelp("How many threads to use; all cores otherwise.", valueName: "count"))
  var threads: Int?

  @Option(
    help: ArgumentHelp(
      "The most memory for what a query must hold, such as 512M or 2G; three quarters of what is free otherwise.",
      valueName: "size"))
  var memory: String?

  func validate() throws {
    if let threads, !(1...1024).contains(threads) { throw ValidationError("--threads takes a number from 1 to 1024") }
    if let memory, Self.bytes(memory) == nil { throw ValidationError("--memory takes a size such as 512M or 2G, not '\(memory)'") }
    guard let zone = TimeZoneRules.named(timezone) else {
      throw ValidationError("there is no time zone '\(timezone)'; write a name such as Europe/Copenhagen, or +02:00")
    }
    let clock = try Self.clock(now, zone)
    for (option, text) in [("--start", start), ("--end", end)] {
      if let text, TimePoint(text)?.instant(now: clock, zone: zone) == nil {
        throw ValidationError("\(option) takes 7d, now@d, ISO 8601 or epoch milliseconds, not '\(text)'")
      }
    }
    if let start, let end, let first = TimePoint(start)?.instant(now: clock, zone: zone),
      let last = TimePoint(end)?.instant(now: clock, zone: zone), first >= last
    {
      throw ValidationError("--start '\(start)' is not before --end '\(end)': no event can lie between them")
    }
    for salt in salt where !salt.contains("=") { throw ValidationError("--salt takes name=secret, not '\(salt)'") }
    if let indicators, !FileManager.default.isReadableFile(atPath: indicators) {
      throw ValidationError("the file '\(indicators)' of --indicators cannot be read")
    }
    if let lookups, !FileManager.default.fileExists(atPath: lookups) {
      throw ValidationError("there is no folder '\(lookups)' for --lookups")
    }
  }

  private static func clock(_ text: String?, _ zone: TimeZoneRules) throws -> Int64 {
    let present = Int64(Date().timeIntervalSince1970 * 1000)
    guard let text else { return present }
    guard let now = TimePoint(text)?.instant(now: present, zone: zone) else {
      throw ValidationError("--now takes an instant such as 2026-01-05T09:00:00Z, not '\(text)'")
    }
    return now
  }

  /// The world the query runs in, and the interval it looks at.
  func environment() throws -> (environment: QueryEnvironment, interval: Range<Int64>?) {
    let zone = TimeZoneRules.named(timezone) ?? .utc
    let clock = try Self.clock(now, zone)
    let first = start.flatMap { TimePoint($0)?.instant(now: clock, zone: zone) }
    let last = end.flatMap { TimePoint($0)?.instant(now: clock, zone: zone) }
    let folder = lookups
    var environment = QueryEnvironment(
      now: clock, start: first ?? 0, end: last ?? clock, hasStart: first != nil, zone: zone, appliesLimits: compatLimits,
      findZone: { TimeZoneRules.named($0) },
      readLookup: { (name) throws(ExecutionError) in try Self.readLookup(name, below: folder) },
      memoryBudget: MemoryBudget(limit: memoryLimit))
    try addOutsideData(to: &environment)
    var interval: Range<Int64>?
    if first != nil || last != nil {
      let low = first ?? .min
      interval = low..<max(low, last ?? .max)
    }
    return (environment, interval)
  }

  /// Opens what functions may ask besides the events.
  private func addOutsideData(to environment: inout QueryEnvironment) throws {
    if !mmdb.isEmpty {
      let databases = try mmdb.map { path in
        do throws(AddressDatabase.Failure) {
          return try AddressDatabase(path: path)
        } catch {
          throw ValidationError("the database '\(path)' of --mmdb cannot be read: \(error.message)")
        }
      }
      environment.locate = { address in
        var entry: AddressDatabase.Entry?
        for database in databases { database.lookUp(address, into: &entry) }
        return entry.map { AddressPlace($0) }
      }
    }
    if let indicators {
      environment.indicators = { () throws(ExecutionError) in
        guard let data = FileManager.default.contents(atPath: indicators) else {
          throw .unavailable("the indicator file '\(indicators)' cannot be read")
        }
        return (indicators, Array(data))
      }
    }
    if allowNetwork { environment.resolve = { HostName.of($0) } }
    for text in salt {
      let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      environment.salts[String(parts[0])] = String(parts[1])
    }
  }

  /// What was asked for, or so much that reading has room beside it.
  private var memoryLimit: Int { memory.flatMap(Self.bytes) ?? AvailableMemory.bytes / 4 * 3 }

  /// What readers may hold beside it: records that wait for other phases go to a file earlier when there is little.
  func readLimits(within budget: MemoryBudget) -> ReadLimits {
    var limits = ReadLimits()
    limits.phases = min(limits.phases, max(budget.limit / 4, 1 << 20))
    return limits
  }

  func runOptions(interval: Range<Int64>?) -> RunOptions {
    RunOptions(
      workers: threads ?? ProcessInfo.processInfo.activeProcessorCount, interval: interval, view: view)
  }

  /// The lookup file of a query, from the folder of `--lookups`.
  static func readLookup(_ name: String, below folder: String?) throws(ExecutionError) -> [UInt8] {
    guard let folder else {
      throw .unavailable("the lookup file '\(name)' is needed; name its folder with --lookups")
    }
    guard !name.hasPrefix("/"), !name.split(separator: "/").contains("..") else {
      throw .unavailable("the lookup file '\(name)' lies outside the folder of --lookups")
    }
    let url = URL(filePath: folder).appending(path: name)
    guard let data = try? Data(contentsOf: url) else {
      throw .unavailable("there is no lookup file '\(name)' in '\(folder)'")
    }
    return Array(data)
  }

  /// `512M`, `2G`, `65536`: powers of 1,024.
  private static func bytes(_ text: String) -> Int? {
    let digits = text.prefix { $0.isNumber }
    guard let number = Int(digits), number > 0 else { return nil }
    let factor: Int
    switch text.dropFirst(digits.count).uppercased() {
    case "": factor = 1
    case "K", "KB", "KIB": factor = 1 << 10
    case "M", "MB", "MIB": factor = 1 << 20
    case "G", "GB", "GIB": factor = 1 << 30
    default: return nil
    }
    let (bytes, overflow) = number.multipliedReportingOverflow(by: factor)
    return overflow ? nil : bytes
  }
}

extension AddressPlace {
  init(_ entry: AddressDatabase.Entry) {
    self.init(
      country: entry.country, city: entry.city, latitude: entry.latitude, longitude: entry.longitude,
      systemNumber: entry.systemNumber, organisation: entry.organisation)
  }
}
