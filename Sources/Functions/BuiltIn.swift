public import MartletCatalog

/// The functions that are built in. A test compares them with the files in the folders of their categories.
public enum BuiltIn {
  /// Every function, sorted by name without regard to case.
  public static let all: [any QueryFunction.Type] = [
    aggregate, arrays, control, conversion, filter, hashing, join, math, metadata, network, parsing, sequence, source,
    string, time, transform,
  ].flatMap { $0 }.sorted { $0.spec.name.lowercased() < $1.spec.name.lowercased() }
}
