extension LineageEvent {
  /// The order of acts within one second, in which clouds log no order: saving a state comes before making something
  /// of it, and that before putting it in place (design decision 21).
  var causalRank: Int {
    switch act {
    case .touch, .setType: 0
    case .recover, .requestRestore: 1
    case .takeSnapshot, .makeImage: 2
    case .copySnapshot, .copyImage: 3
    case .makeDisk: 4
    case .stop: 5
    case .detach: 6
    case .attach, .setDisks, .changeDisks, .replaceRoot, .rewindDatabase: 7
    case .launch, .restoreDatabase: 8
    case .start, .link, .unlink, .renameDatabase, .repoint: 9
    case .terminate, .endMember, .dropDatabase, .discardDisks: 10
    case .delete, .silence, .repair: 11
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
