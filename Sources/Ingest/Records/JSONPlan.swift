import MartletNative

/// The paths to read from every flat record, compiled once per run.
///
/// It is never changed after it was made, so workers share it.
@safe final class JSONPlan: @unchecked Sendable {
  let handle: OpaquePointer
  let pathCount: Int

  /// `marks` are paths of which only the presence is wanted.
  init(paths: [String], marks: [String]) {
    var names: [UInt8] = []
    var offsets: [UInt32] = [0]
    for path in paths + marks {
      names.append(contentsOf: path.utf8)
      offsets.append(UInt32(names.count))
    }
    let count = UInt32(paths.count)
    let made = unsafe names.withUnsafeBufferPointer { names in
      unsafe martlet_json_plan_new(names.baseAddress, offsets, count, UInt32(marks.count))
    }
    guard let made = unsafe made else { preconditionFailure("no memory for a plan") }
    unsafe handle = made
    pathCount = paths.count
  }

  deinit {
    unsafe martlet_json_plan_free(handle)
  }
}
