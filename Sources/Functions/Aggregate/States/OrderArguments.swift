import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// Ascending or descending.
enum Direction: String, ChoiceArgument { case asc, desc }

/// How values compare.
enum SortType: String, ChoiceArgument {
  case number, string, hex, any

  var comparison: RowOrder.Comparison {
    switch self {
    case .number: .number
    case .string: .text
    case .hex: .hexadecimal
    case .any: .any
    }
  }
}

extension RowOrder {
  /// The order of fields with directions and types, each a list by position or one for all.
  init(_ fields: [String], directions: [Direction], types: [SortType]) {
    self.init(
      by: fields.enumerated().map { index, field in
        let direction = index < directions.count ? directions[index] : directions.last ?? .desc
        let type = index < types.count ? types[index] : types.last ?? .number
        return Key(field, as: type.comparison, isDescending: direction == .desc)
      })
  }
}

/// LogScale's own numbers of rows (language reference §7.5).
enum RowLimit {
  static let standard = 200
  static let maximum = 200_000

  /// What to say when the limit cut although nobody wrote it.
  static func warning(_ function: String, written: Limit?, _ count: Int?) -> String? {
    guard written == nil, let count else { return nil }
    return "\(function)() kept \(count) rows, LogScale's limit; write limit=max for more"
  }
}
