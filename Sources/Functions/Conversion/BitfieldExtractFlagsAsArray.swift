import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `bitfield:extractFlagsAsArray(field=…, flagNames=[…])` writes the names of the bits that are set to an array.
struct BitfieldExtractFlagsAsArray: TransformFunction {
  static let field = Parameter<FieldName>("field", "Field that holds the number.")
  static let flagNames = Parameter<FlagNames>("flagNames", "Pairs of a bit, counted from 0, and its name.")
  static let output = Parameter<ArrayName>("asArray", "Array to write.", default: ArrayName(prefix: "_flags"))

  static let spec = FunctionSpec(
    "bitfield:extractFlagsAsArray", in: .conversion, kind: .transform,
    summary: "Writes the names of the bits that are set in a whole number to an array, the lowest bit first.",
    details: ["An array of that name is replaced."],
    parameters: field, flagNames, output,
    examples: [
      Example(
        "Rights", query: #"bitfield:extractFlagsAsArray(field=m, flagNames=[[0, R], [1, W], [2, X]], asArray="p[]")"#,
        events: #"{"m": "5"}"#, yields: #"{"m": "5", "p[0]": "R", "p[1]": "X"}"#),
    ])

  private let field: String
  private let flags: FlagNames
  private let output: ArrayName

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    field = arguments[Self.field].text
    flags = arguments[Self.flagNames]
    output = arguments[Self.output]
  }

  static func effects(of arguments: BoundArguments) -> FieldEffects {
    FieldEffects(reads: .all, writesUnknownFields: true)
  }

  func transform(_ batch: inout Batch, in context: RunContext) throws(ExecutionError) {
    let numbers = batch.text(of: field)
    let old = ArrayField(output.prefix, suffix: output.suffix, in: batch)
    var array = ArrayWriter(output.prefix, suffix: output.suffix)
    for row in 0..<batch.rowCount where batch.mask[row] && numbers.isPresent(row) {
      guard let bits = FlagNames.bits(of: numbers.storage.span.extracting(numbers.range(of: row))) else { continue }
      let names = flags.flags.filter { bits &>> UInt64($0.bit) & 1 == 1 }.map { Array($0.name.utf8) }
      array.replace(old.count(in: row), with: names, in: row)
    }
    array.assign(to: &batch)
  }
}
