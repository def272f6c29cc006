import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `bitfield:extractFlagsAsString(field=…, flagNames=[…])` is the names of the bits that are set, in one text.
struct BitfieldExtractFlagsAsString: ValueFunction {
  static let field = Parameter<FieldName>("field", "Field that holds the number.")
  static let flagNames = Parameter<FlagNames>("flagNames", "Pairs of a bit, counted from 0, and its name.")
  static let separator = Parameter<String>("separator", "Text between names.", default: " ")
  static let output = Parameter<OutputName>("as", "Field to write.", default: "_flags")

  static let spec = FunctionSpec(
    "bitfield:extractFlagsAsString", in: .conversion, kind: .transform,
    summary: "Writes the names of the bits that are set in a whole number, the lowest bit first.",
    details: ["When no named bit is set the result is an empty text."],
    parameters: field, flagNames, separator, output,
    examples: [
      Example(
        "TCP flags",
        query: #"bitfield:extractFlagsAsString(field=tcp, flagNames=[[1, SYN], [4, ACK]], separator="+")"#,
        events: #"{"tcp": "18"} {"tcp": "0"}"#, yields: #"{"tcp": "18", "_flags": "SYN+ACK"} {"tcp": "0", "_flags": ""}"#),
    ])

  private let field: String
  private let flags: FlagNames
  private let separator: String
  let target: String

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    field = arguments[Self.field].text
    flags = arguments[Self.flagNames]
    separator = arguments[Self.separator]
    target = arguments[Self.output].text
  }

  func evaluate(_ batch: Batch, in context: RunContext) throws(ExecutionError) -> Column? {
    batch[field]?.mapText(in: batch.mask) { text, output in
      guard let bits = FlagNames.bits(of: text) else { return false }
      var isFirst = true
      for (bit, name) in flags.flags where bits &>> UInt64(bit) & 1 == 1 {
        if !isFirst { output.append(contentsOf: separator.utf8) }
        output.append(contentsOf: name.utf8)
        isFirst = false
      }
      return true
    }
  }
}
