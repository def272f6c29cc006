internal import MartletNative

/// A pattern compiled by PCRE2, for what needs backtracking. Every search is limited.
///
/// `@unchecked Sendable`: the native program is created and destroyed once, by this object, and in between only
/// matched with; what a search writes to belongs to the thread that searches.
@safe final class PCRE2Program: @unchecked Sendable {
  private let program: OpaquePointer

  init(_ pattern: [UInt8]) throws(RE2Program.Failure) {
    var status = MARTLET_REGEX_COMPILED
    var message = [CChar](repeating: 0, count: 256)
    // The native call reads the pattern's bytes and writes at most `count` characters of message.
    let created = unsafe pattern.withUnsafeBufferPointer { bytes in
      unsafe message.withUnsafeMutableBufferPointer { text in
        unsafe martlet_pcre2_create(bytes.baseAddress, bytes.count, &status, text.baseAddress, text.count)
      }
    }
    guard let created = unsafe created else {
      if status == MARTLET_REGEX_TOO_LARGE { throw .tooLarge }
      throw .rejected(NativeText.string(message))
    }
    unsafe program = created
  }

  deinit {
    unsafe martlet_pcre2_destroy(program)
  }

  var isJITCompiled: Bool { unsafe martlet_pcre2_is_jit_compiled(program) }

  /// Fills `offsets`, two for every pair asked for.
  func search(_ text: Span<UInt8>, from start: Int, into offsets: inout [Int]) throws(RegexLimit) -> Bool {
    let outcome = unsafe text.withUnsafeBufferPointer { bytes in
      unsafe offsets.withUnsafeMutableBufferPointer { room in
        // The native search reads the bytes of the span and writes at most the pairs there is room for.
        unsafe martlet_pcre2_search(program, bytes.baseAddress, bytes.count, start, room.baseAddress, room.count / 2)
      }
    }
    switch outcome {
    case MARTLET_REGEX_MATCH: return true
    case MARTLET_REGEX_NO_MATCH: return false
    case MARTLET_REGEX_MATCH_LIMIT: throw .steps
    case MARTLET_REGEX_DEPTH_LIMIT: throw .depth
    case MARTLET_REGEX_HEAP_LIMIT: throw .memory
    case MARTLET_REGEX_TIME_LIMIT: throw .time
    default: throw .engine
    }
  }
}
