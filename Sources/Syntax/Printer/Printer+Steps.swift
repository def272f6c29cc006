import MartletDiagnostics

extension TreePrinter {
  mutating func print(_ step: Step) {
    switch step {
    case .filter(let filter): print(filter)
    case .assignment(let assignment): print(assignment)
    case .fieldApply(let apply): print(apply)
    case .caseStep(let step): print(step)
    case .matchStep(let step): print(step)
    case .stats(let array): print(array)
    case .savedQuery(let call): print(call)
    case .call(let call): print(call)
    case .link(let link): write("\(link.field.raw) <=> \(link.other.raw)")
    case .error: break
    }
  }

  mutating func print(_ assignment: Assignment) {
    write(assignment.target.raw + " := ")
    print(assignment.value)
  }

  mutating func print(_ apply: FieldApply) {
    write(apply.field.raw + (apply.isNegated ? " =~ !" : " =~ "))
    print(apply.call)
  }

  private mutating func print(_ step: CaseStep) {
    write("case {")
    indented { printer in
      for branch in step.branches {
        printer.newLine()
        printer.print(branch)
        printer.write(";")
      }
    }
    newLine()
    write("}")
  }

  private mutating func print(_ step: MatchStep) {
    write(step.field.raw + " match {")
    indented { printer in
      for arm in step.arms {
        printer.newLine()
        printer.print(arm.condition)
        printer.write(" => ")
        printer.print(arm.body)
        printer.write(";")
      }
    }
    newLine()
    write("}")
  }

  private mutating func print(_ condition: MatchGuard) {
    switch condition {
    case .always: write("*")
    case .value(let value): print(value)
    case .call(let call, let isNegated):
      if isNegated { write("!") }
      print(call)
    case .error: break
    }
  }
}
