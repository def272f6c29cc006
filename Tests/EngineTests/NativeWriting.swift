import MartletScenarios

/// Ways to write a native record that mean the same.
struct NativeWriting: CustomStringConvertible {
  var description: String
  /// `\u0053top` for `Stop`, and `\/`.
  var escapes = false
  /// Members stand in reverse order.
  var reverses = false
  /// Each member comes twice; the last one counts.
  var repeats = false

  static let all = [
    NativeWriting(description: "as delivered"),
    NativeWriting(description: "with escapes", escapes: true),
    NativeWriting(description: "with repeated members", repeats: true),
    NativeWriting(description: "all of that", escapes: true, reverses: true, repeats: true),
  ]

  func text(of value: JSONValue) -> String {
    switch value {
    case .object(let members):
      var parts = members.map { "\(JSONValue.string($0.key).text):\(text(of: $0.value))" }
      if reverses { parts.reverse() }
      guard repeats else { return "{\(parts.joined(separator: ","))}" }
      // What comes first is of the same kind, so that it would be taken if it counted.
      let decoys = members.map { "\(JSONValue.string($0.key).text):\(decoy(of: $0.value))" }
      return "{\((decoys + parts).joined(separator: ","))}"
    case .array(let elements): return "[\(elements.map { text(of: $0) }.joined(separator: ","))]"
    case .string(let string): return escapes ? escaped(string) : value.text
    default: return value.text
    }
  }

  private func decoy(of value: JSONValue) -> String {
    switch value {
    case .object: #"{"eventName":"DescribeDecoys"}"#
    case .array: #"["DescribeDecoys"]"#
    case .string: #""DescribeDecoys""#
    default: "0"
    }
  }

  private func escaped(_ string: String) -> String {
    guard let first = string.unicodeScalars.first, first.isASCII else { return JSONValue.string(string).text }
    let digits = String(first.value, radix: 16)
    let rest = JSONValue.string(String(string.unicodeScalars.dropFirst())).text.dropFirst()
    let parts = rest.split(separator: "/", omittingEmptySubsequences: false)
    return "\"\\u\(String(repeating: "0", count: 4 - digits.count))\(digits)" + parts.joined(separator: "\\/")
  }
}
