/// Writes one line of JSON, key by key. A missing value is `null`, so that every key is always there.
struct JSONLine {
  private(set) var text = ""
  private var needsComma = false

  mutating func object(_ body: (inout JSONLine) -> Void) {
    text += "{"
    needsComma = false
    body(&self)
    text += "}"
    needsComma = true
  }

  mutating func text(_ key: String, _ value: String?) {
    name(key)
    if let value { quote(value) } else { text += "null" }
  }

  mutating func number(_ key: String, _ value: Int64) {
    name(key)
    text += String(value)
  }

  mutating func truth(_ key: String, _ value: Bool) {
    name(key)
    text += value ? "true" : "false"
  }

  mutating func texts(_ key: String, _ values: [String]) {
    name(key)
    text += "["
    for (index, value) in values.enumerated() {
      if index > 0 { text += "," }
      quote(value)
    }
    text += "]"
  }

  mutating func object<Value>(_ key: String, _ value: Value?, _ body: (inout JSONLine, Value) -> Void) {
    name(key)
    if let value { object { body(&$0, value) } } else { text += "null" }
  }

  mutating func objects<Value>(_ key: String, _ values: [Value], _ body: (inout JSONLine, Value) -> Void) {
    name(key)
    text += "["
    for (index, value) in values.enumerated() {
      if index > 0 { text += "," }
      object { body(&$0, value) }
    }
    text += "]"
    needsComma = true
  }

  private mutating func name(_ key: String) {
    if needsComma { text += "," }
    quote(key)
    text += ":"
    needsComma = true
  }

  private mutating func quote(_ value: String) {
    text += "\""
    // Nearly no value needs escapes, and copying bytes is much faster than going through characters.
    if value.utf8.contains(where: { $0 < 0x20 || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\") }) {
      escape(value)
    } else {
      text += value
    }
    text += "\""
  }

  private mutating func escape(_ value: String) {
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: text.unicodeScalars.append(scalar)
      }
    }
  }
}
