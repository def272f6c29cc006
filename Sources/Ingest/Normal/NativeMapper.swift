import MartletColumns

/// Turns native records of every cloud into events.
final class NativeMapper {
  let values: NormalValues
  private let cloudTrail = CloudTrailMapping()
  private let azure = AzureMapping()
  private let gcp = GCPMapping()
  private let embedded = EmbeddedTrees()

  init(wanted: NormalFieldSet) {
    values = NormalValues(wanted: wanted)
  }

  /// One event of a native record; its normal fields are set in `values` while it is handed out.
  struct Event {
    /// When it happened, as epoch milliseconds.
    var time: Int64?
    /// The records of its phases, the one whose values count first; none when only members of it were read.
    var phases: [JSONNode]
    /// Its number among the events of the record.
    var number: Int
  }

  /// Calls `row` for each event of a record, given by the records of its phases.
  func forEachEvent(_ shape: NativeRecord.Shape, _ phases: [JSONNode], _ view: ScanRequest.View, _ row: (Event) -> Void)
  {
    let isExpanded = view == .resources
    values.beginRecord()
    switch shape {
    case .cloudTrail:
      guard let node = phases.first else { return }
      embedded.removeAll()
      map(CloudTrailRecord(node), node, isExpanded: isExpanded, row)
    case .ocsf:
      guard let node = phases.first else { return }
      embedded.removeAll()
      map(CloudTrailRecord(ocsf: node, embedded), node, isExpanded: isExpanded, row)
    case .azure:
      azure.map(phases, isExpanded: isExpanded, in: values) { time, phases in
        row(Event(time: time, phases: phases, number: 0))
      }
    case .gcp:
      gcp.map(phases, isExpanded: isExpanded, in: values) { time, phases in
        row(Event(time: time, phases: phases, number: 0))
      }
    }
  }

  /// The same for a CloudTrail record of which only members were read, by its row in `slots`.
  func forEachEvent(_ slots: CloudTrailSlots, _ number: Int, _ view: ScanRequest.View, _ row: (Event) -> Void) {
    values.beginRecord()
    embedded.removeAll()
    embedded.slots = slots
    map(slots.record(number), nil, isExpanded: view == .resources, row)
  }

  private func map(_ record: CloudTrailRecord, _ node: JSONNode?, isExpanded: Bool, _ row: (Event) -> Void) {
    var event = Event(time: record.eventTime?.milliseconds, phases: node.map { [$0] } ?? [], number: 0)
    cloudTrail.forEachEvent(of: record, isExpanded: isExpanded, in: values, embedded) {
      row(event)
      event.number += 1
    }
  }
}
