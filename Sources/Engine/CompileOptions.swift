import MartletPlanning

/// How a query is compiled.
public struct CompileOptions: Sendable {
  /// Accept nothing that LogScale would not.
  public var isStrict: Bool
  /// Only say whether the query is right: parameters, saved queries and files that are not at hand may exist on the
  /// server, and are warnings.
  public var isCheck: Bool
  public var optimizes: Bool
  /// Whether the steps of a run tell what they cost: `RunSummary.profile`.
  public var isProfiled = false
  /// The query is the script of a parser.
  public var isParser = false
  /// The values of `?name`.
  public var parameters: [String: String]
  /// The text of a saved query; `nil` when there is none of that name.
  public var savedQuery: @Sendable (String) -> String?
  /// Where a lookup file was looked for in vain, in words; `nil` when it is at hand, or nobody looks. Asked while checking.
  public var missingLookup: @Sendable (String) -> String? = { _ in nil }

  public init(
    isStrict: Bool = false, isCheck: Bool = false, optimizes: Bool = true, parameters: [String: String] = [:],
    savedQuery: @escaping @Sendable (String) -> String? = { _ in nil }
  ) {
    self.isStrict = isStrict
    self.isCheck = isCheck
    self.optimizes = optimizes
    self.parameters = parameters
    self.savedQuery = savedQuery
  }

  var planOptions: PlanOptions {
    var options = PlanOptions(
      isStrict: isStrict, isCheck: isCheck, optimizes: optimizes, parameters: parameters, savedQuery: savedQuery)
    options.isParser = isParser
    options.missingLookup = missingLookup
    return options
  }
}
