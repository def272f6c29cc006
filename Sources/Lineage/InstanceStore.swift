/// EC2 instance types that come with disks of the host, whose content is gone after a stop.
///
/// By naming rule: `d` among the letters after the generation (`m5d`, `c6gd`, `r7iz` has none), the storage families,
/// and the old generations that had them (Amazon EC2 user guide, instance store volumes).
enum InstanceStore {
  static func has(_ type: String) -> Bool {
    guard let family = type.split(separator: ".").first else { return false }
    if families.contains(String(family)) { return true }
    guard let generation = family.firstIndex(where: \.isNumber) else { return false }
    return family[generation...].drop(while: \.isNumber).contains("d")
  }

  private static let families: Set<String> = [
    "i2", "i3", "i3en", "i4i", "i4g", "im4gn", "is4gen", "i7i", "i7ie", "i8g", "d2", "d3", "d3en", "h1", "x1", "x1e",
    "f1", "g2", "hs1", "m1", "m2", "m3", "c1", "c3", "r3", "cc2", "cr1", "z1d", "p3dn", "p4d", "p4de", "p5",
  ]
}
