import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// Filters that compare two texts of a row.
enum TextPair {
  /// Keeps the living rows that have both values and pass.
  static func keep(
    in batch: inout Batch, _ left: ExpressionReference, _ right: ExpressionReference, _ context: RunContext,
    where passes: (Span<UInt8>, Span<UInt8>) -> Bool
  ) throws(ExecutionError) {
    guard let first = try context.value(of: left, in: batch)?.asText(),
      let second = try context.value(of: right, in: batch)?.asText()
    else { return batch.dropAll() }
    let firstBytes = first.storage.span
    let secondBytes = second.storage.span
    batch.mask.keep { row in
      first.isPresent(row) && second.isPresent(row)
        && passes(firstBytes.extracting(first.range(of: row)), secondBytes.extracting(second.range(of: row)))
    }
  }

  static func occurs(_ part: Span<UInt8>, _ text: Span<UInt8>) -> Bool {
    guard part.count <= text.count else { return false }
    var offset = 0
    while offset <= text.count - part.count {
      if stands(part, text, offset) { return true }
      offset += 1
    }
    return false
  }

  static func start(_ part: Span<UInt8>, _ text: Span<UInt8>) -> Bool {
    part.count <= text.count && stands(part, text, 0)
  }

  static func end(_ part: Span<UInt8>, _ text: Span<UInt8>) -> Bool {
    part.count <= text.count && stands(part, text, text.count - part.count)
  }

  private static func stands(_ part: Span<UInt8>, _ text: Span<UInt8>, _ offset: Int) -> Bool {
    for index in part.indices where part[index] != text[offset + index] { return false }
    return true
  }
}
