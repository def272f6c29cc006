import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `formatDuration(field)`: a duration in words such as 6h30m.
struct FormatDuration: ValueFunction {
  static let output = Parameter<OutputName?>("as", "Field to write; the same when left out.", default: nil)
  static let from = Parameter<Unit>("from", "Unit of the number.", default: .ms)
  static let precision = Parameter<Int>("precision", "How many units to show; 0 for all.", default: 0, bounds: 0...1e15)

  enum Unit: String, ChoiceArgument { case d, h, m, ms, ns, s, us }

  static let spec = FunctionSpec(
    "formatDuration", in: .time, kind: .transform,
    summary: "Writes a duration with its units, the largest first.",
    details: ["Units that are zero are left out; precision cuts the small ones off.", "What is no whole number stays as it is."],
    parameters: TextCall.field, output, from, precision,
    examples: [
      Example(
        "A pause", query: "formatDuration(pause, precision=2)", events: #"{"pause": "45296789"}"#,
        yields: #"{"pause": "12h34m"}"#)
    ])

  /// Units with their length in nanoseconds, the longest first.
  private static let lengths: [(name: String, length: Int64)] = [
    ("d", 86_400_000_000_000), ("h", 3_600_000_000_000), ("m", 60_000_000_000), ("s", 1_000_000_000), ("ms", 1_000_000),
    ("us", 1000), ("ns", 1),
  ]

  private let call: TextCall
  private let unit: (name: String, length: Int64)
  private let most: Int

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    call = TextCall(arguments, output: Self.output)
    let name = arguments[Self.from].rawValue
    unit = Self.lengths.first { $0.name == name } ?? Self.lengths[4]
    most = arguments[Self.precision] == 0 ? Self.lengths.count : arguments[Self.precision]
  }

  var target: String { call.target }

  func evaluate(_ batch: Batch, in context: RunContext) throws(ExecutionError) -> Column? {
    let (unit, most) = (unit, most)
    return call.map(batch) { text, output in
      guard let number = Self.whole(text) else { return false }
      // Nanoseconds of 292 years fill 64 bits.
      let total = Int128(number) * Int128(unit.length)
      if total == 0 {
        output.append(contentsOf: "0\(unit.name)".utf8)
        return true
      }
      if total < 0 { output.append(UInt8(ascii: "-")) }
      var rest = total.magnitude
      var shown = 0
      for (name, length) in Self.lengths where shown < most {
        let count = rest / UInt128(length)
        rest %= UInt128(length)
        if count == 0 {
          if shown > 0 { shown += 1 }
          continue
        }
        output.append(contentsOf: "\(count)\(name)".utf8)
        shown += 1
      }
      return true
    }
  }

  /// A whole number in all its digits, or in a form such as 1e3.
  private static func whole(_ text: Span<UInt8>) -> Int64? {
    var number: Int64 = 0
    let isNegative = text.count > 1 && text[0] == UInt8(ascii: "-")
    for index in (isNegative ? 1 : 0)..<text.count {
      guard text[index] &- 0x30 < 10 else { return NumberText.parse(text).flatMap { Int64(exactly: $0) } }
      let (tens, overflow) = number.multipliedReportingOverflow(by: 10)
      let (sum, isTooLarge) = tens.subtractingReportingOverflow(Int64(text[index] &- 0x30))
      if overflow || isTooLarge { return nil }
      number = sum
    }
    // Negative while it is read: the smallest number has no positive counterpart.
    return text.isEmpty || (!isNegative && number == .min) ? nil : isNegative ? number : -number
  }
}
