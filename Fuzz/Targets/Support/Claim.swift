/// Ends the process, which libFuzzer keeps the input of, unless the claim holds.
public func claim(_ holds: Bool, _ message: @autoclosure () -> String) {
  if !holds { fatalError("claim: \(message())") }
}

/// The bytes of one execution: choices from the front, then what is tried.
public struct FuzzInput {
  private var bytes: ArraySlice<UInt8>

  public init(_ start: UnsafePointer<UInt8>?, _ count: Int) {
    unsafe bytes = Array(UnsafeBufferPointer(start: start, count: count))[...]
  }

  public init(_ bytes: [UInt8]) {
    self.bytes = bytes[...]
  }

  /// The next choice below `bound`. Seeds are text, so the digits `0` to `9` choose the first ones.
  public mutating func choice(below bound: Int) -> Int {
    Int((bytes.popFirst() ?? 0x30) ^ 0x30) % bound
  }

  /// Everything that was not taken yet.
  public var rest: [UInt8] { Array(bytes) }

  /// What stands before the first `separator`, which is taken too; everything when there is none.
  public mutating func part(before separator: UInt8) -> [UInt8] {
    let part = Array(bytes.prefix { $0 != separator })
    bytes = bytes.dropFirst(part.count + 1)
    return part
  }
}
