import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `subnet(ip, bits=24)`: the network an address lies in.
struct SubnetOf: ValueFunction {
  static let bits = Parameter<Int>("bits", "Length of the prefix.", bounds: 0...32)
  static let output = Parameter<OutputName>("as", "Field to write.", default: "_subnet")

  static let spec = FunctionSpec(
    "subnet", in: .network, kind: .transform,
    summary: "Is the network that an IPv4 address lies in, in CIDR notation.",
    details: ["What is no IPv4 address has none."],
    parameters: TextCall.field, bits, output,
    examples: [
      Example(
        "Networks of addresses", query: "net := subnet(src, bits=24)", events: #"{"src": "10.1.2.3"}"#,
        yields: #"{"src": "10.1.2.3", "net": "10.1.2.0/24"}"#)
    ])

  private let call: TextCall
  private let length: Int

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    call = TextCall(arguments, output: Self.output)
    length = arguments[Self.bits]
  }

  var target: String { call.target }

  func evaluate(_ batch: Batch, in context: RunContext) throws(ExecutionError) -> Column? {
    let length = length
    return call.map(batch) { text, output in
      guard let address = IPAddress.v4(text) else { return false }
      IPAddress.append(v4: length == 0 ? 0 : address & (~0 << UInt32(32 - length)), to: &output)
      output.append(contentsOf: "/\(length)".utf8)
      return true
    }
  }
}
