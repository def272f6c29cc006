/// The one form in which resources of Compute Engine are compared: `projects/ID/…`, whatever a request writes.
struct GCPPath {
  /// The project of the record.
  var project: String?
  /// The zone or region of the resource the record is about: `zones/europe-west1-b`.
  var zone: String?

  init(project: String?, zone: String?) {
    self.project = project
    self.zone = zone
  }

  /// - Parameter resource: what the record is about, from `projects/` on.
  init(project: String?, resource: String?) {
    let parts = (resource ?? "").split(separator: "/").map(String.init)
    self.project = project ?? (parts.count > 1 && parts[0] == "projects" ? parts[1] : nil)
    zone = parts.count > 3 && (parts[2] == "zones" || parts[2] == "regions") ? "\(parts[2])/\(parts[3])" : nil
  }

  /// The whole path of a link, a path, a part of a path or a bare name.
  ///
  /// Projects have a number besides their id. Which number belongs to which id no log says; a number that a request
  /// names is taken for the record's own project.
  func whole(_ text: String, kind: String) -> String {
    if let start = text.firstRange(of: "projects/") {
      let parts = text[start.lowerBound...].split(separator: "/", maxSplits: 2).map(String.init)
      guard parts.count == 3, let project, parts[1].allSatisfy(\.isNumber) else { return String(text[start.lowerBound...]) }
      return "projects/\(project)/\(parts[2])"
    }
    guard let project else { return text }
    if text.contains("/") { return "projects/\(project)/\(text)" }
    let isGlobal = ["snapshots", "images", "machineImages"].contains(kind)
    guard !kind.isEmpty, let place = isGlobal ? "global" : zone else { return text }
    return "projects/\(project)/\(place)/\(kind)/\(text)"
  }

  static func namesProjectByNumber(_ path: UnsafeBufferPointer<UInt8>) -> Bool {
    guard unsafe path.hasPrefix("projects/"), path.count > 9 else { return false }
    let rest = unsafe UnsafeBufferPointer(rebasing: path[9...]).prefix(beforeFirst: UInt8(ascii: "/"))
    return unsafe !rest.isEmpty && rest.allSatisfy { $0 &- 0x30 < 10 }
  }
}
