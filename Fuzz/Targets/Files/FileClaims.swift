import FuzzReading
import FuzzSupport
import MartletColumns
import MartletIngest

/// What must hold of the bytes of any file: reading ends, within its limits; compression and envelopes change nothing;
/// and what is damaged is told.
struct FileClaims {
  private static let file = MemoryFile()
  private static let fields = ["a", "b.c", "OperationName", "event.id", "@rawstring"]

  private enum Attempt: CaseIterable {
    /// The content is the file, whatever it holds.
    case raw
    case wrapped
    case cutOff
    case damaged
  }

  private let attempt: Attempt
  private let wrapping: Wrapping
  private let detail: (Int, Int)
  private let content: [UInt8]

  init(_ input: inout FuzzInput) {
    attempt = Attempt.allCases[input.choice(below: Attempt.allCases.count)]
    wrapping = Wrapping.allCases[input.choice(below: Wrapping.allCases.count)]
    detail = (input.choice(below: 256), input.choice(below: 256))
    content = input.rest
  }

  private func read(_ bytes: [UInt8], _ change: (inout ReadLimits) -> Void = { _ in }) -> Rows {
    Self.file.write(bytes)
    var limits = ReadLimits()
    (limits.window, limits.inflated) = (32 << 10, 64 << 10)
    change(&limits)
    return Rows(FileSource(paths: [Self.file.path], limits: limits), ScanRequest(fields: Self.fields, batchSize: 64))
  }

  /// Whether NUL bytes told that there is no text: how much was read before them depends on the windows.
  private func isBinary(_ rows: Rows...) -> Bool {
    rows.contains { $0.report.problems.contains { $0.message.contains("binary") } }
  }

  /// Whether compressed data was damaged.
  private func isDamaged(_ rows: Rows) -> Bool {
    rows.report.problems.contains { $0.message.contains("compressed data is damaged") }
  }

  func check() {
    switch attempt {
    case .raw: checkRaw()
    case .wrapped: checkWrapped()
    case .cutOff: checkCutOff()
    case .damaged: checkDamaged()
    }
  }

  /// Windows and the way of decompression change nothing; tight limits lose records only where they say so.
  private func checkRaw() {
    let whole = read(content)
    let streamed = read(content) { ($0.window, $0.inflated) = (64 + 8 * detail.0, 0) }
    if isBinary(whole, streamed) { return }
    if isDamaged(whole), isDamaged(streamed) {
      // How much came out before the damage depends on how much was asked for at once.
      let common = zip(whole.values, streamed.values).prefix { $0 == $1 }.count
      return claim(
        common + 1 >= min(whole.values.count, streamed.values.count),
        "before the damage it gives \(streamed.text), at once \(whole.text)")
    }
    // Envelopes decode within the same limit, so only files without them can be compared.
    if whole.report.skippedRecords == streamed.report.skippedRecords {
      claim(streamed.values == whole.values, "streamed it gives \(streamed.text), at once \(whole.text)")
    }
    let tight = read(content) { ($0.window, $0.record, $0.inflated) = (64, 64 + detail.1, 128) }
    if tight.values.count < whole.values.count {
      claim(!tight.report.problems.isEmpty, "records that are longer than the limit go without a word")
    }
  }

  private func checkWrapped() {
    // Compressed twice it is no text.
    if [[0x1F, 0x8B], [0x28, 0xB5, 0x2F, 0xFD]].contains(where: { content.starts(with: $0) }) { return }
    let plain = read(content)
    let other = read(wrapping.wrapped(content)) { $0.window = 64 + 8 * detail.0 }
    if isBinary(plain, other) { return }
    switch wrapping {
    case .plain, .gzip, .twoMembers, .zstd:
      claim(other.values == plain.values, "compressed it gives \(other.text), as it is \(plain.text)")
      claim(other.report.skippedRecords == plain.report.skippedRecords, "compressed it has other problems")
    case .cloudWatch, .pubSub:
      // A binary content ends a file before its first record, and an envelope after the whole ones.
      guard plain.report.problems.isEmpty, other.report.problems.isEmpty else { return }
      claim(
        other.values.map { $0.dropLast() } == plain.values.map { $0.dropLast() },
        "in an envelope it gives \(other.text), as it is \(plain.text)")
    case .records: break
    }
  }

  /// A file that ends early gives what came before, and a problem.
  private func checkCutOff() {
    let bytes = wrapping.wrapped(content)
    let kept = bytes.count * (detail.0 << 8 | detail.1) / 65_536
    let whole = read(bytes)
    let part = read(Array(bytes[..<kept]))
    if isBinary(whole, part) || !whole.report.problems.isEmpty { return }
    switch wrapping {
    case .gzip, .twoMembers, .zstd:
      // Too short to be known as compressed, or cut between two members.
      guard kept >= 4, wrapping != .twoMembers || kept != Wrapping.gzip(Array(content[..<(content.count / 2)])).count
      else { return }
      claim(!part.report.problems.isEmpty, "nobody says that the file is cut off at \(kept) of \(bytes.count)")
      let common = zip(part.values, whole.values).prefix { $0 == $1 }.count
      claim(
        common + 1 >= part.values.count, "what came before the cut is \(part.text), in the whole file \(whole.text)")
    default: break
    }
  }

  /// A changed bit is noticed, or changes nothing.
  private func checkDamaged() {
    guard wrapping == .gzip || wrapping == .twoMembers else { return }
    var bytes = wrapping.wrapped(content)
    let place = bytes.count * (detail.0 << 3 | detail.1 >> 5) / 2048
    let whole = read(bytes)
    bytes[place] ^= 1 << UInt8(detail.1 & 7)
    let other = read(bytes)
    // Without the two bytes that tell, it is another file.
    guard place >= 2, !isBinary(whole), other.report.problems.isEmpty else { return }
    claim(
      other.values == whole.values,
      "byte \(place) of \(bytes.count) is damaged, and the rows are \(other.text), not \(whole.text)")
  }
}
