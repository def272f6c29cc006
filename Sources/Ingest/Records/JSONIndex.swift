import MartletNative

/// The tokens of one block of text.
@safe final class JSONIndex {
  let handle: OpaquePointer
  private(set) var length: UInt32 = 0

  init() {
    guard let handle = unsafe martlet_json_index_new() else { preconditionFailure("no memory for a reader") }
    unsafe self.handle = handle
  }

  deinit {
    unsafe martlet_json_index_free(handle)
  }

  /// Indexes text that stays in place while the index is used; a `martlet_json_status`.
  func build(_ text: UnsafePointer<UInt8>, count: Int) -> Int32 {
    length = UInt32(count)
    return unsafe martlet_json_index_build(handle, text, count)
  }
}
