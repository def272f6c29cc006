import MartletNative

/// A MaxMind database of addresses (`.mmdb`): of places, of networks, or of both.
///
/// Lookups are thread-safe and read the file in place.
@safe public final class AddressDatabase: @unchecked Sendable {
  /// What a database knows of an address.
  public struct Entry: Sendable {
    public var country: String?
    public var city: String?
    /// Degrees.
    public var latitude: Double?
    public var longitude: Double?
    public var systemNumber: Int?
    public var organisation: String?

    public init() {}
  }

  /// The file cannot be read as a database.
  public struct Failure: Error {
    public let message: String
  }

  private let database: OpaquePointer

  public init(path: String) throws(Failure) {
    var reason = [CChar](repeating: 0, count: 200)
    guard let database = unsafe martlet_mmdb_open(path, &reason, Int32(reason.count)) else {
      throw Failure(message: String(decoding: reason.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self))
    }
    unsafe self.database = database
  }

  deinit { unsafe martlet_mmdb_close(database) }

  /// Adds what the database knows of an address to what others knew; `nil` stays when none knows it.
  public func lookUp(_ address: String, into entry: inout Entry?) {
    var place = martlet_place()
    guard unsafe martlet_mmdb_lookup(database, address, &place) else { return }
    var known = entry ?? Entry()
    known.country = known.country ?? Self.text(of: place.country)
    known.city = known.city ?? Self.text(of: place.city)
    known.organisation = known.organisation ?? Self.text(of: place.organisation)
    if place.has_place, known.latitude == nil {
      known.latitude = place.latitude
      known.longitude = place.longitude
    }
    if place.has_system, known.systemNumber == nil { known.systemNumber = Int(place.system_number) }
    entry = known
  }

  /// The text in a C array; `nil` for an empty one.
  private static func text<Bytes>(of bytes: Bytes) -> String? {
    let text = unsafe withUnsafeBytes(of: bytes) { buffer in
      unsafe String(decoding: buffer.prefix { $0 != 0 }, as: UTF8.self)
    }
    return text.isEmpty ? nil : text
  }
}
