import MartletDiagnostics
import MartletSyntax

extension Binder {
  /// Binds a regex literal. Whether the pattern itself is right is checked when it is compiled, which happens once here.
  mutating func bind(_ regex: RegexLiteral, extracts: Bool) -> PatternSource {
    .regex(body: regex.pattern, flags: regex.flags, extracts: extracts, repeats: regex.flags.contains("g"))
  }
}
