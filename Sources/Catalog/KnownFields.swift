/// The names of fields that events are known to have, for advice about queries: what is not listed may exist as well.
public enum KnownFields {
  /// The fields of the views `records` and `resources`, the same for every cloud.
  public static let view: Set<String> = [
    "#event_simpleName", "#event.kind", "#event.module", "#event.dataset", "#event.outcome", "#Vendor",
    "aid", "timestamp", "ActorUserName", "OperationName", "ResourceType", "ResourceName",
    "cloud.provider", "cloud.account.id", "cloud.region", "cloud.resource.id", "cloud.op.group", "cloud.op.index",
    "event.action", "event.provider", "event.id", "user.id", "user.name", "source.ip", "source.domain",
    "user_agent.original", "actor.is_service", "operation.phases", "error.code", "error.message",
    "lineage.source_kind", "lineage.source_id", "lineage.parent_id", "lineage.instance_id", "lineage.volume_id",
    "lineage.device", "lineage.is_root", "lineage.prev_state", "lineage.restore_kind", "lineage.links",
    "lineage.sources", "lineage.machine_type", "lineage.root_device", "lineage.disks", "lineage.disks_gone",
    "lineage.forced", "lineage.deletes_old", "lineage.saved_time", "lineage.creates", "lineage.ephemeral",
    "lineage.change", "lineage.alias", "cloud.resource.tags", "user.arn",
  ]

  /// The members of native records that queries name most.
  public static let native: Set<String> = [
    // AWS CloudTrail
    "eventVersion", "eventName", "eventSource", "eventTime", "eventID", "eventType", "eventCategory", "awsRegion",
    "sourceIPAddress", "userAgent", "errorCode", "errorMessage", "requestID", "readOnly", "managementEvent",
    "recipientAccountId", "sharedEventID", "vpcEndpointId", "userIdentity.type", "userIdentity.principalId",
    "userIdentity.arn", "userIdentity.accountId", "userIdentity.accessKeyId", "userIdentity.userName",
    "userIdentity.invokedBy", "userIdentity.sessionContext.sessionIssuer.arn",
    "userIdentity.sessionContext.sessionIssuer.userName", "userIdentity.sessionContext.attributes.mfaAuthenticated",
    "requestParameters.instanceId", "requestParameters.volumeId", "requestParameters.snapshotId",
    "requestParameters.imageId", "responseElements.instanceId", "responseElements.volumeId",
    "responseElements.snapshotId",
    // Azure activity log
    "operationName", "resourceId", "resourceGroup", "subscriptionId", "correlationId", "callerIpAddress", "caller",
    "resultType", "resultSignature", "eventTimestamp", "category",
    // Google Cloud audit logs
    "protoPayload.methodName", "protoPayload.serviceName", "protoPayload.resourceName",
    "protoPayload.authenticationInfo.principalEmail", "protoPayload.requestMetadata.callerIp",
    "protoPayload.status.code", "resource.type", "resource.labels.instance_id", "resource.labels.project_id",
    "insertId", "logName",
  ]

  /// Fields that hold words, names or paths, whoever's events they are of: no numbers to sort by or to compute with.
  public static let texts: Set<String> = [
    "ActorUserName", "OperationName", "ResourceType", "ResourceName", "cloud.provider", "cloud.region",
    "event.action", "event.provider", "user.name", "source.domain", "user_agent.original",
    "eventName", "eventSource", "awsRegion", "userAgent", "errorCode", "errorMessage", "userIdentity.arn",
    "userIdentity.userName", "userIdentity.type", "operationName", "resourceId", "caller",
    "protoPayload.methodName", "protoPayload.serviceName", "protoPayload.resourceName",
    "#event_simpleName", "event_simpleName", "#repo", "#type", "@rawstring", "ComputerName", "UserName", "FileName",
    "FilePath", "ImageFileName", "CommandLine", "ParentBaseFileName", "GrandParentBaseFileName",
    "ParentImageFileName", "TargetFileName", "DomainName", "LogonDomain", "AgentVersion", "event_platform",
    "hostname", "host.name", "host", "username", "process.name", "process.command_line", "file.name", "file.path",
    "url.domain", "url.original", "message",
  ]
}
