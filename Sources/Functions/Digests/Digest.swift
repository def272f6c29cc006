import Crypto
import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// A cryptographic digest.
enum Digest: Sendable {
  case md5, sha1, sha256, sha512

  func bytes(of text: [UInt8]) -> [UInt8] {
    switch self {
    case .md5: Array(Insecure.MD5.hash(data: text))
    case .sha1: Array(Insecure.SHA1.hash(data: text))
    case .sha256: Array(SHA256.hash(data: text))
    case .sha512: Array(SHA512.hash(data: text))
    }
  }

  /// In lower-case hexadecimal digits.
  func append(hexOf text: [UInt8], to output: inout [UInt8]) {
    let digits = Array("0123456789abcdef".utf8)
    for byte in bytes(of: text) {
      output.append(digits[Int(byte >> 4)])
      output.append(digits[Int(byte & 15)])
    }
  }
}

/// A digest of fields: what `crypto:md5` and its like share.
struct DigestCall: Sendable {
  static let field = Parameter<[FieldName]>("field", "Field or fields to hash, one behind the other.", unnamed: true)

  private let digest: Digest
  private let fields: [String]
  let target: String

  init(_ digest: Digest, _ arguments: BoundArguments, output: Parameter<OutputName>) {
    self.digest = digest
    fields = arguments[Self.field].map(\.text)
    target = arguments[output].text
  }

  func evaluate(_ batch: Batch) -> Column? {
    let digest = digest
    if fields.count == 1, let column = batch[fields[0]], column.presence == nil {
      return column.mapText(in: batch.mask) { text, output in
        var bytes: [UInt8] = []
        for index in text.indices { bytes.append(text[index]) }
        digest.append(hexOf: bytes, to: &output)
        return true
      }
    }
    // A missing value counts as an empty text.
    let texts = fields.map { batch.text(of: $0) }
    var builder = TextColumnBuilder(rowCapacity: batch.rowCount)
    for row in 0..<batch.rowCount {
      guard batch.mask[row] else {
        builder.appendMissing()
        continue
      }
      let bytes = texts.flatMap { $0.isPresent(row) ? Array($0.storage[$0.range(of: row)]) : [] }
      digest.append(hexOf: bytes, to: &builder.storage)
      builder.endValue()
    }
    return .text(builder.finish())
  }
}
