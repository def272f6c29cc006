/// What one JSON record turns out to be.
enum RecordContent {
  /// An event as it stands.
  case flat
  /// A native record, which may stand inside an envelope.
  case native(NativeRecord.Shape, JSONNode)
  /// Records in an array inside an envelope.
  case list(JSONNode)
  /// A record as JSON text inside an envelope.
  case embedded(JSONNode)
  /// Log events of a CloudWatch Logs subscription, each with a record as text.
  case messages(JSONNode)
  /// Base64 text, possibly of gzip data, that holds records.
  case encoded(JSONNode)
  /// Something that is no event, such as a delivery check or a digest.
  case ignored

  init(_ record: JSONNode) {
    self = Self.recognise(record)
  }

  private static func recognise(_ record: JSONNode) -> RecordContent {
    guard record.kind == .object else { return .flat }
    let keys = RecordKeys(of: record)
    if keys.isEmpty { return .flat }
    return amazon(record, keys) ?? google(record, keys) ?? azure(record, keys) ?? envelope(record, keys) ?? .flat
  }

  private static func amazon(_ record: JSONNode, _ keys: RecordKeys) -> RecordContent? {
    if keys.contains([.eventSource, .eventName]), keys.contains(.cloudTrailDetail) {
      // Notifications of S3 look alike, but their sources are `aws:s3`.
      return record["eventSource"]?.hasPrefix("aws:") == true ? nil : .native(.cloudTrail, record)
    }
    if keys.contains([.detailType, .detail]), let detail = record["detail"], detail.kind == .object {
      if record["detail-type"]?.hasSuffix("via CloudTrail") == true { return recognise(detail) }
      return record["source"]?.hasPrefix("aws.") == true ? .ignored : nil
    }
    if keys.contains(.cloudTrailEvent), let event = record["CloudTrailEvent"] {
      return event.kind == .object ? recognise(event) : event.kind == .text ? .embedded(event) : nil
    }
    if keys.contains([.logEvents, .messageType]), let events = record["logEvents"] {
      return record["messageType"]?.equals("DATA_MESSAGE") == true ? .messages(events) : .ignored
    }
    if keys.contains(.eventData), let data = record["eventData"] {
      if data.kind == .object, case .native(let shape, let inner) = recognise(data) { return .native(shape, inner) }
      if data.kind == .text, data.hasPrefix("{"), data.contains("eventSource") { return .embedded(data) }
    }
    if keys.contains(.digest), record["digestS3Object"] != nil || record["logFiles"] != nil { return .ignored }
    if keys.contains([.insight, .cloudTrailDetail]) { return .ignored }
    if keys.contains([.classUID, .api]), let number = record["class_uid"],
      number.equals("3005") || number.equals("6003")
    {
      return .native(.ocsf, record)
    }
    return nil
  }

  private static func google(_ record: JSONNode, _ keys: RecordKeys) -> RecordContent? {
    guard keys.contains(.protoPayload), record.first("protoPayload", "protopayload_auditlog")?.kind == .object else {
      return nil
    }
    return .native(.gcp, record)
  }

  private static func azure(_ record: JSONNode, _ keys: RecordKeys) -> RecordContent? {
    if keys.contains([.azureOperation, .azureDetail]) { return .native(.azure, record) }
    if keys.contains(.operationNameValue) || keys.contains(.activityStatus) { return .native(.azure, record) }
    guard keys.contains(.data), let data = record["data"], data.kind == .object else { return nil }
    if keys.contains(.schemaID), let log = data["context"]?["activityLog"], log.kind == .object {
      return .native(.azure, log)
    }
    if keys.contains([.eventType, .subject]), data["operationName"] != nil { return .native(.azure, record) }
    return nil
  }

  private static func envelope(_ record: JSONNode, _ keys: RecordKeys) -> RecordContent? {
    if keys.contains(.awslogs), let data = record["awslogs"]?["data"], data.kind == .text { return .encoded(data) }
    if keys.contains(.kinesis), let data = record["kinesis"]?["data"], data.kind == .text { return .encoded(data) }
    if keys.contains([.recordID, .data]), let data = record["data"], data.kind == .text { return .encoded(data) }
    if keys.contains(.message), let message = record["message"], message.kind == .object,
      let data = message["data"], data.kind == .text, message["attributes"] != nil || record["subscription"] != nil
    {
      return .encoded(data)
    }
    guard keys.contains(.list) else { return nil }
    for key in ["Records", "records", "value", "Events"] as [StaticString] {
      guard let list = record[key], list.kind == .array, let first = list.children.first(where: { _ in true }),
        first.kind == .object
      else { continue }
      // Lists under these names are everyday fields too: what is in them tells.
      if case .flat = recognise(first), key.utf8CodeUnitCount < 7 { continue }
      return .list(list)
    }
    return nil
  }
}
