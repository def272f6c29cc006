/// The functions a query may call, found by name without regard to case.
public struct FunctionRegistry: Sendable {
  public let functions: [any QueryFunction.Type]
  private let byName: [String: any QueryFunction.Type]

  public init(_ functions: [any QueryFunction.Type]) {
    self.functions = functions
    var byName: [String: any QueryFunction.Type] = [:]
    for function in functions {
      let replaced = byName.updateValue(function, forKey: function.spec.name.lowercased())
      precondition(replaced == nil, "two functions are named '\(function.spec.name)'")
    }
    self.byName = byName
  }

  public subscript(name: String) -> (any QueryFunction.Type)? { byName[name.lowercased()] }

  public var names: [String] { functions.map { $0.spec.name } }
}
