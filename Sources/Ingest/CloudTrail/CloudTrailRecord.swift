/// What the mapping needs of one CloudTrail record, found in whichever form the record comes.
struct CloudTrailRecord {
  var eventName: JSONNode?
  var eventSource: JSONNode?
  var eventTime: JSONNode?
  var region: JSONNode?
  var account: JSONNode?
  var sourceAddress: JSONNode?
  var userAgent: JSONNode?
  var errorCode: JSONNode?
  var errorMessage: JSONNode?
  var requestID: JSONNode?
  var eventID: JSONNode?
  var readOnly: JSONNode?
  /// Request and response as the service names their members, without the wrapping of nested EC2 operations.
  var request: JSONNode?
  var response: JSONNode?
  var resources: JSONNode?
  var identity = Identity()
  /// Whether OCSF calls the activity a read; `nil` in CloudTrail's own records.
  var readsByActivity: Bool?
  /// Whether OCSF calls the operation failed.
  var isRefused = false

  struct Identity {
    var type: JSONNode?
    var userName: JSONNode?
    var principalID: JSONNode?
    var arn: JSONNode?
    var account: JSONNode?
    var invokedBy: JSONNode?
    var issuerARN: JSONNode?
    var issuerName: JSONNode?
  }

  init() {}

  /// A record as CloudTrail delivers it.
  init(_ record: JSONNode) {
    for member in record.children where member.kind != .null {
      let key = unsafe member.key
      switch key.count {
      case 7: break
      case 8:
        if unsafe key.hasPrefix("readOnly") { readOnly = member }
      case 9:
        if unsafe key.hasPrefix("eventName") { eventName = member }
        if unsafe key.hasPrefix("eventTime") { eventTime = member }
        if unsafe key.hasPrefix("awsRegion") { region = member }
        if unsafe key.hasPrefix("userAgent") { userAgent = member.filled }
        if unsafe key.hasPrefix("errorCode") { errorCode = member.filled }
        if unsafe key.hasPrefix("requestID") { requestID = member }
        if unsafe key.hasPrefix("resources") { resources = member }
      default:
        if unsafe key.equals("eventSource") { eventSource = member }
        if unsafe key.equals("eventID") { eventID = member }
        if unsafe key.equals("errorMessage") { errorMessage = member.filled }
        if unsafe key.equals("recipientAccountId") { account = member }
        if unsafe key.equals("sourceIPAddress") { sourceAddress = member.filled }
        if unsafe key.equals("requestParameters") { request = member }
        if unsafe key.equals("responseElements") { response = member }
        if unsafe key.equals("userIdentity") { identity = Identity(member) }
      }
    }
    eventID = eventID ?? record["eventID"]
    account = account ?? identity.account
    request = unwrapped(request, "Request")
    response = unwrapped(response, "Response")
  }

  /// Nested EC2 operations hold their members in `<operation>Request` and `<operation>Response` (telemetry §1.3).
  private func unwrapped(_ node: JSONNode?, _ suffix: StaticString) -> JSONNode? {
    guard let node, let operation = unsafe eventName?.scalar else { return node }
    for child in node.children {
      let key = unsafe child.key
      if key.count == operation.count + suffix.utf8CodeUnitCount, unsafe key.hasSuffix(suffix),
        unsafe equal(UnsafeBufferPointer(rebasing: key[..<operation.count]), operation)
      {
        return child
      }
    }
    return node
  }

  var isFailure: Bool {
    // A refused console login has no error code.
    errorCode != nil || isRefused || response?["ConsoleLogin"]?.equals("Failure") == true
  }

  /// Whether the operation only reads. Records before version 1.06 do not say so.
  var isRead: Bool {
    if let readOnly { return readOnly.equals("true") }
    if let readsByActivity { return readsByActivity }
    guard let name = unsafe eventName?.scalar else { return false }
    let prefixes: [StaticString] = ["Describe", "Get", "List", "Head", "Lookup", "Search", "BatchGet", "Query", "Scan"]
    return prefixes.contains { unsafe name.hasPrefix($0) }
  }
}

