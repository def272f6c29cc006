/// An AWS account in one region: writes CloudTrail records of calls made in it.
public struct AWSAccount: Sendable {
  public var id: String
  public var region: String

  public init(id: String = "111122223333", region: String = "eu-west-1") {
    self.id = id
    self.region = region
  }

  /// The outcome of a call.
  public enum Outcome: Sendable {
    case success(JSONValue)
    case failure(code: String, message: String)

    /// What CloudTrail records for a call with the dry-run flag.
    public static let dryRun = Outcome.failure(
      code: "Client.DryRunOperation", message: "Request would have succeeded, but DryRun flag is set.")
  }

  /// Writes the record of one call at the current time.
  ///
  /// - Parameters:
  ///   - service: the first label of the event source, such as `ec2`.
  ///   - request: `requestParameters`.
  public func call(
    _ name: String, service: String = "ec2", by actor: AWSActor, request: JSONValue = nil,
    outcome: Outcome = .success(nil), readOnly: Bool = false, in telemetry: inout Telemetry
  ) {
    let time = telemetry.now
    var body: JSONValue = [
      "eventVersion": "1.09", "userIdentity": actor.identity(account: id, time: time),
      "eventTime": .string(time.seconds), "eventSource": "\(service).amazonaws.com", "eventName": .string(name),
      "awsRegion": .string(region), "sourceIPAddress": .string(actor.address), "userAgent": .string(actor.userAgent),
    ]
    switch outcome {
    case .success(let response):
      body = body.adding("requestParameters", request).adding("responseElements", response)
    case .failure(let code, let message):
      body = body.adding("errorCode", .string(code)).adding("errorMessage", .string(message))
        .adding("requestParameters", request).adding("responseElements", .null)
    }
    body = body.adding("requestID", .string(telemetry.random.uuid())).adding("eventID", .string(telemetry.random.uuid()))
      .adding("readOnly", .boolean(readOnly)).adding("eventType", "AwsApiCall").adding("managementEvent", true)
      .adding("recipientAccountId", .string(id)).adding("eventCategory", "Management")
      .adding(
        "tlsDetails",
        [
          "tlsVersion": "TLSv1.3", "cipherSuite": "TLS_AES_128_GCM_SHA256",
          "clientProvidedHostHeader": "\(service).\(region).amazonaws.com",
        ])
    if actor.userAgent == AWSActor.console { body = body.adding("sessionCredentialFromConsole", "true") }
    telemetry.write(NativeRecord(cloud: .aws, time: time, account: id, region: region, body: body))
  }
}
