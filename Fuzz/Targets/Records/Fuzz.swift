import FuzzSupport

/// One execution: what is compared with what, then lines of JSON.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzRecords(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
  var input = unsafe FuzzInput(bytes, count)
  RecordClaims(&input).check()
  return 0
}
