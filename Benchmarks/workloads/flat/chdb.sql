-- The published query over flat events, with the columns declared.
with events as (
  select * from file($data, JSONEachRow,
    '`#event_simpleName` String, aid String, timestamp Int64, ActorUserName String, OperationName String, ResourceType String, ResourceName String')
  where `#event_simpleName` = 'CloudResourceModification'
    and match(OperationName, '(?i)(snapshot|virtualMachine|instance|compute|create|delete|modify|revert)')
    and not match(ActorUserName, '(?i)(backup|automation|serviceaccount|scheduler)'))
select ActorUserName, OperationName, ResourceType, ResourceName, count() as OpCount,
  multiIf(match(OperationName, '(?i)(delete|destroy|terminate)'), 'High',
          match(OperationName, '(?i)(snapshot|create)'), 'Medium', 'Low') as RiskScore,
  min(timestamp) as FirstSeen
from events group by aid, ActorUserName, OperationName, ResourceType, ResourceName
having RiskScore in ('High', 'Medium')
settings input_format_skip_unknown_fields = 1, max_threads = $threads
