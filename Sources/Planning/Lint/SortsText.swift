import MartletCatalog
import MartletDiagnostics

/// `sort(hostname)`: a field that is known to hold texts is compared as a number, which it never is.
enum SortsText {
  static func check(_ subject: LintSubject) -> [Diagnostic] {
    var found: [Diagnostic] = []
    var written: Set<String> = []
    for step in subject.main.steps {
      guard case .call(let call) = step.value else {
        written.formUnion(FieldUse.writes(of: step.value, subject))
        continue
      }
      if let parameter = SortsWords.orderingField(of: call, subject.registry) {
        let fields = call.arguments.fields(of: parameter)
        for field in fields where KnownFields.texts.contains(field) && !written.contains(field) {
          let place = subject.place(of: field, in: call.arguments.place(of: parameter) ?? call.range)
          found.append(.sortsText(field, by: call, isAlone: fields.count == 1, at: place, subject))
        }
      }
      written.formUnion(FieldUse.writes(of: step.value, subject))
      // Groups keep the values of the fields they are made by.
      if subject.registry[call.name]?.spec.kind == .aggregate { written.subtract(call.arguments.fieldsRead) }
    }
    return found
  }
}

extension Diagnostic {
  fileprivate static func sortsText(
    _ field: String, by call: PlanCall, isAlone: Bool, at range: SourceRange, _ subject: LintSubject
  ) -> Self {
    Diagnostic(
      "sorts-text", .warning, "'\(call.name)' compares numbers, and '\(field)' holds text", at: range,
      help: isAlone
        ? "Add type=string to sort as text."
        : "Give a type for each field, as in 'sort([_count, user], type=[number, string])'.",
      fixIts: isAlone ? [call.adding("type=string", "sort as text", subject)] : [])
  }
}
