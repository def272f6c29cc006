-- The question of the published query asked of CloudTrail files: the normalised fields are made of the native ones.
with records as (
  select arrayJoin(Records) as e from file($data, JSONEachRow,
    'Records Array(Tuple(eventTime DateTime, eventName LowCardinality(String), recipientAccountId LowCardinality(String), readOnly Bool,
      errorCode Nullable(String),
      userIdentity Tuple(principalId String, sessionContext Tuple(sessionIssuer Tuple(userName String))),
      requestParameters Tuple(snapshotId String, volumeId String, instanceId String,
        instancesSet Tuple(items Array(Tuple(instanceId String))), resourcesSet Tuple(items Array(Tuple(resourceId String)))),
      responseElements Tuple(snapshotId String, volumeId String, instancesSet Tuple(items Array(Tuple(instanceId String))))))')),
events as (
  select concat('aws:', e.recipientAccountId) as aid, toInt64(toUnixTimestamp(e.eventTime)) * 1000 as timestamp, e.eventName as OperationName,
    concat(e.userIdentity.sessionContext.sessionIssuer.userName, '/', splitByChar(':', e.userIdentity.principalId)[2]) as ActorUserName,
    e.errorCode is not null as failed,
    multiIf(e.eventName = 'CreateSnapshot' and failed, 'AWS::EC2::Volume', e.eventName like '%Snapshot', 'AWS::EC2::Snapshot',
            e.eventName like '%Volume', 'AWS::EC2::Volume', 'AWS::EC2::Instance') as ResourceType,
    multiIf(e.eventName = 'CreateSnapshot' and failed, e.requestParameters.volumeId,
            e.eventName = 'CreateSnapshot', e.responseElements.snapshotId,
            e.eventName = 'CreateVolume', e.responseElements.volumeId,
            e.eventName = 'RunInstances', e.responseElements.instancesSet.items[1].instanceId,
            e.eventName = 'CreateTags', e.requestParameters.resourcesSet.items[1].resourceId,
            e.eventName like '%Snapshot', e.requestParameters.snapshotId,
            e.eventName like '%Volume', e.requestParameters.volumeId,
            e.eventName like '%Instances', e.requestParameters.instancesSet.items[1].instanceId,
            e.requestParameters.instanceId) as named,
    if(named = '', 'unknown', named) as ResourceName
  from records where not e.readOnly)
select ActorUserName, OperationName, ResourceType, ResourceName, count() as OpCount,
  multiIf(match(OperationName, '(?i)(delete|destroy|terminate)'), 'High',
          match(OperationName, '(?i)(snapshot|create)'), 'Medium', 'Low') as RiskScore,
  min(timestamp) as FirstSeen
from events
where match(OperationName, '(?i)(snapshot|virtualMachine|instance|compute|create|delete|modify|revert)')
  and not match(ActorUserName, '(?i)(backup|automation|serviceaccount|scheduler)')
group by aid, ActorUserName, OperationName, ResourceType, ResourceName
having RiskScore in ('High', 'Medium')
settings input_format_skip_unknown_fields = 1, input_format_json_ignore_unknown_keys_in_named_tuple = 1,
  input_format_null_as_default = 1, max_threads = $threads
