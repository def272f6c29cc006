/// How stored bytes are compressed, told by their first bytes.
enum Compression {
  case gzip
  case zstd

  init?(_ text: UnsafePointer<UInt8>, count: Int) {
    if count >= 2, unsafe text[0] == 0x1F, unsafe text[1] == 0x8B {
      self = .gzip
    } else if count >= 4, unsafe text[0] == 0x28, unsafe text[1] == 0xB5, unsafe text[2] == 0x2F, unsafe text[3] == 0xFD
    {
      self = .zstd
    } else {
      return nil
    }
  }
}
