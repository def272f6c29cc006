extension CloudTrailRecord {
  /// A CloudTrail record as Security Lake keeps it: OCSF 1.0.0-rc.2 (class 3005) or 1.1.0 (class 6003).
  init(ocsf event: JSONNode, _ embedded: EmbeddedTrees) {
    let api = event["api"]
    let request = api?["request"]
    let response = api?["response"]
    let actor = event["actor"]
    let user = actor?["user"]
    let unmapped = event["unmapped"]
    let cloud = event["cloud"]
    let endpoint = event["src_endpoint"]
    self.init()
    eventName = api?["operation"]?.filledText
    eventSource = api?["service"]?["name"]?.filledText
    eventTime = event["time"]?.filledText
    eventID = event["metadata"]?["uid"]?.filledText
    requestID = request?["uid"]?.filledText
    self.request = Part(embedded.value(of: request?["data"] ?? unmapped?["requestParameters"]))
    self.response = Part(embedded.value(of: response?["data"] ?? unmapped?["responseElements"]))
    errorCode = response?["error"]?.filledText
    errorMessage = response?["message"]?.filledText
    region = cloud?["region"]?.filledText
    let own = user?["account_uid"]?.filledText ?? user?["account"]?["uid"]?.filledText
    account = cloud?["account"]?["uid"]?.filledText ?? cloud?["account_uid"]?.filledText ?? own
    sourceAddress = endpoint?.first("ip", "domain", "svc_name")?.filledText
    userAgent = event["http_request"]?["user_agent"]?.filledText
    identity.type = user?["type"]?.filledText
    identity.userName = user?["name"]?.filledText
    // The ARN is `uuid` in the older version, whose `uid` is the principal, and `uid` in the newer one.
    let uuid = user?["uuid"]?.filledText
    identity.arn = uuid ?? user?["uid"]?.filledText
    identity.principalID = user?["uid_alt"]?.filledText ?? (uuid == nil ? nil : user?["uid"]?.filledText)
    identity.account = own
    identity.invokedBy = actor?["invoked_by"]?.filledText
    identity.issuerARN = actor?["session"]?["issuer"]?.filledText
    readOnly = unmapped?["readOnly"]?.filledText
    if readOnly == nil { readsByActivity = event["activity_id"]?.equals("2") }
    isRefused = event["status_id"]?.equals("2") == true
  }
}
