/// Turns CloudTrail records into events.
final class CloudTrailMapping {
  private let resources = CloudTrailResources()

  /// Calls `row` once for each resource, or once for the first of them, while the fields of the event are set.
  func forEachEvent(
    of record: CloudTrailRecord, isExpanded: Bool, in values: NormalValues, _ embedded: EmbeddedTrees, _ row: () -> Void
  ) {
    setFields(of: record, in: values, embedded)
    values.endRecord()
    resources.forEach(of: record, isExpanded: isExpanded, in: values, embedded, row)
  }

  /// Sets the fields that hold for the whole record.
  private func setFields(of record: CloudTrailRecord, in values: NormalValues, _ embedded: EmbeddedTrees) {
    values.set(.simpleName, record.isRead ? "CloudResourceRead" as StaticString : "CloudResourceModification")
    values.set(.kind, "event")
    values.set(.module, "aws")
    values.set(.dataset, "aws.cloudtrail")
    values.set(.vendor, "aws")
    values.set(.provider, "aws")
    if values.wants(.outcome) {
      values.set(.outcome, isFailure(record, embedded) ? "failure" as StaticString : "success")
    }
    values.set(.account, record.account)
    if let account = record.account {
      values.compose(.aid) { text in
        text.append("aws:")
        text.append(account)
      }
    }
    values.setDefault(.aid, "unknown")
    values.set(.region, record.region)
    values.set(.operationName, record.eventName)
    values.set(.action, record.eventName)
    values.set(.service, record.eventSource)
    values.set(.eventID, record.eventID)
    values.set(.operationGroup, record.requestID)
    values.set(.userAgent, record.userAgent)
    values.set(.errorCode, record.errorCode)
    values.set(.errorMessage, record.errorMessage)
    if values.wants(.timestamp), let time = record.eventTime?.milliseconds { values.set(.timestamp, number: time) }
    if values.wanted.containsAny(of: .sourceIP, .sourceDomain), let address = record.sourceAddress {
      values.set(address.isAddress ? .sourceIP : .sourceDomain, address)
    }
    setActor(of: record, in: values)
  }

  /// A refused console login has no error code, but says so in its response.
  private func isFailure(_ record: CloudTrailRecord, _ embedded: EmbeddedTrees) -> Bool {
    if record.isFailure { return true }
    guard record.eventName?.equals("ConsoleLogin") == true else { return false }
    return record.tree(record.response, "Response", embedded)?["ConsoleLogin"]?.equals("Failure") == true
  }

  private func setActor(of record: CloudTrailRecord, in values: NormalValues) {
    let identity = record.identity
    if values.wants(.actorUserName) {
      identity.setName(.actorUserName, in: values)
      values.setDefault(.actorUserName, "unknown")
    }
    if values.wants(.userName) { identity.setName(.userName, in: values) }
    values.set(.userID, identity.principalID?.prefix(beforeFirst: UInt8(ascii: ":")))
    // Of a session the role: the rest of its ARN was chosen by the caller.
    values.set(.userARN, identity.issuerARN ?? identity.arn)
    if values.wants(.isService) { values.set(.isService, identity.isService(at: record.sourceAddress)) }
  }
}
