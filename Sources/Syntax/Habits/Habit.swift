import MartletDiagnostics

/// The language a way of writing comes from.
enum HabitOrigin: String {
  case splunk = "Splunk"
  case kusto = "KQL"
  case sql = "SQL"

  var code: DiagnosticCode {
    switch self {
    case .splunk: "splunk-habit"
    case .kusto: "kql-habit"
    case .sql: "sql-habit"
    }
  }
}

/// A step written as another language writes it.
struct Habit {
  var origin: HabitOrigin
  /// What the step begins with, in the letters of its language.
  var command: String
  /// What it does there: `aggregates`.
  var purpose: String
  /// The same in CQL; nil where it cannot be said mechanically.
  var rewrite: String?
  /// What to do, when there is no rewrite.
  var advice: String
  /// Whether LogScale would accept the step, as a search for its words.
  var isSilent = false

  func diagnostic(at range: SourceRange, commandRange: SourceRange) -> Diagnostic {
    var message = "'\(command)' is \(origin.rawValue)'s, where it \(purpose)"
    if isSilent { message += "; here it searches for the text '\(command)'" }
    return Diagnostic(
      origin.code, isSilent ? .warning : .error, message, at: commandRange,
      help: rewrite.map { "Write '\($0)'." } ?? advice,
      fixIts: rewrite.map { [FixIt("write '\($0)'", replacing: range, with: $0)] } ?? [])
  }
}

/// Recognises the steps of one family of commands.
protocol HabitFamily: SendableMetatype {
  /// The first words it looks at, in lower case.
  static var commands: Set<String> { get }
  /// What the step means in its language; nil when it is CQL after all.
  static func recognise(_ step: LooseStep) -> Habit?
}

extension QueryParser {
  private static let families: [any HabitFamily.Type] = [
    SplunkAggregates.self, SplunkFields.self, SplunkRows.self, SplunkSources.self, KustoSteps.self, SQLSteps.self,
  ]

  private static let familiesByCommand: [String: [any HabitFamily.Type]] = {
    var index: [String: [any HabitFamily.Type]] = [:]
    for family in families {
      for command in family.commands { index[command, default: []].append(family) }
    }
    return index
  }()

  /// A step of another language: reported, and passed unless LogScale accepts it. Also takes `where` off a filter.
  mutating func parseForeignStep(isFirst: Bool) -> Step? {
    guard CharacterClass.isLetter(lexer.byte) else {
      reviewForeignComment()
      return nil
    }
    passWhere()
    let word = peek { ahead in
      let word = ahead.scanPattern()
      return ahead.byte == UInt8(ascii: "(") ? nil : word
    }
    guard let word, word.count < 20, let families = Self.familiesByCommand[lexer.text(word).lowercased()],
      let step = LooseStep(in: lexer), !step.isOrdinaryTerm
    else { return nil }
    for family in families {
      guard let habit = family.recognise(step) else { continue }
      // The first step is where people search for words on purpose.
      if isFirst, habit.isSilent, step.rest.allSatisfy({ $0.kind == .word }) { return nil }
      report(habit.diagnostic(at: step.range, commandRange: word))
      claimed.append(step.range)
      if habit.isSilent { return nil }
      lexer.offset = step.range.upperBound
      return .error(step.range)
    }
    return nil
  }
}

extension LooseStep {
  /// Whether the command word is a field that is compared, or a call, or one of several words joined by operators.
  fileprivate var isOrdinaryTerm: Bool {
    guard pieces.count > 1 else { return false }
    let next = pieces[1]
    switch next.kind {
    case .mark: return true
    case .group: return next.text.hasPrefix("(") && !pieces[0].isWord("search") && !pieces[0].isWord("filter")
    case .word: return ["like", "match", "in", "and", "or"].contains { next.isWord($0) }
    case .string: return false
    }
  }
}
