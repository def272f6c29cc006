extension RegexError {
  /// What is wrong, in lower case and without a full stop.
  public var message: String {
    switch reason {
    case .unsupported(let construct): "LogScale's regexes have no \(construct.words)"
    case .unknownFlag(let flag): "'\(flag)' is no regex flag"
    case .unknownInlineFlag(let flag): "'\(flag)' is no flag that a regex can set inside itself"
    case .groupNotClosed: "this group is not closed"
    case .groupNotOpened: "this ')' closes no group"
    case .groupNameNotClosed: "the name of this group is not closed"
    case .badGroupName(let name): name.isEmpty ? "this group has no name" : "'\(name)' cannot name a group"
    case .noSuchGroup(let group): "there is no group '\(group)'"
    case .classNotClosed: "this '[' is not closed"
    case .classRangeReversed: "this range of characters ends before it starts"
    case .nothingToRepeat(let quantifier): "there is nothing that '\(quantifier)' could repeat"
    case .quantifierAfterQuantifier: "this repeats a repetition"
    case .repeatReversed: "the least number of repetitions is larger than the most"
    case .repeatTooLarge(let most): "this repeats more than \(most) times"
    case .escapeNotFinished(let escape): "'\(escape)' is not finished"
    case .notACharacter(let text): "'\(text)' is no character"
    case .unknownProperty(let name): "there is no class of characters named '\(name)'"
    case .nestedTooDeeply: "the groups are nested too deeply"
    case .tooLarge: "the regex is too large"
    case .engine(let words): "the regex cannot be used: \(words)"
    }
  }

  /// What to do, in a sentence.
  public var help: String {
    switch reason {
    case .unsupported(let construct): construct.advice
    case .unknownFlag, .unknownInlineFlag: "The flags are i (any case), m (lines), d (dot matches line breaks) and g (every match)."
    case .groupNotClosed: "Add ')', or write '\\(' for a parenthesis that is meant literally."
    case .groupNotOpened: "Remove it, or write '\\)' for a parenthesis that is meant literally."
    case .groupNameNotClosed, .badGroupName: "Write '(?<name>…)' with a field name of letters, digits, '_', '.', '@', '#' or '-'."
    case .noSuchGroup: "Count the opening parentheses from 1."
    case .classNotClosed: "Add ']', or write '\\[' for a bracket that is meant literally."
    case .classRangeReversed: "Write the smaller character first, or put '-' last to mean itself."
    case .nothingToRepeat(let quantifier): "Put something before it, or write '\\\(quantifier)' to mean the character."
    case .quantifierAfterQuantifier: "Put the first repetition in a group: '(?:a+)*'."
    case .repeatReversed: "Write '{2,5}', the smaller number first."
    case .repeatTooLarge(let most): "Write at most {\(most)}, or '*' for any number."
    case .escapeNotFinished: "Finish it, or write '\\\\' for a backslash that is meant literally."
    case .notACharacter: "Write a code point up to 10FFFF."
    case .unknownProperty: "Write a Unicode category or script, such as '\\p{L}' or '\\p{Greek}'."
    case .nestedTooDeeply, .tooLarge: "Split it into several filters."
    case .engine: "Write it in a simpler form."
    }
  }
}

extension UnsupportedRegexConstruct {
  fileprivate var words: String {
    switch self {
    case .lookbehind: "look-behind"
    case .possessiveQuantifier: "possessive quantifiers"
    case .atomicGroup: "atomic groups"
    case .namedBackreference: "references to named groups"
    case .endOfPreviousMatch: "'\\G'"
    case .anyLineBreak: "'\\R'"
    case .graphemeCluster: "'\\X'"
    case .singleByte: "'\\C'"
    case .namedCharacter: "'\\N{…}'"
    case .bracedCodePoint: "'\\u{…}'"
    case .typedBoundary: "'\\b{…}'"
    case .keepOut: "'\\K'"
    case .classOperation: "operations on classes of characters"
    case .namedClass: "classes such as '[:alpha:]'"
    case .conditional: "conditions"
    case .recursion: "recursion"
    case .branchReset: "branch resets"
    case .comment: "comments"
    case .verb: "control verbs"
    case .freeSpacing: "free spacing"
    }
  }

  fileprivate var advice: String {
    switch self {
    case .lookbehind: "Match the text before it too, and take the part you want with a named group: 'user=(?<user>\\w+)'."
    case .possessiveQuantifier, .atomicGroup: "Write the plain quantifier; matching takes linear time anyway."
    case .namedBackreference: "Refer to the group by its number, such as '\\1'."
    case .bracedCodePoint: "Write '\\x{…}'."
    case .namedClass: "Write the characters: '[a-zA-Z]' for letters."
    case .anyLineBreak: "Write '\\r?\\n'."
    default: "Write it with plain groups, alternatives and classes."
    }
  }
}
