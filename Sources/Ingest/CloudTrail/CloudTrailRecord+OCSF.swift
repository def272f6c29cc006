extension CloudTrailRecord {
  /// A CloudTrail record as Security Lake keeps it: OCSF 1.0.0-rc.2 (class 3005) or 1.1.0 (class 6003).
  init(ocsf event: JSONNode, _ embedded: EmbeddedTrees) {
    let api = event["api"]
    let request = api?["request"]
    let response = api?["response"]
    let actor = event["actor"]
    let user = actor?["user"]
    let session = actor?["session"]
    let unmapped = event["unmapped"]
    let cloud = event["cloud"]
    let endpoint = event["src_endpoint"]
    self.init()
    eventName = api?["operation"]
    eventSource = api?["service"]?["name"]
    eventTime = event["time"]
    eventID = event["metadata"]?["uid"]
    requestID = request?["uid"]
    self.request = embedded.value(of: request?["data"] ?? unmapped?["requestParameters"])
    self.response = embedded.value(of: response?["data"] ?? unmapped?["responseElements"])
    errorCode = response?["error"]?.filled
    errorMessage = response?["message"]?.filled
    region = cloud?["region"]
    account = cloud?["account"]?["uid"] ?? cloud?["account_uid"] ?? user?["account_uid"] ?? user?["account"]?["uid"]
    sourceAddress = endpoint?.first("ip", "domain", "svc_name")?.filled
    userAgent = event["http_request"]?["user_agent"]?.filled
    resources = nil
    identity.type = user?["type"]?.filled
    identity.userName = user?["name"]?.filled
    // The ARN is `uuid` in the older version, whose `uid` is the principal, and `uid` in the newer one.
    identity.arn = user?["uuid"]?.filled ?? user?["uid"]
    identity.principalID = user?["uid_alt"]?.filled ?? (user?["uuid"] == nil ? nil : user?["uid"]?.filled)
    identity.account = user?["account_uid"] ?? user?["account"]?["uid"]
    identity.invokedBy = actor?["invoked_by"]?.filled
    identity.issuerARN = session?["issuer"]?.filled
    readOnly = unmapped?["readOnly"]
    if readOnly == nil { readsByActivity = event["activity_id"]?.equals("2") }
    isRefused = event["status_id"]?.equals("2") == true
  }
}
