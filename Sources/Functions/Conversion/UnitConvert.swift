import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `unit:convert(field)` is a quantity in its base unit, or in another.
struct UnitConvert: ValueFunction {
  static let field = Parameter<FieldName>("field", "Field that holds a number, perhaps with a unit.", unnamed: true)
  static let output = Parameter<OutputName?>("as", "Field to write; the input field when left out.", default: nil)
  static let from = Parameter<String?>("from", "Unit of values that have none.", default: nil)
  static let to = Parameter<String?>("to", "Unit or prefix to convert to; the base unit when left out.", default: nil)
  static let unit = Parameter<String?>(
    "unit", "Base unit that values have, for one that starts like a prefix, such as hits.", default: nil)
  static let binary = Parameter<Bool>("binary", "Whether k, M, G and so on are powers of 1024.", default: false)
  static let keepUnit = Parameter<Bool>("keepUnit", "Whether the unit is written after the number.", default: false)

  static let spec = FunctionSpec(
    "unit:convert", in: .conversion, kind: .transform,
    summary: "Converts a quantity with a unit to a plain number, or to another unit.",
    details: [
      "Prefixes are those from y to Y, and Ki to Yi for powers of 1024.",
      "Rates such as MB/min become rates per second.",
      "A value that is no quantity stays as it is.",
    ],
    parameters: field, output, from, to, unit, binary, keepUnit,
    examples: [
      Example(
        "Bytes", query: "bytes := unit:convert(size)", events: #"{"size": "1.5 kB"} {"size": "2 KiB"}"#,
        yields: #"{"size": "1.5 kB", "bytes": "1500"} {"size": "2 KiB", "bytes": "2048"}"#),
      Example(
        "Milliseconds to seconds", query: #"unit:convert(took, from="ms", to="s")"#, events: #"{"took": "3500"}"#,
        yields: #"{"took": "3.5"}"#),
      Example(
        "A rate", query: #"unit:convert(rate, unit="hits")"#, events: #"{"rate": "90 hits/min"} {"rate": "many"}"#,
        yields: #"{"rate": "1.5"} {"rate": "many"}"#),
    ])

  private let call: TextCall
  private let source: Magnitude?
  private let goal: Magnitude?
  private let goalText: String?
  private let base: String?
  private let isBinary: Bool
  private let keepsUnit: Bool

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    call = TextCall(arguments, field: Self.field, output: Self.output)
    base = arguments[Self.unit]
    isBinary = arguments[Self.binary]
    keepsUnit = arguments[Self.keepUnit]
    goalText = arguments[Self.to]
    source = try Self.magnitude(arguments.located(Self.from), base: base, isBinary: isBinary)
    goal = try Self.magnitude(arguments.located(Self.to), base: base, isBinary: isBinary)
  }

  /// The unit an argument names: it may be a prefix alone, also where the base unit is known.
  private static func magnitude(_ argument: Located<String?>, base: String?, isBinary: Bool) throws(Diagnostic)
    -> Magnitude?
  {
    guard let text = argument.value else { return nil }
    let known = base.flatMap { Magnitude(text, base: $0, isBinary: isBinary) }
    guard let magnitude = known ?? Magnitude(text, base: nil, isBinary: isBinary) else {
      throw .noUnit(text, at: argument.range)
    }
    return magnitude
  }

  var target: String { call.target }

  func evaluate(_ batch: Batch, in context: RunContext) throws(ExecutionError) -> Column? {
    call.map(batch) { text, output in convert(text, to: &output) }
  }

  private func convert(_ text: Span<UInt8>, to output: inout [UInt8]) -> Bool {
    var end = 0
    while end < text.count, text[end] &- UInt8(ascii: "0") < 10 || "+-.".utf8.contains(text[end]) { end += 1 }
    // An exponent belongs to the number when digits follow it, and is a prefix otherwise.
    if end + 1 < text.count, text[end] | 0x20 == UInt8(ascii: "e") {
      var digits = end + 1
      if "+-".utf8.contains(text[digits]) { digits += 1 }
      let first = digits
      while digits < text.count, text[digits] &- UInt8(ascii: "0") < 10 { digits += 1 }
      if digits > first { end = digits }
    }
    guard let number = NumberText.parse(text.extracting(0..<end)) else { return false }
    while end < text.count, text[end] == UInt8(ascii: " ") { end += 1 }
    let written = Graphemes.string(text.extracting(end..<text.count))
    var magnitude: Magnitude?
    if written.isEmpty {
      magnitude = source
    } else {
      magnitude = Magnitude(written, base: base, isBinary: isBinary)
      if magnitude == nil { return false }
    }
    var value = number * (magnitude?.multiplier ?? 1) / (magnitude?.divisor ?? 1)
    if let goal {
      if let unit = magnitude?.base, !unit.isEmpty, !goal.base.isEmpty, unit != goal.base { return false }
      value = value * goal.divisor / goal.multiplier
    }
    guard NumberText.append(value, to: &output) else { return false }
    let normal = magnitude.map { $0.base + ($0.isRate ? "/s" : "") } ?? ""
    // A prefix alone goes before the unit the value has.
    let unit = goal?.base.isEmpty == true ? (goalText ?? "") + normal : goalText ?? normal
    if keepsUnit, !unit.isEmpty { output.append(contentsOf: " \(unit)".utf8) }
    return true
  }
}

extension Diagnostic {
  fileprivate static func noUnit(_ text: String, at range: SourceRange) -> Self {
    Diagnostic(
      "bad-unit", "'\(text)' is no unit", at: range,
      help: "Write a prefix, a unit or a rate, such as 'M', 'MiB', 'ms' or 'kB/s'.")
  }
}
