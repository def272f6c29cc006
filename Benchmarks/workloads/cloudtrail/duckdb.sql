-- The question of the published query asked of CloudTrail files: the normalised fields are made of the native ones.
-- Each record is taken as JSON and asked for what is read of it: several times as fast as declaring the records' columns.
with records as (
  select unnest(json_extract(json, '$.Records[*]')) as e from read_json_objects($data, format = 'unstructured')),
writes as (
  select e, e ->> '$.eventName' as eventName, e ->> '$.errorCode' as errorCode from records where e ->> '$.readOnly' = 'false'),
events as (
  select 'aws:' || (e ->> '$.recipientAccountId') as aid, epoch_ms((e ->> '$.eventTime')::TIMESTAMP) as timestamp, eventName as OperationName,
    (e ->> '$.userIdentity.sessionContext.sessionIssuer.userName') || '/' || split_part(e ->> '$.userIdentity.principalId', ':', 2) as ActorUserName,
    case when eventName = 'CreateSnapshot' and errorCode is not null then 'AWS::EC2::Volume'
         when eventName like '%Snapshot' then 'AWS::EC2::Snapshot'
         when eventName like '%Volume' then 'AWS::EC2::Volume' else 'AWS::EC2::Instance' end as ResourceType,
    coalesce(
      case when eventName = 'CreateSnapshot' and errorCode is not null then e ->> '$.requestParameters.volumeId'
           when eventName = 'CreateSnapshot' then e ->> '$.responseElements.snapshotId'
           when eventName = 'CreateVolume' then e ->> '$.responseElements.volumeId'
           when eventName = 'RunInstances' then e ->> '$.responseElements.instancesSet.items[0].instanceId'
           when eventName = 'CreateTags' then e ->> '$.requestParameters.resourcesSet.items[0].resourceId'
           when eventName like '%Snapshot' then e ->> '$.requestParameters.snapshotId'
           when eventName like '%Volume' then e ->> '$.requestParameters.volumeId'
           when eventName like '%Instances' then e ->> '$.requestParameters.instancesSet.items[0].instanceId'
           else e ->> '$.requestParameters.instanceId' end, 'unknown') as ResourceName
  from writes)
select * from (
  select ActorUserName, OperationName, ResourceType, ResourceName, count(*) as OpCount,
    case when regexp_matches(OperationName, '(?i)(delete|destroy|terminate)') then 'High'
         when regexp_matches(OperationName, '(?i)(snapshot|create)') then 'Medium' else 'Low' end as RiskScore,
    min(timestamp) as FirstSeen
  from events
  where regexp_matches(OperationName, '(?i)(snapshot|virtualMachine|instance|compute|create|delete|modify|revert)')
    and not coalesce(regexp_matches(ActorUserName, '(?i)(backup|automation|serviceaccount|scheduler)'), false)
  group by aid, ActorUserName, OperationName, ResourceType, ResourceName)
where RiskScore in ('High', 'Medium')