extension CloudTrailRecord.Identity {
  init(_ identity: JSONNode) {
    for member in identity.children where member.kind != .null {
      let key = unsafe member.key
      if unsafe key.equals("type") { type = member }
      if unsafe key.equals("userName") { userName = member.filled }
      if unsafe key.equals("principalId") { principalID = member.filled }
      if unsafe key.equals("arn") { arn = member.filled }
      if unsafe key.equals("accountId") { account = member.filled }
      if unsafe key.equals("invokedBy") { invokedBy = member.filled }
      if unsafe key.equals("sessionContext"), let issuer = member["sessionIssuer"] {
        issuerARN = issuer["arn"]?.filled
        issuerName = issuer["userName"]?.filled
      }
    }
  }

  /// The name of a session: the caller chose it.
  private var session: UnsafeBufferPointer<UInt8>? {
    if let principal = unsafe principalID?.scalar, let session = unsafe principal.suffix(afterFirst: UInt8(ascii: ":"))
    {
      return unsafe session
    }
    guard let arn = unsafe arn?.scalar, unsafe arn.firstRange(of: ":assumed-role/") != nil else { return nil }
    return unsafe arn.suffix(afterLast: UInt8(ascii: "/"))
  }

  /// The name of the role behind a session.
  private var role: UnsafeBufferPointer<UInt8>? {
    if let issuerName = unsafe issuerName?.scalar { return unsafe issuerName }
    guard let arn = unsafe arn?.scalar, let start = unsafe arn.firstRange(of: ":assumed-role/") else { return nil }
    return unsafe UnsafeBufferPointer(rebasing: arn[(start + 14)...]).prefix(beforeFirst: UInt8(ascii: "/"))
  }

  /// Sets the name to show for the actor (telemetry §1.2).
  func setName(_ field: NormalField, in values: NormalValues) {
    guard let type else { return values.set(field, invokedBy ?? userName ?? principalID ?? arn) }
    if type.equals("AssumedRole") {
      guard let role = unsafe role else { return unsafe values.set(field, session ?? principalID?.scalar) }
      guard let session = unsafe session else { return unsafe values.set(field, role) }
      // With single sign-on the session is the person and the role a permission set.
      if unsafe role.hasPrefix("AWSReservedSSO_") { return unsafe values.set(field, session) }
      return values.compose(field) { text in
        unsafe text.append(contentsOf: role)
        text.append(UInt8(ascii: "/"))
        unsafe text.append(contentsOf: session)
      }
    }
    if type.equals("Root") { return values.set(field, "root") }
    if type.equals("FederatedUser") {
      return unsafe values.set(field, session ?? principalID?.scalar)
    }
    if type.equals("AWSService") { return values.set(field, invokedBy ?? principalID) }
    if type.equals("AWSAccount") { return values.set(field, account ?? principalID) }
    if type.equals("SAMLUser") || type.equals("IdentityCenterUser") || type.equals("Directory")
      || type.equals("Unknown")
    {
      return values.set(field, principalID ?? userName ?? invokedBy)
    }
    values.set(field, userName ?? principalID ?? arn ?? invokedBy)
  }

  /// Whether the caller is a service of AWS by structure, not by name (telemetry §7).
  func isService(at sourceAddress: JSONNode?) -> Bool {
    // Events of a service about itself name nothing but the service.
    guard let type else { return invokedBy?.hasSuffix(".amazonaws.com") == true }
    if type.equals("AWSService") || issuerARN?.contains(":role/aws-service-role/") == true { return true }
    guard let host = unsafe invokedBy?.scalar, let address = unsafe sourceAddress?.scalar, unsafe equal(host, address),
      unsafe host.hasSuffix(".amazonaws.com")
    else { return false }
    let service = unsafe UnsafeBufferPointer(rebasing: host[..<(host.count - 14)])
    return Self.ownServices.contains { unsafe service.equals($0) }
  }

  /// Services that act on their own account; others act for whoever called them.
  private static let ownServices: [StaticString] = [
    "autoscaling", "dlm", "backup", "ec2fleet", "spot", "spotfleet", "eks", "eks-nodegroup", "mgn", "drs",
    "elasticmapreduce", "batch", "datapipeline", "imagebuilder",
  ]
}
