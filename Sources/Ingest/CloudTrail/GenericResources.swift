/// Finds what an operation without a rule of its own acts on.
enum GenericResources {
  /// Members of a request that name a resource, with its type.
  private static let members: [(key: StaticString, type: StaticString)] = [
    ("instanceId", "AWS::EC2::Instance"), ("volumeId", "AWS::EC2::Volume"), ("snapshotId", "AWS::EC2::Snapshot"),
    ("imageId", "AWS::EC2::Image"), ("networkInterfaceId", "AWS::EC2::NetworkInterface"),
    ("groupId", "AWS::EC2::SecurityGroup"), ("vpcId", "AWS::EC2::VPC"), ("subnetId", "AWS::EC2::Subnet"),
    ("launchTemplateId", "AWS::EC2::LaunchTemplate"), ("allocationId", "AWS::EC2::EIP"),
    ("keyName", "AWS::EC2::KeyPair"), ("bucketName", "AWS::S3::Bucket"), ("functionName", "AWS::Lambda::Function"),
    ("roleName", "AWS::IAM::Role"), ("userName", "AWS::IAM::User"), ("policyArn", "AWS::IAM::ManagedPolicy"),
    ("accessKeyId", "AWS::IAM::AccessKey"), ("roleArn", "AWS::IAM::Role"), ("keyId", "AWS::KMS::Key"),
    ("secretId", "AWS::SecretsManager::Secret"), ("tableName", "AWS::DynamoDB::Table"),
    ("clusterName", "AWS::EKS::Cluster"), ("dBInstanceIdentifier", "AWS::RDS::DBInstance"),
    ("dBClusterIdentifier", "AWS::RDS::DBCluster"), ("dBSnapshotIdentifier", "AWS::RDS::DBSnapshot"),
    ("autoScalingGroupName", "AWS::AutoScaling::AutoScalingGroup"), ("stackName", "AWS::CloudFormation::Stack"),
    ("trailName", "AWS::CloudTrail::Trail"), ("topicArn", "AWS::SNS::Topic"), ("queueUrl", "AWS::SQS::Queue"),
  ]

  /// Lists of resources in the requests of EC2, with the member that names each.
  private static let lists: [(list: StaticString, key: StaticString)] = [
    ("instancesSet", "instanceId"), ("resourcesSet", "resourceId"), ("volumeSet", "volumeId"),
    ("snapshotSet", "snapshotId"), ("imagesSet", "imageId"), ("networkInterfaceIdSet", "networkInterfaceId"),
  ]

  /// The types of all resources that can be found.
  static var types: [String] {
    members.map { "\($0.type)" } + (prefixes + services).map { "\($0.1)" }
  }

  private static let prefixes: [(StaticString, StaticString)] = [
    ("i-", "AWS::EC2::Instance"), ("vol-", "AWS::EC2::Volume"), ("snap-", "AWS::EC2::Snapshot"),
    ("ami-", "AWS::EC2::Image"), ("eni-", "AWS::EC2::NetworkInterface"), ("sg-", "AWS::EC2::SecurityGroup"),
    ("subnet-", "AWS::EC2::Subnet"), ("vpc-", "AWS::EC2::VPC"), ("eipalloc-", "AWS::EC2::EIP"),
    ("lt-", "AWS::EC2::LaunchTemplate"),
  ]

  private static let services: [(StaticString, StaticString)] = [
    (":s3:::", "AWS::S3::Bucket"), (":role/", "AWS::IAM::Role"), (":user/", "AWS::IAM::User"),
    (":key/", "AWS::KMS::Key"), (":function:", "AWS::Lambda::Function"), (":secret:", "AWS::SecretsManager::Secret"),
    (":instance/", "AWS::EC2::Instance"), (":volume/", "AWS::EC2::Volume"), (":snapshot/", "AWS::EC2::Snapshot"),
    (":image/", "AWS::EC2::Image"), (":db:", "AWS::RDS::DBInstance"), (":table/", "AWS::DynamoDB::Table"),
  ]

  private static let memberTable = KeyTable(members.map { $0.key }, ignoringFirstCase: true)

  static func find(
    in request: JSONNode?, _ response: JSONNode?, _ resources: () -> JSONNode?, _ body: (StaticString, JSONNode) -> Void
  ) {
    var isFound = false
    func add(_ type: StaticString, _ id: JSONNode) {
      isFound = true
      body(type, id)
    }
    if let request {
      for (list, key) in lists {
        guard let node = request[list] else { continue }
        collect([key], in: node) { id, _ in add(type(of: id), id) }
        if isFound { return }
      }
    }
    for place in [request, response] {
      if let (type, id) = member(of: place) { return add(type, id) }
    }
    guard let resources = resources() else { return }
    forEachElement(of: resources) { resource in
      guard let arn = resource.first("ARN", "arn")?.filled else { return }
      add(type(ofARN: arn), arn)
    }
  }

  /// The member that names a resource, the one that comes first in the list when there are several.
  private static func member(of place: JSONNode?) -> (StaticString, JSONNode)? {
    var best: (number: Int, id: JSONNode)?
    guard let place else { return nil }
    for child in place.children {
      guard let number = unsafe memberTable.number(of: child.key), number < best?.number ?? Int.max else { continue }
      if child.filled != nil, unsafe child.scalar != nil { best = (number, child) }
    }
    return best.map { (members[$0.number].type, $0.id) }
  }

  /// The type of what an EC2 identifier names, by its prefix.
  private static func type(of id: JSONNode) -> StaticString {
    return prefixes.first { id.hasPrefix($0.0) }?.1 ?? "unknown"
  }

  private static func type(ofARN arn: JSONNode) -> StaticString {
    return services.first { arn.contains($0.0) }?.1 ?? "unknown"
  }
}
