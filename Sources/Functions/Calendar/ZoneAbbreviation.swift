import MartletExecution

/// What clocks call their time, `EDT` or `CEST`: words that stand for an offset and not for the rules of a zone.
///
/// They are read as `formatTime()` writes them. Of words that several countries have, one meaning is taken: `BST` is
/// British, `CST` American and `IST` Indian.
enum ZoneAbbreviation {
  static func rules(_ name: String) -> TimeZoneRules? {
    offsets[name].map { minutes in TimeZoneRules(name: name) { _ in minutes * 60 } }
  }

  /// Minutes east of UTC.
  private static let offsets: [String: Int] = [
    "ACDT": 630, "ACST": 570, "ADT": -180, "AEDT": 660, "AEST": 600, "AKDT": -480, "AKST": -540, "ART": -180, "AST": -240,
    "AWST": 480, "BRT": -180, "BST": 60, "CAT": 120, "CDT": -300, "CEST": 120, "CET": 60, "CLT": -240, "COT": -300,
    "CST": -360, "EAT": 180, "EDT": -240, "EEST": 180, "EET": 120, "EST": -300, "GST": 240, "HADT": -540, "HAST": -600,
    "HDT": -540, "HKT": 480, "HST": -600, "ICT": 420, "IDT": 180, "IST": 330, "JST": 540, "KST": 540, "MDT": -360,
    "MEST": 120, "MET": 60, "MSD": 240, "MSK": 180, "MST": -420, "MYT": 480, "NDT": -150, "NPT": 345, "NST": -210,
    "NZDT": 780, "NZST": 720, "PDT": -420, "PHT": 480, "PKT": 300, "PST": -480, "SAST": 120, "SGT": 480, "TRT": 180,
    "UT": 0, "WAST": 120, "WAT": 60, "WEST": 60, "WET": 0, "WIB": 420, "WIT": 540, "WITA": 480,
  ]
}
