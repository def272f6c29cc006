import MartletDiagnostics

/// A regex as its characters, with what each of them is: enough for advice, which needs no tree.
struct RegexScan {
  /// One character that stands for itself or for something.
  struct Item {
    /// The byte; of an escape the one behind the backslash.
    var byte: UInt8
    var isEscaped: Bool
    /// Whether it stands in `[…]`, or is one of the brackets.
    var isInClass: Bool
    /// How many groups are open around it; a parenthesis counts to the outside.
    var depth: Int
    var offset: Int
  }

  let items: [Item]

  init(_ regex: RegexLiteral, in source: SourceText) {
    self.init(source.bytes, regex.patternRange)
  }

  private init(_ bytes: [UInt8], _ range: SourceRange) {
    var items: [Item] = []
    var depth = 0
    var isInClass = false
    var isQuoted = false
    var index = range.lowerBound
    while index < range.upperBound {
      let byte = bytes[index]
      let offset = index
      index += 1
      if byte == UInt8(ascii: "\\"), index < range.upperBound {
        let escaped = bytes[index]
        index += 1
        if escaped == UInt8(ascii: "Q"), !isQuoted { isQuoted = true; continue }
        if escaped == UInt8(ascii: "E"), isQuoted { isQuoted = false; continue }
        items.append(Item(byte: escaped, isEscaped: true, isInClass: isInClass, depth: depth, offset: offset))
        continue
      }
      if isQuoted {
        items.append(Item(byte: byte, isEscaped: true, isInClass: isInClass, depth: depth, offset: offset))
        continue
      }
      switch byte {
      case UInt8(ascii: "[") where !isInClass:
        isInClass = true
        items.append(Item(byte: byte, isEscaped: false, isInClass: true, depth: depth, offset: offset))
      case UInt8(ascii: "]") where isInClass:
        items.append(Item(byte: byte, isEscaped: false, isInClass: true, depth: depth, offset: offset))
        isInClass = false
      case UInt8(ascii: "(") where !isInClass:
        items.append(Item(byte: byte, isEscaped: false, isInClass: false, depth: depth, offset: offset))
        depth += 1
      case UInt8(ascii: ")") where !isInClass:
        depth = max(0, depth - 1)
        items.append(Item(byte: byte, isEscaped: false, isInClass: false, depth: depth, offset: offset))
      default: items.append(Item(byte: byte, isEscaped: false, isInClass: isInClass, depth: depth, offset: offset))
      }
    }
    self.items = items
  }
}

extension RegexScan.Item {
  /// Whether it is this sign with its special meaning.
  func isSign(_ sign: Unicode.Scalar) -> Bool { !isEscaped && !isInClass && byte == UInt8(ascii: sign) }

  /// Whether it is a letter, a digit or `_` that stands for itself.
  var isWord: Bool {
    guard !isEscaped, !isInClass else { return false }
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
      return true
    default: return false
    }
  }

  var isDigit: Bool { isWord && byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }
}
