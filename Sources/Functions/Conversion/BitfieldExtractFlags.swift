import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `bitfield:extractFlags(field=…, output=[[bit, name], …])` writes a field for each named bit of a number.
struct BitfieldExtractFlags: TransformFunction {
  static let field = Parameter<FieldName>("field", "Field that holds the number.")
  static let output = Parameter<FlagNames>("output", "Pairs of a bit, counted from 0, and the field to write.")
  static let onlyTrue = Parameter<Bool>("onlyTrue", "Whether only the bits that are set get a field.", default: false)

  static let spec = FunctionSpec(
    "bitfield:extractFlags", in: .conversion, kind: .transform,
    summary: "Writes true or false for each named bit of a whole number.",
    details: ["Bit 0 is the lowest; of numbers with more than 64 bits the lowest 64 count."],
    parameters: field, output, onlyTrue,
    examples: [
      Example(
        "Access bits", query: "bitfield:extractFlags(field=mask, output=[[0, read], [1, write]])",
        events: #"{"mask": "2"} {"mask": "none"}"#,
        yields: #"{"mask": "2", "read": "false", "write": "true"} {"mask": "none"}"#),
    ])

  private let field: String
  private let flags: FlagNames
  private let onlyTrue: Bool

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    field = arguments[Self.field].text
    flags = arguments[Self.output]
    onlyTrue = arguments[Self.onlyTrue]
  }

  static func effects(of arguments: BoundArguments) -> FieldEffects {
    FieldEffects(reads: [arguments[field].text], writes: arguments[output].flags.map(\.name))
  }

  func transform(_ batch: inout Batch, in context: RunContext) throws(ExecutionError) {
    guard let column = batch[field] else { return }
    for (bit, name) in flags.flags {
      let onlyTrue = onlyTrue
      let value = column.mapText(in: batch.mask) { text, output in
        guard let bits = FlagNames.bits(of: text) else { return false }
        let isSet = bits &>> UInt64(bit) & 1 == 1
        output.append(contentsOf: (isSet ? "true" : "false").utf8)
        return isSet || !onlyTrue
      }
      batch.assign(value, to: name)
    }
  }
}
