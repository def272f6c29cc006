import FuzzSupport

/// One execution: what is claimed and the flags, a pattern up to a NUL, and the text it is tried on.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzRegexes(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
  var input = unsafe FuzzInput(bytes, count)
  let choice = input.choice(below: 64)
  let body = input.part(before: 0)
  RegexClaims(flags: choice & 15, body: body, text: input.rest).check(choice >> 4)
  return 0
}
