extension Column {
  /// Clears the bits of rows whose value is not `true`: how a condition in an expression decides.
  public func keepTrue(in mask: inout RowMask) {
    keep(in: &mask) { text in
      text.count == 4 && text[0] == UInt8(ascii: "t") && text[1] == UInt8(ascii: "r") && text[2] == UInt8(ascii: "u")
        && text[3] == UInt8(ascii: "e")
    }
  }
}
