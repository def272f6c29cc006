import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `beta:repeating(5m)`: marks a live query that a server runs again and again.
struct BetaRepeating: SettingFunction {
  static let interval = Parameter<TimeSpan?>("interval", "Time between runs.", unnamed: true, default: nil)
  static let output = Parameter<String?>("as", "Has no meaning.", default: nil)

  static let spec = FunctionSpec(
    "beta:repeating", in: .metadata, kind: .metadata,
    summary: "Marks a live query that a server runs again and again; a query over stored events stays as it is.",
    parameters: interval, output,
    examples: [
      Example("Events pass", query: "beta:repeating(5m) | count()", events: #"{"a": "1"}"#, yields: #"{"_count": "1"}"#)
    ])

  init(_ arguments: BoundArguments) throws(Diagnostic) {}

  func apply(to environment: inout QueryEnvironment, _ interval: inout Range<Int64>?) {}
}
