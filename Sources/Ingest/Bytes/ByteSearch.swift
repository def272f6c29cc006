import Glibc
import MartletNative

/// The first place of a byte.
func firstPlace(of byte: UInt8, in text: UnsafePointer<UInt8>, count: Int) -> Int? {
  guard count > 0, let found = unsafe memchr(text, Int32(byte), count) else { return nil }
  return unsafe UnsafeRawPointer(found) - UnsafeRawPointer(text)
}

/// The last place of a byte.
func lastPlace(of byte: UInt8, in text: UnsafePointer<UInt8>, count: Int) -> Int? {
  let index = unsafe martlet_last_index(text, count, byte)
  return index < count ? index : nil
}

/// The last place where an object that is not the first element of an array starts: `,{"`.
///
/// Inside a text this can only stand at its end, since a quote inside would be escaped.
func lastElementStart(in text: UnsafePointer<UInt8>, count: Int) -> Int? {
  var end = count - 1
  while end > 1, let brace = unsafe lastPlace(of: UInt8(ascii: "{"), in: text, count: end) {
    if brace > 0, unsafe text[brace - 1] == UInt8(ascii: ","), unsafe text[brace + 1] == UInt8(ascii: "\"") {
      return brace
    }
    end = brace
  }
  return nil
}
