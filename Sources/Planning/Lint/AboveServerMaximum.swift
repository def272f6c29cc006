import MartletCatalog
import MartletDiagnostics

/// `sort(n, limit=1000000)`: LogScale refuses numbers beyond its own; here they hold.
enum AboveServerMaximum {
  static func check(_ subject: LintSubject) -> [Diagnostic] {
    subject.plan.calls.flatMap { call in
      (subject.registry[call.name]?.spec.parameters ?? []).compactMap { parameter -> Diagnostic? in
        guard let most = parameter.serverMaximum, let number = call.arguments.number(of: parameter.name), number > most
        else { return nil }
        return .aboveServerMaximum(parameter.name, most, subject.isStrict, at: call.arguments.place(of: parameter.name) ?? call.range)
      }
    }
  }
}

extension Diagnostic {
  fileprivate static func aboveServerMaximum(_ name: String, _ most: Double, _ isStrict: Bool, at range: SourceRange) -> Self {
    let number = most.sourceText ?? ""
    return Diagnostic(
      "above-maximum", isStrict ? .error : .note, "LogScale takes no '\(name)' above \(number)", at: range,
      help: "Write \(number) at most, or max.", fixIts: [FixIt("write max", replacing: range, with: "max")])
  }
}
