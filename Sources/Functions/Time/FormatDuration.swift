import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `formatDuration(field)`: a duration in words such as 6h30m.
struct FormatDuration: ValueFunction {
  static let output = Parameter<OutputName?>("as", "Field to write; the same when left out.", default: nil)
  static let from = Parameter<Unit>("from", "Unit of the number.", default: .ms)
  static let precision = Parameter<Int>("precision", "How many units to show; 0 for all.", default: 0, bounds: 0...7)

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
      guard let number = NumberText.parse(text).flatMap({ Int64(exactly: $0) }), text.count < 20 else { return false }
      let (total, overflow) = number.multipliedReportingOverflow(by: unit.length)
      if overflow { return false }
      if total == 0 {
        output.append(contentsOf: "0\(unit.name)".utf8)
        return true
      }
      if total < 0 { output.append(UInt8(ascii: "-")) }
      var rest = total.magnitude
      var shown = 0
      for (name, length) in Self.lengths where shown < most {
        let count = rest / UInt64(length)
        rest %= UInt64(length)
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
}
