import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution
import MartletPatterns

/// `splitString(field, by=…)` cuts a text into the elements of an array.
struct SplitString: TransformFunction {
  static let field = Parameter<FieldName>("field", "Field to cut.", unnamed: true, default: "@rawstring")
  static let by = Parameter<String>("by", "Regex of what stands between the parts, as a text.")
  static let output = Parameter<OutputName>("as", "Array to write, or the field for one part.", default: "_splitstring")
  static let index = Parameter<Int?>("index", "Which part to take alone, from 0; from the end when negative.", default: nil)

  static let spec = FunctionSpec(
    "splitString", in: .string, kind: .transform,
    summary: "Cuts a text into parts.",
    details: [
      "Empty parts at the start and at the end are left out; a text without a separator is one part.",
      "A regex that matches nothing, such as (?=[A-Z]), cuts between characters.",
    ],
    parameters: field, by, output, index,
    examples: [
      Example(
        "Parts of a path", query: #"splitString(path, by="/", as=part) | drop(path)"#, events: #"{"path": "etc/ssh/keys"}"#,
        yields: #"{"part[0]": "etc", "part[1]": "ssh", "part[2]": "keys"}"#),
      Example(
        "The host", query: #"host := splitString(name, by="\\.", index=0)"#, events: #"{"name": "web.example.com"}"#,
        yields: #"{"name": "web.example.com", "host": "web"}"#),
    ])

  private let source: String
  private let pattern: Regex
  private let target: String
  private let part: Int?

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    source = arguments[Self.field].text
    let text = arguments.located(Self.by)
    pattern = try RegexText.compile(text, flags: Located("", at: text.range), captures: .none)
    target = arguments[Self.output].text
    part = arguments[Self.index]
  }

  static func effects(of arguments: BoundArguments) -> FieldEffects {
    FieldEffects(reads: [arguments[field].text], writes: [arguments[output].text], writesUnknownFields: true)
  }

  func transform(_ batch: inout Batch, in context: RunContext) throws(ExecutionError) {
    guard let texts = batch[source]?.asText() else { return }
    var fields = RowFields(rowCount: batch.rowCount)
    var match = pattern.makeMatch()
    let bytes = texts.storage.span
    batch.mask.forEach { row in
      guard texts.isPresent(row) else { return }
      let range = texts.range(of: row)
      let parts = parts(of: bytes.extracting(range), &match).map { Array(texts.storage[(range.lowerBound + $0.lowerBound)..<(range.lowerBound + $0.upperBound)]) }
      if let part {
        let index = part < 0 ? parts.count + part : part
        if parts.indices.contains(index) { fields.set(target, at: row, parts[index]) }
      } else {
        for (index, part) in parts.enumerated() { fields.set("\(target)[\(index)]", at: row, part) }
      }
    }
    try pattern.checkLimit()
    fields.assign(to: &batch)
  }

  private func parts(of text: Span<UInt8>, _ match: inout RegexMatch) -> [Range<Int>] {
    var parts: [Range<Int>] = []
    var start = 0
    var isFound = pattern.firstMatch(in: text, into: &match)
    if !isFound { return [0..<text.count] }
    while isFound {
      if match.range.lowerBound > 0 { parts.append(start..<match.range.lowerBound) }
      start = match.range.upperBound
      isFound = pattern.nextMatch(in: text, after: &match)
    }
    parts.append(start..<text.count)
    while parts.last?.isEmpty == true { parts.removeLast() }
    return parts
  }
}
