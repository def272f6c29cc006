public import MartletDiagnostics

/// A function of the query language.
///
/// A function is one file: a type with its `spec`, the arguments it decodes in `init`, and the one requirement of its
/// kind (`FilterFunction`, `ValueFunction`, `TransformFunction`, `StageFunction`, `AggregateFunction`,
/// `SourceFunction` in Execution). Everything else derives from the spec: binding, arity, defaults, messages, help,
/// documentation and the conformance cases of its examples.
public protocol QueryFunction: Sendable {
  static var spec: FunctionSpec { get }

  /// Takes the arguments that binding has checked against `spec`. Throws what only the function can know, such as a
  /// malformed format text; must not read anything outside `arguments`. Called when the query is compiled, and again
  /// when the plan is lowered.
  init(_ arguments: BoundArguments) throws(Diagnostic)

  /// What the call does to the fields of its events. The default is right when every `FieldName` argument is read,
  /// every `OutputName` argument is written, and the other fields stay.
  static func effects(of arguments: BoundArguments) -> FieldEffects

  /// What every event must have that the call, a filter, keeps; `nil`, the default, when nothing is known. A call that
  /// also keeps other events must give `nil`.
  static func requirement(of arguments: BoundArguments) -> FieldRequirement?

  /// Whether the call, a filter, only adds to events and keeps all of them, so that its negation keeps none; no by
  /// default.
  static func keepsAll(_ arguments: BoundArguments) -> Bool

  /// What is probably a mistake though the call can be run, as warnings; none by default. Asked once `init` has passed.
  static func advice(on arguments: BoundArguments) -> [Diagnostic]

  /// The fields wanted of the rows that its `Search` arguments find; all of them by default.
  static func fieldsSearched(of arguments: BoundArguments) -> FieldEffects.Fields
}

extension QueryFunction {
  public static func effects(of arguments: BoundArguments) -> FieldEffects {
    let keepsOthers = spec.kind != .aggregate
    return FieldEffects(
      reads: arguments.fieldsRead, writes: arguments.fieldsWritten, survivors: keepsOthers ? .all : .only([]))
  }

  public static func requirement(of arguments: BoundArguments) -> FieldRequirement? { nil }

  public static func keepsAll(_ arguments: BoundArguments) -> Bool { false }

  public static func advice(on arguments: BoundArguments) -> [Diagnostic] { [] }

  public static func fieldsSearched(of arguments: BoundArguments) -> FieldEffects.Fields { .all }
}

/// What a step reads and leaves of the fields of its events: the basis of field demand.
public struct FieldEffects: Sendable {
  /// Which fields are meant.
  public enum Fields: Sendable, Equatable {
    case all
    case only([String])
  }

  /// What the step reads.
  public var reads: Fields
  /// Where it reads all fields, of some events only: those it looks at in every event.
  public var readsOfEvery: [String] = []
  /// What it writes besides; in the order of its output.
  public var writes: [String]
  /// The fields of the input that are still there afterwards.
  public var survivors: Fields
  /// Whether it may write fields that cannot be known before the run, as parsers do.
  public var writesUnknownFields: Bool
  /// Whether it searches the original events, as free text does.
  public var searchesEvents: Bool

  public init(
    reads: Fields, writes: [String] = [], survivors: Fields = .all, writesUnknownFields: Bool = false,
    searchesEvents: Bool = false
  ) {
    self.reads = reads
    self.writes = writes
    self.survivors = survivors
    self.writesUnknownFields = writesUnknownFields
    self.searchesEvents = searchesEvents
  }

  public init(
    reads: [String], writes: [String] = [], survivors: Fields = .all, writesUnknownFields: Bool = false,
    searchesEvents: Bool = false
  ) {
    self.init(
      reads: .only(reads), writes: writes, survivors: survivors, writesUnknownFields: writesUnknownFields,
      searchesEvents: searchesEvents)
  }
}
