import MartletLineage

/// How the sessions of an actor are ended, by the identity that its records tell.
enum ActorResponse {
  /// `nil` for identities that no single command takes their rights from, such as the root of an account.
  static func command(for actor: Actor, cloud: String?, at time: Int64) -> String? {
    switch cloud {
    case "aws": aws(actor, time)
    case "azure": azure(actor)
    case "gcp": gcp(actor)
    default: nil
    }
  }

  /// Denies everything to tokens that were issued before now: keys of a user have no such time, and stop altogether.
  private static func aws(_ actor: Actor, _ time: Int64) -> String? {
    guard let arn = actor.arn, let name = arn.split(separator: "/").last.map(String.init) else { return nil }
    if arn.contains(":user/") {
      let policy = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Deny\",\"Action\":\"*\",\"Resource\":\"*\"}]}"
      return "aws iam put-user-policy --user-name \(ResponseText.shellQuoted(name)) --policy-name deny-all --policy-document '\(policy)'"
    }
    guard arn.contains(":role/"), !arn.contains(":role/aws-service-role/"), !arn.contains(":role/aws-reserved/") else { return nil }
    let policy =
      "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Deny\",\"Action\":\"*\",\"Resource\":\"*\","
      + "\"Condition\":{\"DateLessThan\":{\"aws:TokenIssueTime\":\"\(InstantText.iso(time + 1))\"}}}]}"
    return "aws iam put-role-policy --role-name \(ResponseText.shellQuoted(name)) --policy-name AWSRevokeOlderSessions --policy-document '\(policy)'"
  }

  /// A person is told by an object id and a name with an `@`; an application has no such name.
  private static func azure(_ actor: Actor) -> String? {
    let id = ResponseText.shellQuoted(actor.family)
    guard !actor.family.isEmpty else { return nil }
    if actor.name.contains("@") {
      return "az rest --method POST --url https://graph.microsoft.com/v1.0/users/\(id)/revokeSignInSessions"
    }
    return "az ad sp update --id \(id) --set accountEnabled=false"
  }

  private static func gcp(_ actor: Actor) -> String? {
    guard actor.name.hasSuffix(".gserviceaccount.com") else { return nil }
    return "gcloud iam service-accounts disable \(ResponseText.shellQuoted(actor.name))"
  }
}
