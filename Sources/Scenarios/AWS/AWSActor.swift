/// Somebody, or something, that calls AWS: how it stands in `userIdentity`, and where its calls come from.
public struct AWSActor: Sendable {
  enum Kind: Sendable {
    case user(name: String)
    case role(name: String, session: String)
    /// A service-linked role: `path` is the service's host name.
    case serviceRole(name: String, session: String, host: String)
    /// A service acting in the name of a user, who started it.
    case behalf(user: String, host: String)
    /// A service acting with a customer's role (forward access).
    case service(role: String, session: String, host: String)
  }

  var kind: Kind
  var address: String
  var userAgent: String
  /// Stable for one actor, so that its identity is the same in every record.
  var keySuffix: String

  /// A person with a named access key.
  public static func user(_ name: String, from address: String, with userAgent: String = AWSActor.commandLine) -> AWSActor {
    AWSActor(kind: .user(name: name), address: address, userAgent: userAgent, keySuffix: suffix(of: name))
  }

  /// The attacker of a scenario, who has a name of its own in each.
  public static func attacker(in telemetry: Telemetry, from address: String = "198.51.100.23") -> AWSActor {
    .user("mallory-\(telemetry.cast)", from: address)
  }

  /// A person or program in an assumed role; whoever assumes it chooses `session`.
  public static func role(
    _ name: String, session: String, from address: String, with userAgent: String = AWSActor.commandLine
  ) -> AWSActor {
    AWSActor(
      kind: .role(name: name, session: session), address: address, userAgent: userAgent,
      keySuffix: suffix(of: name + session))
  }

  /// A service-linked role, such as Auto Scaling's.
  public static func serviceRole(_ name: String, session: String, host: String) -> AWSActor {
    AWSActor(
      kind: .serviceRole(name: name, session: session, host: host), address: host, userAgent: host,
      keySuffix: suffix(of: name))
  }

  /// A service that calls with a customer's role, such as the snapshot lifecycle manager.
  public static func service(_ host: String, role: String, session: String) -> AWSActor {
    AWSActor(
      kind: .service(role: role, session: session, host: host), address: host, userAgent: host,
      keySuffix: suffix(of: role))
  }

  /// A service that calls in the name of a user, such as an automation of Systems Manager.
  public static func onBehalf(of user: String, by host: String) -> AWSActor {
    AWSActor(kind: .behalf(user: user, host: host), address: host, userAgent: host, keySuffix: suffix(of: user))
  }

  public static let commandLine = "aws-cli/2.15.40 Python/3.11.8 Linux/6.1.0 exe/x86_64.debian.12"
  public static let console = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36"
  public static let terraform = "APN/1.0 HashiCorp/1.0 Terraform/1.7.4 aws-sdk-go-v2/1.25.2"

  /// The `userIdentity` of a call at `time`.
  func identity(account: String, time: Moment) -> JSONValue {
    switch kind {
    case .user(let name):
      return [
        "type": "IAMUser", "principalId": "AIDA\(keySuffix)", "arn": "arn:aws:iam::\(account):user/\(name)",
        "accountId": .string(account), "accessKeyId": "AKIA\(keySuffix)", "userName": .string(name),
      ]
    case .behalf(let user, let host):
      return [
        "type": "IAMUser", "principalId": "AIDA\(keySuffix)", "arn": "arn:aws:iam::\(account):user/\(user)",
        "accountId": .string(account), "accessKeyId": "ASIA\(keySuffix)", "userName": .string(user), "invokedBy": .string(host),
      ]
    case .role(let name, let session):
      return assumed(account, time, role: name, path: "", session: session)
    case .serviceRole(let name, let session, let host):
      return assumed(account, time, role: name, path: "aws-service-role/\(host)/", session: session)
        .adding("invokedBy", .string(host))
    case .service(let role, let session, let host):
      return assumed(account, time, role: role, path: "service-role/", session: session)
        .adding("invokedBy", .string(host))
    }
  }

  private func assumed(_ account: String, _ time: Moment, role: String, path: String, session: String) -> JSONValue {
    [
      "type": "AssumedRole", "principalId": "AROA\(keySuffix):\(session)",
      "arn": "arn:aws:sts::\(account):assumed-role/\(role)/\(session)", "accountId": .string(account),
      "accessKeyId": "ASIA\(keySuffix)",
      "sessionContext": [
        "sessionIssuer": [
          "type": "Role", "principalId": "AROA\(keySuffix)", "arn": "arn:aws:iam::\(account):role/\(path)\(role)",
          "accountId": .string(account), "userName": .string(role),
        ],
        "attributes": ["creationDate": .string((time + -900).seconds), "mfaAuthenticated": "false"],
      ],
    ]
  }

  private static func suffix(of name: String) -> String {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in name.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    var random = RandomSource(seed: hash)
    return random.capitals(16)
  }
}
