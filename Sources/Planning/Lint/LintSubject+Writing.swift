import MartletCatalog
import MartletDiagnostics

extension PlanCall {
  /// A rewrite that adds an argument behind the last one.
  func adding(_ argument: String, _ title: String, _ subject: LintSubject) -> FixIt {
    let written = subject.registry[name]?.spec.parameters.filter { arguments.isWritten($0.name) } ?? []
    let ends = written.compactMap { arguments.place(of: $0.name) }.filter(range.contains).map(\.upperBound)
    guard let last = ends.max() else { return FixIt(title, inserting: argument, at: range.upperBound - 1) }
    // A list may end with its bracket behind the last element.
    var offset = last
    while offset < range.upperBound - 1, subject.source.bytes[offset] == UInt8(ascii: "]") { offset += 1 }
    return FixIt(title, inserting: ", \(argument)", at: offset)
  }
}

extension FieldUse {
  /// The fields a step writes itself, without those of its branches.
  static func writes(of step: PlanStep, _ subject: LintSubject) -> Set<String> {
    switch step {
    case .filter(let filter): FieldUse(of: filter, in: subject.plan, subject.registry).writes
    case .assign(let field, _): [field]
    case .call(let call): FieldUse(of: call, in: subject.plan, subject.registry).writes
    case .choose(let branches):
      branches.reduce(into: []) { fields, branch in
        for step in subject.plan[branch].steps { fields.formUnion(writes(of: step.value, subject)) }
      }
    case .assignNamed, .stats: []
    }
  }
}
