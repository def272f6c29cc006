extension LineageEvent {
  /// The order of acts within one second, in which clouds log no order: saving a state comes before making something
  /// of it, and that before putting it in place (design decision 21).
  var causalRank: Int {
    switch act {
    case .touch(_, let touch): touch == .evidenceRemoval ? 11 : 0
    case .recover, .orderRestore: 1
    case .takeSnapshot, .makeImage: 2
    case .copySnapshot, .copyImage: 3
    case .makeDisk: 4
    case .stop: 5
    case .detach: 6
    case .attach, .setDisks, .replaceRoot: 7
    case .launch: 8
    case .start, .rename, .repoint: 9
    case .terminate, .endMember: 10
    case .repair: 11
    case .delete: 11
    }
  }

  /// The second that a time lies in: within one the order is that of causes.
  public static func second(of time: Int64) -> Int64 { time / 1000 }

  /// Time in whole seconds, then cause, then the identifier: never the order in which records happened to lie.
  public static func precedes(_ left: LineageEvent, _ right: LineageEvent) -> Bool {
    let leftSecond = second(of: left.time)
    let rightSecond = second(of: right.time)
    if leftSecond != rightSecond { return leftSecond < rightSecond }
    if left.causalRank != right.causalRank { return left.causalRank < right.causalRank }
    if left.time != right.time { return left.time < right.time }
    return left.eventID == right.eventID ? left.resource < right.resource : left.eventID < right.eventID
  }
}
