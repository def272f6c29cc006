/// The members of a record that tell what it is.
struct RecordKeys: OptionSet {
  let rawValue: UInt32

  init(rawValue: UInt32) { self.rawValue = rawValue }

  static let detailType = RecordKeys(rawValue: 1 << 0)
  static let detail = RecordKeys(rawValue: 1 << 1)
  static let cloudTrailEvent = RecordKeys(rawValue: 1 << 2)
  static let logEvents = RecordKeys(rawValue: 1 << 3)
  static let messageType = RecordKeys(rawValue: 1 << 4)
  static let awslogs = RecordKeys(rawValue: 1 << 5)
  static let message = RecordKeys(rawValue: 1 << 6)
  static let protoPayload = RecordKeys(rawValue: 1 << 7)
  static let classUID = RecordKeys(rawValue: 1 << 8)
  static let eventSource = RecordKeys(rawValue: 1 << 9)
  static let eventName = RecordKeys(rawValue: 1 << 10)
  /// `eventVersion`, `userIdentity` or `eventID`.
  static let cloudTrailDetail = RecordKeys(rawValue: 1 << 11)
  static let eventData = RecordKeys(rawValue: 1 << 12)
  static let azureOperation = RecordKeys(rawValue: 1 << 13)
  /// An identifier that Azure gives a record or its resource.
  static let azureDetail = RecordKeys(rawValue: 1 << 14)
  static let activityStatus = RecordKeys(rawValue: 1 << 15)
  static let data = RecordKeys(rawValue: 1 << 16)
  static let schemaID = RecordKeys(rawValue: 1 << 17)
  static let eventType = RecordKeys(rawValue: 1 << 18)
  static let subject = RecordKeys(rawValue: 1 << 19)
  static let list = RecordKeys(rawValue: 1 << 20)
  static let digest = RecordKeys(rawValue: 1 << 21)
  static let insight = RecordKeys(rawValue: 1 << 22)
  static let api = RecordKeys(rawValue: 1 << 23)
  static let kinesis = RecordKeys(rawValue: 1 << 24)
  static let operationNameValue = RecordKeys(rawValue: 1 << 25)
  static let recordID = RecordKeys(rawValue: 1 << 26)

  private static let names: [(StaticString, RecordKeys)] = [
    ("detail-type", .detailType), ("detail", .detail), ("CloudTrailEvent", .cloudTrailEvent), ("logEvents", .logEvents),
    ("messageType", .messageType), ("awslogs", .awslogs), ("message", .message), ("protoPayload", .protoPayload),
    ("protopayload_auditlog", .protoPayload), ("class_uid", .classUID), ("eventSource", .eventSource),
    ("eventName", .eventName), ("eventVersion", .cloudTrailDetail), ("userIdentity", .cloudTrailDetail),
    ("eventID", .cloudTrailDetail), ("eventData", .eventData), ("operationName", .azureOperation),
    ("operation_name", .azureOperation), ("OperationNameValue", .operationNameValue), ("resourceId", .azureDetail),
    ("resource_id", .azureDetail), ("correlationId", .azureDetail), ("correlation_id", .azureDetail),
    ("eventDataId", .azureDetail), ("event_data_id", .azureDetail), ("resourceUri", .azureDetail),
    ("ActivityStatusValue", .activityStatus), ("data", .data), ("schemaId", .schemaID), ("eventType", .eventType),
    ("subject", .subject), ("Records", .list), ("records", .list), ("value", .list), ("Events", .list),
    ("digestStartTime", .digest), ("insightDetails", .insight), ("api", .api), ("kinesis", .kinesis),
    ("recordId", .recordID),
  ]

  private static let table = KeyTable(names.map { $0.0 })

  /// The telling members of a record.
  init(of record: JSONNode) {
    var keys: RecordKeys = []
    for member in record.children {
      if let number = unsafe Self.table.number(of: member.key) { keys.insert(Self.names[number].1) }
    }
    self = keys
  }

  /// Paths whose presence in a flat record asks for a closer look.
  static let marks = [
    "detail-type", "CloudTrailEvent", "logEvents", "awslogs.data", "message.data", "protoPayload",
    "protopayload_auditlog", "class_uid", "eventSource", "eventData", "operationName", "operation_name",
    "OperationNameValue", "ActivityStatusValue", "data.context.activityLog", "data.operationName", "Records[0]",
    "records[0]", "value[0]", "Events[0]", "digestStartTime", "insightDetails", "kinesis.data", "recordId",
  ]
}
