/// Geohashes: places as texts whose start names a cell around them.
enum Geohash {
  private static let letters = Array("0123456789bcdefghjkmnpqrstuvwxyz".utf8)

  /// `nil` outside the earth. A place on the border of two cells lies in the lower one.
  static func text(latitude: Double, longitude: Double, length: Int) -> [UInt8]? {
    guard (-90...90).contains(latitude), (-180...180).contains(longitude) else { return nil }
    var ranges = (latitude: (-90.0, 90.0), longitude: (-180.0, 180.0))
    var text: [UInt8] = []
    var isLongitude = true
    for _ in 0..<length {
      var letter = 0
      for _ in 0..<5 {
        let (low, high) = isLongitude ? ranges.longitude : ranges.latitude
        let middle = (low + high) / 2
        let isUpper = (isLongitude ? longitude : latitude) > middle
        letter = letter << 1 | (isUpper ? 1 : 0)
        let half = isUpper ? (middle, high) : (low, middle)
        if isLongitude { ranges.longitude = half } else { ranges.latitude = half }
        isLongitude.toggle()
      }
      text.append(letters[letter])
    }
    return text
  }

  /// The middle of the cell that a text names.
  static func middle(of text: some Sequence<UInt8>) -> (latitude: Double, longitude: Double) {
    var ranges = (latitude: (-90.0, 90.0), longitude: (-180.0, 180.0))
    var isLongitude = true
    for byte in text {
      let letter = letters.firstIndex(of: byte) ?? 0
      for bit in (0..<5).reversed() {
        let (low, high) = isLongitude ? ranges.longitude : ranges.latitude
        let middle = (low + high) / 2
        let half = letter >> bit & 1 == 1 ? (middle, high) : (low, middle)
        if isLongitude { ranges.longitude = half } else { ranges.latitude = half }
        isLongitude.toggle()
      }
    }
    return ((ranges.latitude.0 + ranges.latitude.1) / 2, (ranges.longitude.0 + ranges.longitude.1) / 2)
  }
}
