/// What the mapping needs of one CloudTrail record, found in whichever form the record comes.
struct CloudTrailRecord {
  var eventName: RecordText?
  var eventSource: RecordText?
  var eventTime: RecordText?
  var region: RecordText?
  var account: RecordText?
  var sourceAddress: RecordText?
  var userAgent: RecordText?
  var errorCode: RecordText?
  var errorMessage: RecordText?
  var requestID: RecordText?
  var eventID: RecordText?
  var readOnly: RecordText?
  var identity = CloudTrailIdentity()
  var request = Part.none
  var response = Part.none
  var resources = Part.none
  /// Whether OCSF calls the activity a read; `nil` in CloudTrail's own records.
  var readsByActivity: Bool?
  /// Whether OCSF calls the operation failed.
  var isRefused = false

  /// A part of the record that only some operations need.
  enum Part {
    case none
    case node(JSONNode)
    /// An object or array that was not read yet.
    case unread(CloudTrailSlots.Part)

    init(_ node: JSONNode?) {
      self = node.map { $0.kind == .null ? .none : .node($0) } ?? .none
    }
  }

  init() {}

  var isFailure: Bool { errorCode != nil || isRefused }

  /// Whether the operation only reads. Records before version 1.06 do not say so.
  var isRead: Bool {
    if let readOnly { return readOnly.equals("true") }
    if let readsByActivity { return readsByActivity }
    guard let eventName else { return false }
    return Self.readingVerbs.contains { eventName.hasPrefix($0) }
  }

  private static let readingVerbs: [StaticString] = [
    "Describe", "Get", "List", "Head", "Lookup", "Search", "BatchGet", "Query", "Scan",
  ]

  /// The tree of a part, without the wrapping that nested EC2 operations give it (telemetry §1.3): their members stand
  /// in `<operation>Request` and `<operation>Response`.
  func tree(_ part: Part, _ suffix: StaticString, _ embedded: EmbeddedTrees) -> JSONNode? {
    let node: JSONNode
    switch part {
    case .none: return nil
    case .node(let known): node = known
    case .unread(let part):
      guard let read = embedded.tree(of: part) else { return nil }
      node = read
    }
    guard let eventName else { return node }
    for child in node.children {
      let key = unsafe RecordText(child.key)
      guard key.count == eventName.count + suffix.utf8CodeUnitCount, key.hasSuffix(suffix) else { continue }
      if key.dropLast(suffix.utf8CodeUnitCount).isSame(as: eventName) { return child }
    }
    return node
  }
}

/// Members of a CloudTrail record by their paths.
enum CloudTrailMember: Int, CaseIterable {
  case eventVersion, eventName, eventSource, eventTime, region, account, sourceAddress, userAgent, errorCode
  case errorMessage, requestID, eventID, readOnly, request, response, resources
  case identity, identityType, userName, principalID, arn, identityAccount, invokedBy, issuerARN, issuerName

  var path: String {
    switch self {
    case .eventVersion: "eventVersion"
    case .eventName: "eventName"
    case .eventSource: "eventSource"
    case .eventTime: "eventTime"
    case .region: "awsRegion"
    case .account: "recipientAccountId"
    case .sourceAddress: "sourceIPAddress"
    case .userAgent: "userAgent"
    case .errorCode: "errorCode"
    case .errorMessage: "errorMessage"
    case .requestID: "requestID"
    case .eventID: "eventID"
    case .readOnly: "readOnly"
    case .request: "requestParameters"
    case .response: "responseElements"
    case .resources: "resources"
    case .identity: "userIdentity"
    case .identityType: "userIdentity.type"
    case .userName: "userIdentity.userName"
    case .principalID: "userIdentity.principalId"
    case .arn: "userIdentity.arn"
    case .identityAccount: "userIdentity.accountId"
    case .invokedBy: "userIdentity.invokedBy"
    case .issuerARN: "userIdentity.sessionContext.sessionIssuer.arn"
    case .issuerName: "userIdentity.sessionContext.sessionIssuer.userName"
    }
  }
}

extension CloudTrailRecord {
  /// A record by its members: `text` gives scalars, `part` objects and arrays.
  init(text: (CloudTrailMember) -> RecordText?, part: (CloudTrailMember) -> Part) {
    func filled(_ member: CloudTrailMember) -> RecordText? {
      guard let value = text(member), !value.isEmpty else { return nil }
      return value
    }
    eventName = filled(.eventName)
    eventSource = filled(.eventSource)
    eventTime = filled(.eventTime)
    region = filled(.region)
    sourceAddress = filled(.sourceAddress)
    userAgent = filled(.userAgent)
    errorCode = filled(.errorCode)
    errorMessage = filled(.errorMessage)
    requestID = filled(.requestID)
    eventID = filled(.eventID)
    readOnly = filled(.readOnly)
    identity.type = filled(.identityType)
    identity.userName = filled(.userName)
    identity.principalID = filled(.principalID)
    identity.arn = filled(.arn)
    identity.account = filled(.identityAccount)
    identity.invokedBy = filled(.invokedBy)
    identity.issuerARN = filled(.issuerARN)
    identity.issuerName = filled(.issuerName)
    account = filled(.account) ?? identity.account
    request = part(.request)
    response = part(.response)
    resources = part(.resources)
  }

  /// A record as CloudTrail delivers it.
  init(_ record: JSONNode) {
    self.init(
      text: { member in unsafe Self.paths[member.rawValue].find(in: record)?.scalar.map { unsafe RecordText($0) } },
      part: { member in
        let node: JSONNode? =
          switch member {
          case .request: record["requestParameters"]
          case .response: record["responseElements"]
          default: record["resources"]
          }
        return Part(node)
      })
  }

  private static let paths = CloudTrailMember.allCases.map { JSONPath($0.path) }
}
