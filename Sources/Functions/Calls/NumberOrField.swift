import MartletCatalog
import MartletColumns
import MartletDiagnostics

/// An argument that is a number, or the field that holds one.
enum NumberOrField: ArgumentValue {
  case number(Double)
  case field(String)

  static var typeName: String { "number or field" }

  init(_ literal: Located<Literal>) throws(Diagnostic) {
    // Words such as inf are names: no number of the language is written so.
    if case .word(let name) = literal.value, !(Double(name)?.isFinite ?? false) {
      self = .field(name)
    } else {
      self = .number(try Double(literal))
    }
  }

  var sourceText: String? {
    switch self {
    case .number(let number): number.sourceText
    case .field(let name): name
    }
  }

  /// The field it reads, if it does.
  var fieldsRead: [String] {
    if case .field(let name) = self { [name] } else { [] }
  }

  /// The number of each row; of a field that is missing or holds none there is none.
  func numbers(in batch: Batch) -> (Int) -> Double? {
    switch self {
    case .number(let number): return { _ in number }
    case .field(let name):
      let numbers = batch.numbers(of: name)
      return { numbers.isPresent($0) ? numbers.values[$0] : nil }
    }
  }
}
