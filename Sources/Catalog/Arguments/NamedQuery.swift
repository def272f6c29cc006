public import MartletDiagnostics

/// `NAME: { query | field <=> OTHER.field } include: [fields]`: one of the queries of `correlate()`.
public struct NamedQuery: ArgumentValue {
  public static var typeName: String { "named query" }
  public static var form: ArgumentForm { .namedQuery }

  public let name: Located<String>
  /// The filters and transformations, without the links.
  public let pipeline: PipelineReference
  public let links: [Link]
  /// The fields to add to the output.
  public let included: [String]
  /// Whether every field is added: `include: *`.
  public let includesAll: Bool

  /// `field <=> OTHER.field`.
  public struct Link: Sendable {
    public var field: String
    /// Query and field in one name; the first dot that follows the name of a query parts them.
    public var other: Located<String>

    public init(field: String, other: Located<String>) {
      self.field = field
      self.other = other
    }
  }

  public init(
    name: Located<String>, pipeline: PipelineReference, links: [Link], included: [String], includesAll: Bool
  ) {
    self.name = name
    self.pipeline = pipeline
    self.links = links
    self.included = included
    self.includesAll = includesAll
  }

  public init(_ literal: Located<Literal>) throws(Diagnostic) {
    guard case .namedQuery(let query) = literal.value else {
      throw .argumentType(expected: "named query such as 'A: { field=value }'", found: literal.value, at: literal.range)
    }
    self = query
  }
}
