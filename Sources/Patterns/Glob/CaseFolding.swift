/// Case folding, one scalar to one scalar.
///
/// ASCII letters fold among themselves only, so the Kelvin sign is no `k` and the long s no `s`; that is what lets
/// ASCII be compared byte by byte. Scalars whose mapping is longer than one scalar (`ß`) fold to themselves.
enum CaseFolding {
  static func folded(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    if scalar.isASCII { return Unicode.Scalar(ASCII.folded(UInt8(scalar.value))) }
    guard let upper = single(scalar.properties.uppercaseMapping), let lower = single(upper.properties.lowercaseMapping),
      !lower.isASCII
    else { return scalar }
    return lower
  }

  /// The upper and lower case of a non-ASCII scalar, itself left out.
  static func otherCases(of scalar: Unicode.Scalar) -> [Unicode.Scalar] {
    [single(scalar.properties.uppercaseMapping), single(scalar.properties.lowercaseMapping), folded(scalar)]
      .compactMap { $0 }.filter { $0 != scalar && !$0.isASCII }
  }

  private static func single(_ mapping: String) -> Unicode.Scalar? {
    mapping.unicodeScalars.count == 1 ? mapping.unicodeScalars.first : nil
  }
}

/// A text to look for without case that is not pure ASCII.
///
/// Texts are folded scalar by scalar while they are compared, so a search costs text times needle in the worst case.
struct FoldedText: Sendable, Hashable {
  let scalars: [Unicode.Scalar]

  init(_ text: [UInt8]) {
    scalars = String(decoding: text, as: UTF8.self).unicodeScalars.map(CaseFolding.folded)
  }

  /// The end of an occurrence that starts at `offset`.
  func end(in text: Span<UInt8>, at offset: Int) -> Int? {
    var position = offset
    for scalar in scalars {
      guard position < text.count, let (next, length) = UTF8Reader.scalar(in: text, at: position),
        next == scalar || CaseFolding.folded(next) == scalar
      else { return nil }
      position += length
    }
    return position
  }

  /// The first occurrence at or after `start`.
  func find(in text: Span<UInt8>, from start: Int) -> Range<Int>? {
    var position = start
    while position <= text.count {
      if let end = end(in: text, at: position) { return position..<end }
      position += 1
      while position < text.count, text[position] & 0xC0 == 0x80 { position += 1 }
    }
    return nil
  }

  /// The last occurrence that ends where the text ends and starts at or after `start`.
  func suffix(of text: Span<UInt8>, from start: Int) -> Range<Int>? {
    var position = text.count
    for _ in scalars {
      guard position > start else { return nil }
      position -= 1
      while position > start, text[position] & 0xC0 == 0x80 { position -= 1 }
    }
    return end(in: text, at: position) == text.count ? position..<text.count : nil
  }
}
