/// The same story with every call refused: a near miss, which must lead to nothing.
extension Scenario {
  /// The records of the story when its calls fail.
  public func refusedRecords(seed: UInt64, start: Moment = .standardStart) -> [NativeRecord] {
    delivered(written(seed: seed, start: start).map(\.refused))
  }
}

extension NativeRecord {
  /// The record as the provider writes it when the call is refused.
  var refused: NativeRecord {
    var record = self
    switch cloud {
    case .aws where body.member("eventType")?.text == "\"AwsServiceEvent\"":
      // What a service does by itself nobody refuses; that it follows a refused call is no matter here.
      break
    case .aws:
      record.body = body.setting(["responseElements"], to: .null).setting(["errorCode"], to: "Client.UnauthorizedOperation")
        .setting(["errorMessage"], to: "You are not authorized to perform this operation.")
    case .azure:
      if body.member("resultType")?.text == "\"Success\"" {
        record.body = body.setting(["resultType"], to: "Failure").setting(["resultSignature"], to: "Failed.Conflict")
      } else if body.member("ActivityStatusValue")?.text == "\"Success\"" {
        record.body = body.setting(["ActivityStatusValue"], to: "Failure").setting(["ActivitySubstatusValue"], to: "Conflict")
      } else if body.member("status")?.member("value")?.text == "\"Succeeded\"" {
        record.body = body.setting(["status", "value"], to: "Failed").setting(["status", "localizedValue"], to: "Failed")
          .setting(["subStatus", "value"], to: "Conflict").setting(["subStatus", "localizedValue"], to: "Conflict (HTTP Status Code: 409)")
      }
    case .gcp where body.text.contains("\"system@google.com\""): break
    case .gcp:
      record.body = body.setting(["protoPayload", "status"], to: ["code": 7, "message": "Permission denied"])
    }
    return record
  }
}

extension JSONValue {
  /// The value of a member of an object.
  func member(_ key: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.key == key }?.value
  }

  /// The object with a member, or a member of a member, set; it is added when it is not there.
  func setting(_ path: ArraySlice<String>, to value: JSONValue) -> JSONValue {
    guard let key = path.first else { return value }
    guard case .object(var members) = self else { return self }
    let rest = path.dropFirst()
    if let place = members.firstIndex(where: { $0.key == key }) {
      members[place].value = members[place].value.setting(rest, to: value)
    } else {
      members.append((key, JSONValue.object([]).setting(rest, to: value)))
    }
    return .object(members)
  }

  func setting(_ path: [String], to value: JSONValue) -> JSONValue { setting(path[...], to: value) }
}
