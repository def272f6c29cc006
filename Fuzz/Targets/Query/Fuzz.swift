import FuzzSupport

/// One execution: what is claimed and how the query is compiled, then its text.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzQuery(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
  var input = unsafe FuzzInput(bytes, count)
  let choice = input.choice(below: 64)
  QueryClaims(choice: choice, text: input.rest).check(choice >> 4)
  return 0
}
