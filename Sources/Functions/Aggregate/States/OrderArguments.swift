import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// Ascending or descending, however much of the word is written: published queries say `ascending` and `des`.
enum Direction: String, ChoiceArgument {
  case asc, desc

  init(_ literal: Located<Literal>) throws(Diagnostic) {
    let text = literal.value.text?.lowercased() ?? ""
    if text.hasPrefix("asc") {
      self = .asc
    } else if text.hasPrefix("des") {
      self = .desc
    } else if case .unknownParameter = literal.value {
      self = .desc
    } else {
      throw .unknownDirection(text, at: literal.range)
    }
  }
}

extension Diagnostic {
  fileprivate static func unknownDirection(_ text: String, at range: SourceRange) -> Self {
    Diagnostic(
      "unknown-choice", "'\(text)' is none of 'asc' or 'desc'", at: range, help: "Write asc for the smallest first, or desc.")
  }
}

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
    guard let count else { return nil }
    switch written {
    case nil: return "\(function)() kept \(count) rows, LogScale's limit; write limit=max for more"
    case .max: return "\(function)() kept \(count) rows, the most that LogScale's limit=max stands for"
    case .count: return nil
    }
  }
}
