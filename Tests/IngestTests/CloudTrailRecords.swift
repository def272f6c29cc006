/// CloudTrail records made up from the specification.
enum CloudTrailRecords {
  static let user =
    #"{"type":"IAMUser","principalId":"AIDAEXAMPLE","arn":"arn:aws:iam::111122223333:user/ann","accountId":"111122223333","userName":"ann"}"#

  static func record(
    _ name: String, request: String = "null", response: String = "null", identity: String = user,
    source: String = "ec2.amazonaws.com", extra: String = "", time: String = "2026-01-05T09:12:44Z", id: String = "e-1"
  ) -> String {
    """
    {"eventVersion":"1.09","userIdentity":\(identity),"eventTime":"\(time)","eventSource":"\(source)",\
    "eventName":"\(name)","awsRegion":"eu-west-1","sourceIPAddress":"198.51.100.7","userAgent":"aws-cli/2.15.0",\
    "requestParameters":\(request),"responseElements":\(response),"requestID":"r-1","eventID":"\(id)","readOnly":false,\
    "eventType":"AwsApiCall","managementEvent":true,"recipientAccountId":"111122223333"\(extra)}
    """
  }

  static func instances(_ ids: String...) -> String {
    "{\"instancesSet\":{\"items\":[\(ids.map { "{\"instanceId\":\"\($0)\"}" }.joined(separator: ","))]}}"
  }

  static let stop = record(
    "StopInstances", request: instances("i-1", "i-2"),
    response:
      #"{"requestId":"r-1","instancesSet":{"items":[{"instanceId":"i-1","currentState":{"code":64,"name":"stopping"},"previousState":{"code":16,"name":"running"}},{"instanceId":"i-2","currentState":{"code":64,"name":"stopping"},"previousState":{"code":80,"name":"stopped"}}]}}"#
  )
}
