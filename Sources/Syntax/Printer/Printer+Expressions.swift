import MartletDiagnostics

extension TreePrinter {
  mutating func print(_ expression: Expression) {
    switch expression {
    case .number(let literal): write(literal.raw)
    case .string(let literal): write(literal.raw)
    case .boolean(let literal): write(literal.value ? "true" : "false")
    case .word(let name): write(name.raw)
    case .pattern(let pattern): write(pattern.raw)
    case .parameter(let parameter): write(parameter.raw)
    case .regex(let regex): write(text(of: regex))
    case .unary(let unary): print(unary)
    case .binary(let binary): print(binary)
    case .call(let call): print(call)
    case .savedQuery(let call): print(call)
    case .array(let array): print(array)
    case .assignment(let assignment): print(assignment)
    case .block(let block): print(block)
    case .correlateNode(let node): print(node)
    case .group(let inner, _):
      write("(")
      print(inner)
      write(")")
    case .error: break
    }
  }

  private mutating func print(_ unary: UnaryExpression) {
    write(unary.operator.value.rawValue)
    if case .binary = unary.operand {
      write("(")
      print(unary.operand)
      write(")")
    } else {
      writeApart { $0.print(unary.operand) }
    }
  }

  private mutating func print(_ binary: BinaryExpression) {
    print(binary.left, inside: binary.operator.value, isRight: false)
    write(" \(binary.operator.value.rawValue) ")
    print(binary.right, inside: binary.operator.value, isRight: true)
  }

  /// The parser never makes a tree that needs parentheses added; a rewritten tree may.
  private mutating func print(_ operand: Expression, inside outer: BinaryExpression.Operator, isRight: Bool) {
    guard case .binary(let inner) = operand,
      inner.operator.value.precedence < outer.precedence || (isRight && inner.operator.value.precedence == outer.precedence)
    else { return print(operand) }
    write("(")
    print(operand)
    write(")")
  }

  mutating func print(_ call: FunctionCall) {
    write(call.printedName)
    print(call.arguments)
  }

  mutating func print(_ call: SavedQueryCall) {
    write("$" + call.name.raw)
    print(call.arguments)
  }

  private mutating func print(_ arguments: [Argument]) {
    write("(")
    for (index, argument) in arguments.enumerated() {
      if index > 0 { write(", ") }
      if let name = argument.name { write(Self.argumentName(name.value) + "=") }
      if argument.name != nil { writeApart { $0.printArgument(argument.value) } } else { printArgument(argument.value) }
    }
    write(")")
  }

  /// What looks like arithmetic may be a word to the function, so it gets no blanks that it did not have.
  private mutating func printArgument(_ expression: Expression) {
    if expression.isWrittenAsWord { printAsWord(expression) } else { print(expression) }
  }

  private mutating func printAsWord(_ expression: Expression) {
    guard case .binary(let binary) = expression else { return print(expression) }
    printAsWord(binary.left)
    write(binary.operator.value.rawValue)
    printAsWord(binary.right)
  }

  private static func argumentName(_ name: String) -> String {
    var depth = 0
    for byte in name.utf8 {
      if byte == UInt8(ascii: "[") { depth += 1 }
      if byte < 0x80, !CharacterClass.isName(byte), depth == 0 { return StringLiteral.quoted(name) }
      if byte == UInt8(ascii: "]") { depth -= 1 }
    }
    return name.isEmpty ? "\"\"" : name
  }

  mutating func print(_ array: ArrayLiteral) {
    write("[")
    for (index, element) in array.elements.enumerated() {
      if index > 0 { write(", ") }
      printArgument(element)
    }
    write("]")
  }

  private mutating func print(_ block: Block) {
    write("{ ")
    indented { $0.print(block.pipeline) }
    write(" }")
  }

  private mutating func print(_ node: CorrelateNode) {
    write(node.name.raw + ": ")
    print(node.block)
    for attribute in node.attributes {
      write(" \(attribute.name.value): ")
      print(attribute.value)
    }
  }
}

extension BinaryExpression.Operator {
  /// How tightly the operator binds: 0 comparisons, 1 sums, 2 products.
  var precedence: Int {
    switch self {
    case .multiply, .divide, .remainder: 2
    case .add, .subtract: 1
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual: 0
    }
  }
}
