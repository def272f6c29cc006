import FuzzSupport

/// One execution: how the content is wrapped and damaged, then the content.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzFiles(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
  var input = unsafe FuzzInput(bytes, count)
  FileClaims(&input).check()
  return 0
}
