import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution
import MartletPatterns

/// `array:regex("name[]", regex=…)` keeps events in which an element matches a regex.
struct ArrayRegex: FilterFunction {
  static let array = Parameter<ArrayName>("array", "Array to look in, written name[].", unnamed: true)
  static let regex = Parameter<String>("regex", "Regex, as a text.")
  static let flags = Parameter<String>("flags", "Letters i, m, d and F.", default: "")

  static let spec = FunctionSpec(
    "array:regex", in: .array, kind: .filter,
    summary: "Keeps events in which an element of an array contains a match of a regex.",
    parameters: array, regex, flags,
    examples: [
      Example(
        "Some host of ours", query: #"array:regex("host[]", regex="example\\.com$")"#,
        events: #"{"host[0]": "a.example.com"} {"host[0]": "b.example.org"}"#, yields: #"{"host[0]": "a.example.com"}"#)
    ])

  private let array: ArrayName
  private let pattern: Regex

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    array = arguments[Self.array]
    pattern = try RegexText.compile(arguments.located(Self.regex), flags: arguments.located(Self.flags), captures: .none)
  }

  static func effects(of arguments: BoundArguments) -> FieldEffects { arguments.arrayEffects }

  func narrow(_ batch: inout Batch, in context: RunContext) throws(ExecutionError) {
    let whole = try batch.withArrays()
    let reader = ArrayField(array, of: whole)
    batch.mask.keep { row in
      var isFound = false
      reader.forEach(row) { element in
        isFound = pattern.matches(element)
        return !isFound
      }
      return isFound
    }
    try pattern.checkLimit()
  }
}
