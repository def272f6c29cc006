import MartletNative

/// Why a record cannot be read.
enum RecordProblem: Hashable {
  case invalidUTF8
  case unclosed
  case controlCharacter
  case tooDeep
  case brackets
  case grammar
  case literal
  case escape
  case notAnObject
  case trailingText
  case tooLong(limit: Int)
  case endsEarly
  case notJSON
  case notEncoded
  case notOfFormat(InputFormat)
  /// Of a row of CSV, which is read all the same.
  case moreValuesThanNames

  /// Whether the record is passed over.
  var skips: Bool { self != .moreValuesThanNames }

  init(_ status: Int32) {
    self =
      switch UInt32(bitPattern: status) {
      case MARTLET_JSON_UTF8.rawValue: .invalidUTF8
      case MARTLET_JSON_UNCLOSED.rawValue: .unclosed
      case MARTLET_JSON_CONTROL.rawValue: .controlCharacter
      case MARTLET_JSON_DEPTH.rawValue: .tooDeep
      case MARTLET_JSON_BRACKETS.rawValue: .brackets
      case MARTLET_JSON_NUMBER.rawValue: .literal
      case MARTLET_JSON_ESCAPE.rawValue: .escape
      case MARTLET_JSON_NOT_JSON.rawValue: .notAnObject
      default: .grammar
      }
  }

  var message: String {
    switch self {
    case .invalidUTF8: "invalid UTF-8"
    case .unclosed: "a text or bracket is not closed"
    case .controlCharacter: "a control character stands unescaped in a text"
    case .tooDeep: "nested deeper than \(MARTLET_JSON_MAX_DEPTH) levels"
    case .brackets: "brackets do not match"
    case .grammar: "not valid JSON: a comma, colon, key or value is missing"
    case .literal: "not valid JSON: a value is neither text, number, true, false nor null"
    case .escape: "not valid JSON: unknown escape sequence in a text"
    case .notAnObject: "not an object"
    case .trailingText: "text after a JSON value on the same line"
    case .tooLong(let limit): "longer than \(limit >> 20) MB"
    case .endsEarly: "the input ends in the middle of it"
    case .notJSON: "not JSON"
    case .notEncoded: "its base64 or gzip data cannot be decoded"
    case .moreValuesThanNames: "more values than the header has names: those without a name are lost"
    case .notOfFormat(let format): "not a record of the \(format.rawValue) format"
    }
  }
}
