-- The published query over flat events, with the columns declared: DuckDB's fastest form.
with events as (
  select * from read_json($data, format = 'newline_delimited', columns = {
    '#event_simpleName': 'VARCHAR', 'aid': 'VARCHAR', 'timestamp': 'BIGINT', 'ActorUserName': 'VARCHAR',
    'OperationName': 'VARCHAR', 'ResourceType': 'VARCHAR', 'ResourceName': 'VARCHAR'})
  where "#event_simpleName" = 'CloudResourceModification'
    and regexp_matches(OperationName, '(?i)(snapshot|virtualMachine|instance|compute|create|delete|modify|revert)')
    and not coalesce(regexp_matches(ActorUserName, '(?i)(backup|automation|serviceaccount|scheduler)'), false))
select * from (
  select ActorUserName, OperationName, ResourceType, ResourceName, count(*) as OpCount,
    case when regexp_matches(OperationName, '(?i)(delete|destroy|terminate)') then 'High'
         when regexp_matches(OperationName, '(?i)(snapshot|create)') then 'Medium' else 'Low' end as RiskScore,
    min(timestamp) as FirstSeen
  from events group by aid, ActorUserName, OperationName, ResourceType, ResourceName)
where RiskScore in ('High', 'Medium')
