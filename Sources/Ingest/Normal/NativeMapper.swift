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
    /// The record, or the records of its phases, the one whose values count first.
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
      mapCloudTrail(CloudTrailRecord(node), node, isExpanded: isExpanded, row)
    case .ocsf:
      guard let node = phases.first else { return }
      embedded.removeAll()
      mapCloudTrail(CloudTrailRecord(ocsf: node, embedded), node, isExpanded: isExpanded, row)
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

  private func mapCloudTrail(_ record: CloudTrailRecord, _ node: JSONNode, isExpanded: Bool, _ row: (Event) -> Void) {
    let time = unsafe record.eventTime?.scalar.flatMap { unsafe EventTime.parse($0) }
    cloudTrail.setFields(of: record, in: values)
    if let time { values.set(.timestamp, number: time) }
    values.endRecord()
    var number = 0
    cloudTrail.forEachResource(of: record, isExpanded: isExpanded, in: values) {
      row(Event(time: time, phases: [node], number: number))
      number += 1
    }
  }
}
