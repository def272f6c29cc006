import MartletCatalog
import MartletDiagnostics
import MartletExecution

/// The salted digest of `hashRewrite` and `hashMatch`: of the salt and then the text, its first bits in Base64 without
/// padding.
struct SaltedDigest: Sendable {
  static let salt = Parameter<String>("salt", "Name of the secret salt.")
  static let bits = Parameter<Int>("bits", "How many bits are kept, a multiple of 8.", default: 256, bounds: 8...256)
  static let hash = Parameter<Algorithm>("hash", "The digest.", default: .sha256)

  enum Algorithm: String, ChoiceArgument { case sha256, sha512 }

  private let name: String
  private let byteCount: Int
  private let digest: Digest

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    name = arguments[Self.salt]
    let bits = arguments.located(Self.bits)
    guard bits.value % 8 == 0 else { throw .bitsNotWhole(bits.value, at: bits.range) }
    byteCount = bits.value / 8
    digest = arguments[Self.hash] == .sha256 ? .sha256 : .sha512
  }

  /// The salt itself; without it the run fails.
  func salt(in context: RunContext) throws(ExecutionError) -> [UInt8] {
    guard let salt = context.environment.salts[name] else {
      throw .unavailable("there is no salt '\(name)'; give it with --salt \(name)=SECRET")
    }
    return Array(salt.utf8)
  }

  func text(of value: [UInt8], salt: [UInt8]) -> [UInt8] {
    let bytes = Array(digest.bytes(of: salt + value).prefix(byteCount))
    var text: [UInt8] = []
    Base64.append(bytes.span, padded: false, to: &text)
    return text
  }
}

extension Diagnostic {
  fileprivate static func bitsNotWhole(_ bits: Int, at range: SourceRange) -> Self {
    Diagnostic(
      "argument-type", "'bits' is \(bits), which is no multiple of 8", at: range,
      help: "Write a multiple of 8 from 8 to 256.")
  }
}
