/// Who made a call, as CloudTrail tells it.
struct CloudTrailIdentity {
  var type: RecordText?
  var userName: RecordText?
  var principalID: RecordText?
  var arn: RecordText?
  var account: RecordText?
  var invokedBy: RecordText?
  var issuerARN: RecordText?
  var issuerName: RecordText?

  /// The name of a session: the caller chose it.
  private var session: RecordText? {
    if let session = principalID?.suffix(afterFirst: UInt8(ascii: ":")) { return session }
    return arn?.suffix(afterFirst: ":assumed-role/")?.suffix(afterFirst: UInt8(ascii: "/"))
  }

  /// The name of the role behind a session.
  private var role: RecordText? {
    issuerName ?? arn?.suffix(afterFirst: ":assumed-role/")?.prefix(beforeFirst: UInt8(ascii: "/"))
  }

  /// Sets the name to show for the actor (telemetry §1.2).
  func setName(_ field: NormalField, in values: NormalValues) {
    guard let type else { return values.set(field, invokedBy ?? userName ?? principalID ?? arn) }
    if type.equals("AssumedRole") {
      guard let role else { return values.set(field, session ?? principalID) }
      guard let session else { return values.set(field, role) }
      // With single sign-on the session is the person and the role a permission set.
      if role.hasPrefix("AWSReservedSSO_") { return values.set(field, session) }
      return values.compose(field) { text in
        text.append(role)
        text.append(UInt8(ascii: "/"))
        text.append(session)
      }
    }
    if type.equals("IAMUser") { return values.set(field, userName ?? principalID ?? arn) }
    if type.equals("Root") { return values.set(field, "root") }
    if type.equals("FederatedUser") { return values.set(field, session ?? principalID) }
    if type.equals("AWSService") { return values.set(field, invokedBy ?? principalID) }
    if type.equals("AWSAccount") { return values.set(field, account ?? principalID) }
    if Self.namedByPrincipal.contains(where: { type.equals($0) }) {
      return values.set(field, principalID ?? userName ?? invokedBy)
    }
    values.set(field, userName ?? principalID ?? arn ?? invokedBy)
  }

  private static let namedByPrincipal: [StaticString] = ["SAMLUser", "IdentityCenterUser", "Directory", "Unknown"]

  /// Whether the caller is a service of AWS by structure, not by name (telemetry §7).
  func isService(at sourceAddress: RecordText?) -> Bool {
    // Events of a service about itself name nothing but the service.
    guard let type else { return invokedBy?.hasSuffix(".amazonaws.com") == true }
    if type.equals("AWSService") || issuerARN?.contains(":role/aws-service-role/") == true { return true }
    guard let host = invokedBy, let sourceAddress, host.isSame(as: sourceAddress), host.hasSuffix(".amazonaws.com")
    else { return false }
    let service = host.dropLast(14)
    return Self.ownServices.contains { service.equals($0) }
  }

  /// Services that act on their own account; others act for whoever called them.
  private static let ownServices: [StaticString] = [
    "autoscaling", "dlm", "backup", "ec2fleet", "spot", "spotfleet", "eks", "eks-nodegroup", "mgn", "drs",
    "elasticmapreduce", "batch", "datapipeline", "imagebuilder",
  ]
}
