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

  static func find(in record: CloudTrailRecord, _ body: (StaticString, JSONNode) -> Void) {
    var isFound = false
    func add(_ type: StaticString, _ id: JSONNode) {
      isFound = true
      body(type, id)
    }
    if let request = record.request {
      for (list, key) in lists {
        guard let node = request[list] else { continue }
        collect([key], in: node, inside: nil) { id, _ in add(type(of: id), id) }
        if isFound { return }
      }
    }
    for place in [record.request, record.response] {
      guard let place else { continue }
      for (key, type) in members {
        guard let id = place.member(key)?.filled, unsafe id.scalar != nil else { continue }
        return add(type, id)
      }
    }
    guard let resources = record.resources else { return }
    for resource in Elements.of(resources) {
      guard let arn = resource.first("ARN", "arn")?.filled else { continue }
      add(type(ofARN: arn), arn)
    }
  }

  /// The type of what an EC2 identifier names, by its prefix.
  private static func type(of id: JSONNode) -> StaticString {
    let prefixes: [(StaticString, StaticString)] = [
      ("i-", "AWS::EC2::Instance"), ("vol-", "AWS::EC2::Volume"), ("snap-", "AWS::EC2::Snapshot"),
      ("ami-", "AWS::EC2::Image"), ("eni-", "AWS::EC2::NetworkInterface"), ("sg-", "AWS::EC2::SecurityGroup"),
      ("subnet-", "AWS::EC2::Subnet"), ("vpc-", "AWS::EC2::VPC"), ("eipalloc-", "AWS::EC2::EIP"),
      ("lt-", "AWS::EC2::LaunchTemplate"),
    ]
    return prefixes.first { id.hasPrefix($0.0) }?.1 ?? "unknown"
  }

  private static func type(ofARN arn: JSONNode) -> StaticString {
    let services: [(StaticString, StaticString)] = [
      (":s3:::", "AWS::S3::Bucket"), (":role/", "AWS::IAM::Role"), (":user/", "AWS::IAM::User"),
      (":key/", "AWS::KMS::Key"), (":function:", "AWS::Lambda::Function"), (":secret:", "AWS::SecretsManager::Secret"),
      (":instance/", "AWS::EC2::Instance"), (":volume/", "AWS::EC2::Volume"), (":snapshot/", "AWS::EC2::Snapshot"),
      (":image/", "AWS::EC2::Image"), (":db:", "AWS::RDS::DBInstance"), (":table/", "AWS::DynamoDB::Table"),
    ]
    return services.first { arn.contains($0.0) }?.1 ?? "unknown"
  }
}
