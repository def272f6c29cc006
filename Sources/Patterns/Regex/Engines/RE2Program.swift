internal import MartletNative

/// A pattern compiled by RE2: time linear in the text, whatever the pattern.
///
/// `@unchecked Sendable`: the native program is created and destroyed once, by this object, and in between only
/// matched with, which RE2 documents as safe from any number of threads.
@safe final class RE2Program: @unchecked Sendable {
  private let program: OpaquePointer

  enum Failure: Error {
    case tooLarge
    case badRepeat
    case rejected(String)
  }

  init(_ pattern: [UInt8]) throws(Failure) {
    var status = MARTLET_REGEX_COMPILED
    var message = [CChar](repeating: 0, count: 256)
    // The native call reads the pattern's bytes and writes at most `count` characters of message.
    let created = unsafe pattern.withUnsafeBufferPointer { bytes in
      unsafe message.withUnsafeMutableBufferPointer { text in
        unsafe martlet_re2_create(bytes.baseAddress, bytes.count, &status, text.baseAddress, text.count)
      }
    }
    guard let created = unsafe created else {
      switch status {
      case MARTLET_REGEX_TOO_LARGE: throw .tooLarge
      case MARTLET_REGEX_BAD_REPEAT: throw .badRepeat
      default: throw .rejected(NativeText.string(message))
      }
    }
    unsafe program = created
  }

  deinit {
    unsafe martlet_re2_destroy(program)
  }

  func matches(_ text: Span<UInt8>) -> Bool {
    // The native search reads exactly the bytes of the span.
    unsafe text.withUnsafeBufferPointer { unsafe martlet_re2_matches(program, $0.baseAddress, $0.count) }
  }

  /// Fills `offsets`, two for every pair asked for.
  func search(_ text: Span<UInt8>, from start: Int, into offsets: inout [Int]) -> Bool {
    unsafe text.withUnsafeBufferPointer { bytes in
      unsafe offsets.withUnsafeMutableBufferPointer { room in
        // The native search reads the bytes of the span and writes at most the pairs there is room for.
        unsafe martlet_re2_search(program, bytes.baseAddress, bytes.count, start, room.baseAddress, room.count / 2)
      }
    }
  }
}

/// Text that native code left in a buffer.
enum NativeText {
  static func string(_ buffer: [CChar]) -> String {
    String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
