import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `parseInt(field)` is the number behind hexadecimal digits, or digits to another base.
struct ParseInt: ValueFunction {
  static let radix = Parameter<Int>("radix", "Base of the digits.", default: 16, bounds: 2...36)
  static let endian = Parameter<Endian>("endian", "Which pair of digits comes first.", default: .big)
  static let output = Parameter<OutputName?>("as", "Field to write; the input field when left out.", default: nil)

  static let spec = FunctionSpec(
    "parseInt", in: .conversion, kind: .transform,
    summary: "Reads digits to base 16, or to another base, as a whole number.",
    details: [
      "The base is 16 unless radix says otherwise; 0x or 16# may stand in front.",
      "With endian=little the pairs of digits come in reverse.",
      "A text that is no such number, or needs more than 64 bits, has no result.",
    ],
    parameters: TextCall.field, output, radix, endian,
    examples: [
      Example(
        "A process id", query: "pid := parseInt(hex)", events: #"{"hex": "0x1f4"} {"hex": "pid"}"#,
        yields: #"{"hex": "0x1f4", "pid": "500"} {"hex": "pid"}"#),
      Example(
        "File modes", query: "parseInt(mode, radix=8)", events: #"{"mode": "755"}"#, yields: #"{"mode": "493"}"#),
    ])

  /// Which pair of digits comes first.
  enum Endian: String, ChoiceArgument { case big, little }

  private let call: TextCall
  private let radix: Int
  private let endian: Endian

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    call = TextCall(arguments, output: Self.output)
    radix = arguments[Self.radix]
    endian = arguments[Self.endian]
  }

  var target: String { call.target }

  func evaluate(_ batch: Batch, in context: RunContext) throws(ExecutionError) -> Column? {
    let radix = radix
    let endian = endian
    return call.map(batch) { text, output in
      let start = RadixPrefix.length(in: text, radix: radix)
      guard let number = Self.number(text.extracting(start..<text.count), radix: radix, endian: endian) else {
        return false
      }
      output.append(contentsOf: String(number).utf8)
      return true
    }
  }

  private static func number(_ text: Span<UInt8>, radix: Int, endian: Endian) -> UInt64? {
    guard !text.isEmpty else { return nil }
    var digits: [UInt8] = []
    for index in text.indices { digits.append(text[index]) }
    if endian == .little {
      if digits.count % 2 == 1 { digits.insert(UInt8(ascii: "0"), at: 0) }
      digits.reverse()
      for pair in stride(from: 0, to: digits.count, by: 2) { digits.swapAt(pair, pair + 1) }
    }
    var number: UInt64 = 0
    for byte in digits {
      guard let digit = value(of: byte), digit < radix else { return nil }
      let (scaled, overflow) = number.multipliedReportingOverflow(by: UInt64(radix))
      let (sum, carry) = scaled.addingReportingOverflow(UInt64(digit))
      if overflow || carry { return nil }
      number = sum
    }
    return number
  }

  private static func value(of digit: UInt8) -> Int? {
    switch digit {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): Int(digit) - 48
    case UInt8(ascii: "a")...UInt8(ascii: "z"): Int(digit) - 87
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): Int(digit) - 55
    default: nil
    }
  }
}
