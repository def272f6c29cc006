/// Finds the right stream for stored bytes.
enum StreamOpener {
  static func open(_ file: OpenFile, range: Range<Int>?) throws(StreamError) -> any ByteStream {
    guard range == nil else { return StoredBytes(file, range: range) }
    return StoredBytes(file)
  }
}
