/// Turns CloudTrail records into events.
final class CloudTrailMapping {
  private let resources = CloudTrailResources()

  /// Sets the fields that hold for the whole record.
  func setFields(of record: CloudTrailRecord, in values: NormalValues) {
    values.set(.simpleName, record.isRead ? "CloudResourceRead" as StaticString : "CloudResourceModification")
    values.set(.kind, "event")
    values.set(.module, "aws")
    values.set(.dataset, "aws.cloudtrail")
    values.set(.vendor, "aws")
    values.set(.provider, "aws")
    values.set(.outcome, record.isFailure ? "failure" as StaticString : "success")
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
    if let address = record.sourceAddress, let text = unsafe address.scalar {
      values.set(unsafe NetworkAddress.isAddress(text) ? .sourceIP : .sourceDomain, address)
    }
    setActor(of: record, in: values)
  }

  private func setActor(of record: CloudTrailRecord, in values: NormalValues) {
    let identity = record.identity
    for field in [NormalField.actorUserName, .userName] where values.wants(field) {
      identity.setName(field, in: values)
    }
    values.setDefault(.actorUserName, "unknown")
    if let principal = unsafe identity.principalID?.scalar {
      unsafe values.set(.userID, principal.prefix(beforeFirst: UInt8(ascii: ":")))
    }
    if values.wants(.isService) { values.set(.isService, identity.isService(at: record.sourceAddress)) }
  }

  /// Calls `row` once for each resource, or once for the first of them; its fields are then set.
  func forEachResource(of record: CloudTrailRecord, isExpanded: Bool, in values: NormalValues, _ row: () -> Void) {
    resources.forEach(of: record, isExpanded: isExpanded, in: values, row)
  }
}
