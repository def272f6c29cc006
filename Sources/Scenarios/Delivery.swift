/// Records inside what carries them: an event of EventBridge, or a message of a log subscription.
extension Scenario {
  func delivered(_ records: [NativeRecord]) -> [NativeRecord] {
    switch delivery {
    case .asWritten: return records
    case .eventBridge: return records.map(\.asEvent)
    case .logGroup:
      return stride(from: 0, to: records.count, by: 3).map { start in
        NativeRecord.message(of: Array(records[start..<min(start + 3, records.count)]))
      }
    }
  }
}

extension NativeRecord {
  /// The record as EventBridge hands it on.
  var asEvent: NativeRecord {
    var record = self
    let service = body.member("eventSource")?.unquoted.split(separator: ".").first.map(String.init) ?? "ec2"
    record.body = [
      "version": "0", "id": .string(body.member("eventID")?.unquoted ?? ""), "detail-type": "AWS API Call via CloudTrail",
      "source": "aws.\(service)", "account": .string(account), "time": .string(time.seconds), "region": .string(region),
      "resources": [], "detail": body,
    ]
    return record
  }

  /// Records of one log stream as a subscription delivers them, unpacked.
  static func message(of records: [NativeRecord]) -> NativeRecord {
    var message = records[0]
    message.body = [
      "messageType": "DATA_MESSAGE", "owner": .string(message.account), "logGroup": "cloudtrail",
      "logStream": "\(message.account)_CloudTrail_\(message.region)", "subscriptionFilters": ["everything"],
      "logEvents": .array(
        records.enumerated().map { index, record in
          [
            "id": "3\(record.time.milliseconds)\(index)", "timestamp": .number(record.time.milliseconds),
            "message": .string(record.body.text),
          ]
        }),
    ]
    return message
  }
}

extension JSONValue {
  /// The text of a string, as it is.
  var unquoted: String {
    if case .string(let text) = self { text } else { text }
  }
}
