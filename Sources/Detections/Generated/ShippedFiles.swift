// Made by scripts/embed-detections from the folder Detections; do not edit.

/// The files of the detections that ship, by their paths below `Detections`.
public enum ShippedFiles {
  public static let all: [String: String] = [
    "published-revert-cloud-instance/detection.yaml": ##"""
      id: 3d1c5d6e-6a30-4c0e-9d0e-8a3f4f6b1578
      name: published-revert-cloud-instance
      title: Revert Cloud Instance (as published)
      status: reference
      severity: medium
      attack:
        technique: T1578.004
      description: >
        The query of the published detection page, unchanged. It is kept to be measured against: it does not compile in
        LogScale ('=>' in case, a step 'where', infix 'in'), it sorts words by rank that they do not have, and of the four
        tests published with it it shows one event. It runs only when it is named.
      false_positives:
        - Routine snapshots and backups by administrators or services.
        - Automated disaster recovery, and tests of it.
        - Build pipelines that create and delete instances, volumes and images.
        - Migrations between accounts, regions or instance types.
      blind_spots:
        - Attaching a volume, registering an image, starting an instance and swapping a system disk match nothing it looks for.
        - An actor whose name holds 'backup', 'automation', 'scheduler' or 'serviceaccount' is never shown.

      """##,
    "published-revert-cloud-instance/query.cql": ##"""
      #event_simpleName = "CloudResourceModification"
      | OperationName = /(?i)(snapshot|virtualMachine|instance|compute|create|delete|modify|revert)/
      | ActorUserName != /(?i)(backup|automation|serviceaccount|scheduler)/
      | groupBy([aid, ActorUserName, OperationName, ResourceType, ResourceName], function=[count(as=OpCount), min(timestamp, as=FirstSeen)])
      | case {
      OperationName = /(?i)(delete|destroy|terminate)/ => RiskScore := "High";
      OperationName = /(?i)(snapshot|create)/ => RiskScore := "Medium";
      * => RiskScore := "Low";
      }
      | where RiskScore in ("High", "Medium")
      | table([ActorUserName, OperationName, ResourceType, ResourceName, OpCount, RiskScore, FirstSeen])
      | sort(RiskScore)

      """##,
    "revert-cloud-instance/aws/AWS-1-stop-and-start/detection.yaml": ##"""
      id: db21d0e5-e645-57c2-986b-46b24e48972f
      name: aws-1-stop-and-start
      title: 'Instance stopped and started again'
      status: stable
      severity: low
      package: revert-cloud-instance
      portable: false
      view: resources
      attack:
        technique: T1578.004
        tactics: [defense-evasion]
      description: >
        An instance is stopped and started within an hour. The root volume stays; disks of the host, which some
        instance types have, come back empty.
      finding:
        catalogue: AWS-1
        effect: base
        resource: ResourceName
        severity_field: severity
        reason: 'the instance was stopped and started within an hour'
      false_positives:
        - 'Maintenance, resizing and debugging stop and start instances every day.'
      blind_spots:
        - 'The instance type is known only when the launch is in the input.'
      response:
        - step: 'Save what the instance has on its volumes now.'
          command: 'aws ec2 create-snapshots --instance-specification InstanceId={finding.running} --description evidence --region {cloud.region}'
        - step: 'Isolate the instance with a security group without rules.'
          command: 'aws ec2 modify-instance-attribute --region {cloud.region} --instance-id {finding.running} --groups "$(aws ec2 create-security-group --region {cloud.region} --group-name isolated-{finding.running} --description isolated --vpc-id "$(aws ec2 describe-instances --region {cloud.region} --instance-ids {finding.running} --query ''Reservations[0].Instances[0].VpcId'' --output text)" --query GroupId --output text)"'
        - step: 'Take its rule for outgoing traffic away too.'
          command: 'aws ec2 revoke-security-group-egress --region {cloud.region} --group-id "$(aws ec2 describe-security-groups --region {cloud.region} --filters Name=group-name,Values=isolated-{finding.running} --query ''SecurityGroups[0].GroupId'' --output text)" --protocol all --cidr 0.0.0.0/0'
        - step: 'End the sessions of'
          command: '{actor.revoke}'

      """##,
    "revert-cloud-instance/aws/AWS-1-stop-and-start/query.cql": ##"""
      // Test 1 of the published detection. On an instance with instance-store disks a stop and a start wipe them, whatever
      // lies between; on others only a quick one is of interest.
      #event_simpleName=CloudResourceModification cloud.provider=aws #event.outcome=success OperationName=StartInstances
      | lineage.stopped_seconds <= 86400
      | case {
          lineage.stopped_seconds > 3600 lineage.has_instance_store=true | severity := "low";
          lineage.stopped_seconds > 3600 | severity := "none";
          lineage.has_instance_store=true | severity := "medium";
          lineage.stop_forced=true | severity := "medium";
          * | severity := "low"
        }
      | severity != none

      """##,
    "revert-cloud-instance/aws/AWS-10-backup-restore/detection.yaml": ##"""
      id: f4c66a8c-7aaa-5cca-b36f-395318a74b38
      name: aws-10-backup-restore
      title: 'Backup restored by a person'
      status: stable
      severity: medium
      package: revert-cloud-instance
      portable: true
      view: resources
      attack:
        technique: T1578.004
        tactics: [defense-evasion]
      description: >
        A person, or a role that is not the backup service, starts a restore job for EC2 or EBS.
      finding:
        catalogue: AWS-10
        effect: base
        resource: ResourceName
        reason: 'somebody started a restore of a backup of an instance or volume'
      false_positives:
        - 'Restore tests that people start by hand.'
      response:
        - step: 'See what the restore made.'
          command: 'aws backup list-restore-jobs --region {cloud.region}'
        - step: 'End the sessions of'
          command: '{actor.revoke}'

      """##,
    "revert-cloud-instance/aws/AWS-10-backup-restore/query.cql": ##"""
      #event_simpleName=CloudResourceModification cloud.provider=aws #event.outcome=success OperationName=StartRestoreJob
      | actor.is_service!=true
      | case {
          in(lineage.restore_kind, values=["EBS", "EC2"]);
          // The type is optional; the recovery point names the service it is of, or none.
          lineage.restore_kind!=* lineage.source_id=/:ec2:|:backup:/
        }

      """##,
    "revert-cloud-instance/aws/AWS-11-database-restore/detection.yaml": ##"""
      id: 7247f158-acc6-501f-a94c-1131a7757f00
      name: aws-11-database-restore
      title: 'Database put back to an older state'
      status: stable
      severity: medium
      package: revert-cloud-instance
      portable: false
      view: resources
      attack:
        technique: T1578.004
        tactics: [defense-evasion]
      description: >
        BacktrackDBCluster moves a cluster back in place. A restored instance that takes the name of the old one, or
        whose original is deleted, replaces it.
      finding:
        catalogue: AWS-11
        effect: base
        resource: lineage.instance_id
        severity_field: severity
        reason: 'a database was restored and took the place of the one it was taken of'
      response:
        - step: 'Protect the database that was put in place against deletion.'
          when: finding.database
          command: 'aws rds modify-db-instance --db-instance-identifier {finding.database} --deletion-protection --apply-immediately --region {cloud.region}'
        - step: 'Protect the cluster that was put back against deletion.'
          when: finding.cluster
          command: 'aws rds modify-db-cluster --db-cluster-identifier {finding.cluster} --deletion-protection --apply-immediately --region {cloud.region}'
        - step: 'Look for automated backups that still hold what was wiped.'
          when: finding.database
          command: 'aws rds describe-db-instance-automated-backups --db-instance-identifier {finding.resource} --region {cloud.region}'
        - step: 'Look for backups of the cluster that still hold what was wiped.'
          when: finding.cluster
          command: 'aws rds describe-db-cluster-automated-backups --db-cluster-identifier {finding.cluster} --region {cloud.region}'
        - step: 'Keep what the database holds now.'
          when: finding.database
          command: 'aws rds create-db-snapshot --db-instance-identifier {finding.database} --db-snapshot-identifier evidence-{finding.database} --region {cloud.region}'
        - step: 'Keep what the cluster holds now.'
          when: finding.cluster
          command: 'aws rds create-db-cluster-snapshot --db-cluster-identifier {finding.cluster} --db-cluster-snapshot-identifier evidence-{finding.cluster} --region {cloud.region}'
        - step: 'End the sessions of'
          command: '{actor.revoke}'

      """##,
    "revert-cloud-instance/aws/AWS-11-database-restore/query.cql": ##"""
      #event_simpleName=CloudResourceModification cloud.provider=aws #event.outcome=success in(event.provider, values=["rds.amazonaws.com", "route53.amazonaws.com"]) lineage.chain=*
      | case {
          OperationName=BacktrackDBCluster | severity := "high";
          * | severity := "medium"
        }

      """##,
    "revert-cloud-instance/aws/AWS-12-lightsail-restore/detection.yaml": ##"""
      id: 9965271e-9c3d-50c0-8dcc-95b0c890adda
      name: aws-12-lightsail-restore
      title: 'Lightsail instance or disk made from a snapshot and put in place'
      status: stable
      severity: medium
      package: revert-cloud-instance
      portable: false
      view: resources
      attack:
        technique: T1578.004
        tactics: [defense-evasion]
      description: >
        Lightsail makes instances and disks from snapshots under its own operations.
      finding:
        catalogue: AWS-12
        effect: base
        resource: lineage.instance_id
        reason: 'a Lightsail instance runs an older state'
      response:
        - step: 'Keep what the instance holds now.'
          command: 'aws lightsail create-instance-snapshot --instance-name {finding.running} --instance-snapshot-name evidence-{finding.running} --region {cloud.region}'
        - step: 'Close the ports of the instance.'
          command: 'aws lightsail close-instance-public-ports --instance-name {finding.running} --port-info fromPort=0,toPort=65535,protocol=all --region {cloud.region}'
        - step: 'Keep the disk that was replaced; it holds what was wiped.'
          when: finding.kept_disk
          command: 'aws lightsail create-disk-snapshot --disk-name {finding.kept_disk} --disk-snapshot-name evidence-{finding.kept_disk} --region {cloud.region}'
        - step: 'End the sessions of'
          command: '{actor.revoke}'

      """##,
    "revert-cloud-instance/aws/AWS-12-lightsail-restore/query.cql": ##"""
      #event_simpleName=CloudResourceModification cloud.provider=aws #event.outcome=success event.provider="lightsail.amazonaws.com"
      | in(OperationName, values=["CreateInstancesFromSnapshot", "AttachDisk", "DeleteInstance", "AttachStaticIp"])
      | case {
          OperationName=CreateInstancesFromSnapshot;
          OperationName=AttachDisk lineage.origin_kind=* lineage.foreign!=true;
          in(OperationName, values=["DeleteInstance", "AttachStaticIp"]) lineage.role=replaced
        }

      """##,
    "revert-cloud-instance/aws/AWS-13-disaster-recovery/detection.yaml": ##"""
      id: 2066f4b7-cfc5-56c9-8bfb-a5e2e0b87773
      name: aws-13-disaster-recovery
      title: 'Recovery launched outside a drill'
      status: stable
      severity: medium
      package: revert-cloud-instance
      portable: true
      view: resources
      attack:
        technique: T1578.004
        tactics: [defense-evasion]
      description: >
        Elastic Disaster Recovery launches machines from points in time. Drills say so in the request.
      finding:
        catalogue: AWS-13
        effect: base
        resource: ResourceName
        reason: 'disaster recovery put an older state in place, and it was no drill'
      response:
        - step: 'See what was launched for the server.'
          command: 'aws drs describe-recovery-instances --filters sourceServerIDs={finding.resource} --region {cloud.region}'
        - step: 'Isolate the instance that runs the older state, and keep the one that was replaced.'
        - step: 'End the sessions of'
          command: '{actor.revoke}'

      """##,
    "revert-cloud-instance/aws/AWS-13-disaster-recovery/query.cql": ##"""
      #event_simpleName=CloudResourceModification cloud.provider=aws #event.outcome=success in(event.provider, values=["drs.amazonaws.com", "mgn.amazonaws.com"])
      | case {
          OperationName=StartRecovery Vendor.requestParameters.isDrill!=true;
          in(OperationName, values=["ReverseReplication", "StartFailbackLaunch", "StartCutover"])
        }
      | actor.is_service!=true

      """##,
    "revert-cloud-instance/aws/AWS-14-group-replacement/detection.yaml": ##"""
      id: 1c1e8b4f-615b-5801-ad55-7428e92da551
      name: aws-14-group-replacement
      title: 'Instance made to be replaced by its group'
      status: stable
      severity: low
      package: revert-cloud-instance
      portable: false
      view: resources
      attack:
        technique: T1578.004
        tactics: [defense-evasion]
      description: >
        Somebody terminates a member of an Auto Scaling group, calls it unhealthy or rolls a refresh back; the group
        launches a fresh one.
      finding:
        catalogue: AWS-14
        effect: base
        resource: replaced
        reason: 'a member of a group was ended by a person and the group launched another in its place'
      response:
        - step: 'See which instances the group has now, and what they were launched from.'
          command: 'aws autoscaling describe-auto-scaling-instances --region {cloud.region}'
        - step: 'Look in the recycle bin for volumes of the instance that went.'
          command: 'aws ec2 list-volumes-in-recycle-bin --region {cloud.region}'
        - step: 'End the sessions of'
          command: '{actor.revoke}'

      """##,
    "revert-cloud-instance/aws/AWS-14-group-replacement/query.cql": ##"""
      #event_simpleName=CloudResourceModification cloud.provider=aws #event.outcome=success in(OperationName, values=["RunInstances", "RollbackInstanceRefresh"])
      | case {
          lineage.group_replacement_of=* | replaced := lineage.group_replacement_of;
          // The group ends its members and launches others, all by itself.
          OperationName=RollbackInstanceRefresh actor.is_service!=true | replaced := ResourceName
        }

      """##,
    "revert-cloud-instance/aws/AWS-15-evidence-removal/detection.yaml": ##"""
      id: 49224ccc-ba79-55b3-aa82-05385aba30e0
      name: aws-15-evidence-removal
      title: 'What the older state replaced was deleted'
      status: stable
      severity: low
      package: revert-cloud-instance
      portable: false
      view: resources
      attack:
        technique: T1578.004
        tactics: [defense-evasion]
      description: >
        The replaced disk, or the state it came from, was deleted afterwards.
      finding:
        catalogue: AWS-15
        effect: raises
        resource: lineage.instance_id
        reason: 'the replaced disk, or the state it came from, was deleted afterwards'

      """##,
    "revert-cloud-instance/aws/AWS-15-evidence-removal/query.cql": ##"""
      #event_simpleName=CloudResourceModification cloud.provider=aws #event.outcome=success lineage.chain=* lineage.role=evidence_removal

      """##,
    "revert-cloud-instance/aws/AWS-16-other-products/detection.yaml": ##"""
      id: fe512cf3-14d8-5776-9bbb-8d75db682dc5
      name: aws-16-other-products
      title: 'Another product put back to an older state'
      status: stable
      severity: low
      package: revert-cloud-instance
      portable: true
      view: resources
      attack:
        technique: T1578.004
        tactics: [defense-evasion]
      description: >
        FSx, WorkSpaces, Elastic Beanstalk and CloudFormation put back what they manage.
      finding:
        catalogue: AWS-16
        effect: base
        resource: ResourceName
        reason: 'a product with instances of its own was put back'
      response:
        - step: 'See what the product keeps of the state before.'
        - step: 'End the sessions of'
          command: '{actor.revoke}'

      """##,
    "revert-cloud-instance/aws/AWS-16-other-products/query.cql": ##"""
      #event_simpleName=CloudResourceModification cloud.provider=aws #event.outcome=success
      | in(OperationName, values=["RestoreVolumeFromSnapshot", "RestoreWorkspace", "RebuildWorkspaces", "RebuildEnvironment", "RollbackStack"])
      | actor.is_service!=true

      """##,
    "revert-cloud-instance/aws/AWS-1b-start-without-stop/detection.yaml": ##"""
      id: 526cb841-9c00-5e09-9250-e44a05ffd38c
      name: aws-1b-start-without-stop
      title: 'Instance started that nobody was seen to stop'
      status: stable
      severity: info
      package: revert-cloud-instance
      portable: false
      view: resources
      attack:
        technique: T1578.004
        tactics: [defense-evasion]
      description: >
        An instance that was seen running is started from the stopped state, and no call that stopped it is in the
        input: it was shut down from inside.
      finding:
        catalogue: AWS-1b
        effect: base
        resource: ResourceName
        reason: 'the instance was stopped from inside, or out of sight'
      response:
        - step: 'Save what the instance has on its volumes now.'
          command: 'aws ec2 create-snapshots --instance-specification InstanceId={finding.running} --description evidence --region {cloud.region}'
        - step: 'Isolate the instance with a security group without rules.'
          command: 'aws ec2 modify-instance-attribute --region {cloud.region} --instance-id {finding.running} --groups "$(aws ec2 create-security-group --region {cloud.region} --group-name isolated-{finding.running} --description isolated --vpc-id "$(aws ec2 describe-instances --region {cloud.region} --instance-ids {finding.running} --query ''Reservations[0].Instances[0].VpcId'' --output text)" --query GroupId --output text)"'
        - step: 'Take its rule for outgoing traffic away too.'
          command: 'aws ec2 revoke-security-group-egress --region {cloud.region} --group-id "$(aws ec2 describe-security-groups --region {cloud.region} --filters Name=group-name,Values=isolated-{finding.running} --query ''SecurityGroups[0].GroupId'' --output text)" --protocol all --cidr 0.0.0.0/0'
        - step: 'End the sessions of'
          command: '{actor.revoke}'

      """##,
    "revert-cloud-instance/aws/AWS-1b-start-without-stop/query.cql": ##"""
      #event_simpleName=CloudResourceModification cloud.provider=aws #event.outcome=success OperationName=StartInstances lineage.unseen_stop=true

      """##,
    "revert-cloud-instance/aws/AWS-2-volume-from-snapshot/detection.yaml": ##"""
      id: 86c5b573-c120-59c1-879a-de026c1bcdd1
      name: aws-2-volume-from-snapshot
      title: 'Instance runs a volume made from an older snapshot'
      status: stable
      severity: high
      package: revert-cloud-instance
      portable: false
      view: resources
      attack:
        technique: T1578.004
        tactics: [defense-evasion]
      description: >
        A volume made from a snapshot, through whatever copies, is attached to an instance at its root device, in
        place of another volume, or where the snapshot was taken of a volume of that very instance.
      finding:
        catalogue: AWS-2
        effect: base
        resource: lineage.instance_id
        severity_field: severity
        reason: 'a volume made from a snapshot took the place of a volume of the instance'
      false_positives:
        - 'An administrator who replaces a corrupt root disk from last night''s snapshot does exactly this.'
      blind_spots:
        - 'A snapshot taken before the input begins, put at a data device that was free.'
      response:
        - step: 'Protect the snapshot the older state came from against deletion.'
          when: finding.snapshot
          command: 'aws ec2 lock-snapshot --snapshot-id {finding.snapshot} --lock-mode governance --lock-duration 30 --region {cloud.region}'
        - step: 'Keep the volume that was replaced; it holds what was wiped.'
          when: finding.kept_disk
          command: 'aws ec2 create-snapshot --volume-id {finding.kept_disk} --description evidence --region {cloud.region}'
        - step: 'Get the deleted volume back from the recycle bin.'
          when: finding.deleted_disk
          command: 'aws ec2 restore-volume-from-recycle-bin --volume-id {finding.deleted_disk} --region {cloud.region}'
        - step: 'Get the deleted snapshot back from the recycle bin.'
          when: finding.deleted_snapshot
          command: 'aws ec2 restore-snapshot-from-recycle-bin --snapshot-id {finding.deleted_snapshot} --region {cloud.region}'
        - step: 'Isolate the instance with a security group without rules.'
          command: 'aws ec2 modify-instance-attribute --region {cloud.region} --instance-id {finding.running} --groups "$(aws ec2 create-security-group --region {cloud.region} --group-name isolated-{finding.running} --description isolated --vpc-id "$(aws ec2 describe-instances --region {cloud.region} --instance-ids {finding.running} --query ''Reservations[0].Instances[0].VpcId'' --output text)" --query GroupId --output text)"'
        - step: 'Take its rule for outgoing traffic away too.'
          command: 'aws ec2 revoke-security-group-egress --region {cloud.region} --group-id "$(aws ec2 describe-security-groups --region {cloud.region} --filters Name=group-name,Values=isolated-{finding.running} --query ''SecurityGroups[0].GroupId'' --output text)" --protocol all --cidr 0.0.0.0/0'
        - step: 'End the sessions of'
          command: '{actor.revoke}'

      """##,
    "revert-cloud-instance/aws/AWS-2-volume-from-snapshot/query.cql": ##"""
      // Test 2 of the published detection: a revert only at the root device, in place of another volume, or from a
      // snapshot of a volume of the same instance. A copy at a free data device, or on another instance, is none. The old
      // volume may leave after the new one came.
      #event_simpleName=CloudResourceModification cloud.provider=aws #event.outcome=success in(OperationName, values=["AttachVolume", "DetachVolume"]) lineage.made_from=snapshot lineage.chain=*
      | lineage.returning!=true
      | case {
          lineage.slot=root | severity := "high";
          lineage.own=true | severity := "high";
          // Storage drivers reuse device names all day. Their name can be forged, so they count less, not nothing.
          lineage.replaced_disk=* user_agent.original=*ebs.csi.aws.com* | severity := "info";
          lineage.replaced_disk=* | severity := "medium"
        }

      """##,
    "revert-cloud-instance/aws/AWS-2b-root-volume-swapped/detection.yaml": ##"""
      id: 31319aeb-83dd-5d7f-958d-41525dd95a3f
      name: aws-2b-root-volume-swapped
      title: 'Root volume of an instance swapped'
      status: stable
      severity: medium
      package: revert-cloud-instance
      portable: false
      view: resources
      attack:
        technique: T1578.004
        tactics: [defense-evasion]
      description: >
        The root volume of an instance is detached and another one attached in its place, whose content does not come
        from a snapshot the input shows.
      finding:
        catalogue: AWS-2b
        effect: base
        resource: lineage.instance_id
        severity_field: severity
        reason: 'another volume took the place of the root volume'
      response:
        - step: 'Protect the snapshot the older state came from against deletion.'
          when: finding.snapshot
          command: 'aws ec2 lock-snapshot --snapshot-id {finding.snapshot} --lock-mode governance --lock-duration 30 --region {cloud.region}'
        - step: 'Keep the volume that was replaced; it holds what was wiped.'
          when: finding.kept_disk
          command: 'aws ec2 create-snapshot --volume-id {finding.kept_disk} --description evidence --region {cloud.region}'
        - step: 'Get the deleted volume back from the recycle bin.'
          when: finding.deleted_disk
          command: 'aws ec2 restore-volume-from-recycle-bin --volume-id {finding.deleted_disk} --region {cloud.region}'
        - step: 'Get the deleted snapshot back from the recycle bin.'
          when: finding.deleted_snapshot
          command: 'aws ec2 restore-snapshot-from-recycle-bin --snapshot-id {finding.deleted_snapshot} --region {cloud.region}'
        - step: 'Isolate the instance with a security group without rules.'
          command: 'aws ec2 modify-instance-attribute --region {cloud.region} --instance-id {finding.running} --groups "$(aws ec2 create-security-group --region {cloud.region} --group-name isolated-{finding.running} --description isolated --vpc-id "$(aws ec2 describe-instances --region {cloud.region} --instance-ids {finding.running} --query ''Reservations[0].Instances[0].VpcId'' --output text)" --query GroupId --output text)"'
        - step: 'Take its rule for outgoing traffic away too.'
          command: 'aws ec2 revoke-security-group-egress --region {cloud.region} --group-id "$(aws ec2 describe-security-groups --region {cloud.region} --filters Name=group-name,Values=isolated-{finding.running} --query ''SecurityGroups[0].GroupId'' --output text)" --protocol all --cidr 0.0.0.0/0'
        - step: 'End the sessions of'
          command: '{actor.revoke}'

      """##,
    "revert-cloud-instance/aws/AWS-2b-root-volume-swapped/query.cql": ##"""
      #event_simpleName=CloudResourceModification cloud.provider=aws #event.outcome=success OperationName=AttachVolume lineage.slot=root lineage.replaced_disk=*
      | lineage.made_from != snapshot | lineage.made_from != disk
      | case {
          lineage.away=true lineage.recovered!=true | severity := "medium";
          lineage.returning=true lineage.recovered!=true | severity := "info";
          lineage.disk_made!=true | severity := "high";
          * | severity := "medium"
        }
      | severity != info

      """##,
    "revert-cloud-instance/aws/AWS-3-replace-root-volume/detection.yaml": ##"""
      id: 890a93c9-fdde-517f-a30f-344c638bc89d
      name: aws-3-replace-root-volume
      title: 'Root volume replaced in one call'
      status: stable
      severity: high
      package: revert-cloud-instance
      portable: true
      view: resources
      attack:
        technique: T1578.004
        tactics: [defense-evasion]
      description: >
        CreateReplaceRootVolumeTask puts the root volume of a running instance back to a snapshot, an image, or the
        state it was launched in, without a stop, a detach or an attach.
      finding:
        catalogue: AWS-3
        effect: base
        resource: ResourceName
        severity_field: severity
        reason: 'one call put the root volume back to an older state'
      response:
        - step: 'Protect the snapshot the older state came from against deletion.'
          when: finding.snapshot
          command: 'aws ec2 lock-snapshot --snapshot-id {finding.snapshot} --lock-mode governance --lock-duration 30 --region {cloud.region}'
        - step: 'Keep the volume that was replaced; it holds what was wiped.'
          when: finding.kept_disk
          command: 'aws ec2 create-snapshot --volume-id {finding.kept_disk} --description evidence --region {cloud.region}'
        - step: 'Get the deleted volume back from the recycle bin.'
          when: finding.deleted_disk
          command: 'aws ec2 restore-volume-from-recycle-bin --volume-id {finding.deleted_disk} --region {cloud.region}'
        - step: 'Get the deleted snapshot back from the recycle bin.'
          when: finding.deleted_snapshot
          command: 'aws ec2 restore-snapshot-from-recycle-bin --snapshot-id {finding.deleted_snapshot} --region {cloud.region}'
        - step: 'Isolate the instance with a security group without rules.'
          command: 'aws ec2 modify-instance-attribute --region {cloud.region} --instance-id {finding.running} --groups "$(aws ec2 create-security-group --region {cloud.region} --group-name isolated-{finding.running} --description isolated --vpc-id "$(aws ec2 describe-instances --region {cloud.region} --instance-ids {finding.running} --query ''Reservations[0].Instances[0].VpcId'' --output text)" --query GroupId --output text)"'
        - step: 'Take its rule for outgoing traffic away too.'
          command: 'aws ec2 revoke-security-group-egress --region {cloud.region} --group-id "$(aws ec2 describe-security-groups --region {cloud.region} --filters Name=group-name,Values=isolated-{finding.running} --query ''SecurityGroups[0].GroupId'' --output text)" --protocol all --cidr 0.0.0.0/0'
        - step: 'End the sessions of'
          command: '{actor.revoke}'

      """##,
    "revert-cloud-instance/aws/AWS-3-replace-root-volume/query.cql": ##"""
      #event_simpleName=CloudResourceModification cloud.provider=aws #event.outcome=success OperationName=CreateReplaceRootVolumeTask
      | case {
          lineage.deletes_old=true | severity := "critical";
          * | severity := "high"
        }

      """##,
    "revert-cloud-instance/aws/AWS-4-image-from-snapshot/detection.yaml": ##"""
      id: 836ec6a5-43e1-587e-aeee-82afefc5165b
      name: aws-4-image-from-snapshot
      title: 'Instance launched from an image registered from a snapshot'
      status: stable
      severity: medium
      package: revert-cloud-instance
      portable: false
      view: resources
      attack:
        technique: T1578.004
        tactics: [defense-evasion]
      description: >
        An image is registered from a snapshot and an instance launched from it. With a link to an older instance,
        which shares its address, name or disk and is stopped or terminated, the older one was replaced by its own
        past.
      finding:
        catalogue: AWS-4
        effect: base
        resource: lineage.instance_id
        severity_field: severity
        reason: 'an instance was launched from an image that was registered from a snapshot'
      response:
        - step: 'Protect the image it was launched from against being deregistered.'
          when: finding.image
          command: 'aws ec2 enable-image-deregistration-protection --image-id {finding.image} --region {cloud.region}'
        - step: 'Protect the snapshot the older state came from against deletion.'
          when: finding.snapshot
          command: 'aws ec2 lock-snapshot --snapshot-id {finding.snapshot} --lock-mode governance --lock-duration 30 --region {cloud.region}'
        - step: 'Get the deleted snapshot back from the recycle bin.'
          when: finding.deleted_snapshot
          command: 'aws ec2 restore-snapshot-from-recycle-bin --snapshot-id {finding.deleted_snapshot} --region {cloud.region}'
        - step: 'Keep the instance that was replaced.'
          when: finding.old_instance
          command: 'aws ec2 modify-instance-attribute --instance-id {finding.old_instance} --disable-api-termination --region {cloud.region}'
        - step: 'Look in the recycle bin for volumes of the instance that went.'
          command: 'aws ec2 list-volumes-in-recycle-bin --region {cloud.region}'
        - step: 'Isolate the instance with a security group without rules.'
          command: 'aws ec2 modify-instance-attribute --region {cloud.region} --instance-id {finding.running} --groups "$(aws ec2 create-security-group --region {cloud.region} --group-name isolated-{finding.running} --description isolated --vpc-id "$(aws ec2 describe-instances --region {cloud.region} --instance-ids {finding.running} --query ''Reservations[0].Instances[0].VpcId'' --output text)" --query GroupId --output text)"'
        - step: 'Take its rule for outgoing traffic away too.'
          command: 'aws ec2 revoke-security-group-egress --region {cloud.region} --group-id "$(aws ec2 describe-security-groups --region {cloud.region} --filters Name=group-name,Values=isolated-{finding.running} --query ''SecurityGroups[0].GroupId'' --output text)" --protocol all --cidr 0.0.0.0/0'
        - step: 'End the sessions of'
          command: '{actor.revoke}'

      """##,
    "revert-cloud-instance/aws/AWS-4-image-from-snapshot/query.cql": ##"""
      // Test 4 of the published detection. The image is taken from the response, so launch templates are covered. Of an
      // image that came back from the recycle bin the input need not show what it was made of.
      #event_simpleName=CloudResourceModification cloud.provider=aws #event.outcome=success lineage.made_from=image lineage.chain=* lineage.foreign!=true
      | in(OperationName, values=["RunInstances", "TerminateInstances", "StopInstances", "AssociateAddress", "AttachNetworkInterface", "RegisterTargets", "DeregisterTargets"])
      | case {
          lineage.image_from=snapshot;
          lineage.image_from!=* lineage.recovered=true
        }
      | case {
          lineage.replaced_instance=* | severity := "high";
          lineage.role=replaced | severity := "high";
          * | severity := "medium"
        }

      """##,
    "revert-cloud-instance/aws/AWS-5-image-of-instance/detection.yaml": ##"""
      id: 9fd7d7d4-e6f6-5679-b39c-6ba8a7b3dd96
      name: aws-5-image-of-instance
      title: 'Instance replaced by one launched from its own image'
      status: stable
      severity: medium
      package: revert-cloud-instance
      portable: false
      view: resources
      attack:
        technique: T1578.004
        tactics: [defense-evasion]
      description: >
        An image of an instance is made, another instance launched from it later, and the first one terminated.
      finding:
        catalogue: AWS-5
        effect: base
        resource: lineage.instance_id
        reason: 'an instance was replaced by one launched from an image taken of it'
      false_positives:
        - 'Pipelines that roll instances forward launch images of newer state; those never replace the instance they were taken of.'
      response:
        - step: 'Protect the image it was launched from against being deregistered.'
          when: finding.image
          command: 'aws ec2 enable-image-deregistration-protection --image-id {finding.image} --region {cloud.region}'
        - step: 'Protect the snapshot the older state came from against deletion.'
          when: finding.snapshot
          command: 'aws ec2 lock-snapshot --snapshot-id {finding.snapshot} --lock-mode governance --lock-duration 30 --region {cloud.region}'
        - step: 'Get the deleted snapshot back from the recycle bin.'
          when: finding.deleted_snapshot
          command: 'aws ec2 restore-snapshot-from-recycle-bin --snapshot-id {finding.deleted_snapshot} --region {cloud.region}'
        - step: 'Keep the instance that was replaced.'
          when: finding.old_instance
          command: 'aws ec2 modify-instance-attribute --instance-id {finding.old_instance} --disable-api-termination --region {cloud.region}'
        - step: 'Look in the recycle bin for volumes of the instance that went.'
          command: 'aws ec2 list-volumes-in-recycle-bin --region {cloud.region}'
        - step: 'Isolate the instance with a security group without rules.'
          command: 'aws ec2 modify-instance-attribute --region {cloud.region} --instance-id {finding.running} --groups "$(aws ec2 create-security-group --region {cloud.region} --group-name isolated-{finding.running} --description isolated --vpc-id "$(aws ec2 describe-instances --region {cloud.region} --instance-ids {finding.running} --query ''Reservations[0].Instances[0].VpcId'' --output text)" --query GroupId --output text)"'
        - step: 'Take its rule for outgoing traffic away too.'
          command: 'aws ec2 revoke-security-group-egress --region {cloud.region} --group-id "$(aws ec2 describe-security-groups --region {cloud.region} --filters Name=group-name,Values=isolated-{finding.running} --query ''SecurityGroups[0].GroupId'' --output text)" --protocol all --cidr 0.0.0.0/0'
        - step: 'End the sessions of'
          command: '{actor.revoke}'

      """##,
    "revert-cloud-instance/aws/AWS-5-image-of-instance/query.cql": ##"""
      #event_simpleName=CloudResourceModification cloud.provider=aws #event.outcome=success lineage.made_from=image lineage.image_from=instance lineage.chain=*
      | in(OperationName, values=["RunInstances", "TerminateInstances", "StopInstances", "AssociateAddress", "AttachNetworkInterface", "RegisterTargets", "DeregisterTargets"])
      | case {
          lineage.role=replaced;
          lineage.replaced_instance=*
        }

      """##,
    "revert-cloud-instance/aws/AWS-6-launch-with-snapshot/detection.yaml": ##"""
      id: 2382d9d0-ad32-5b92-89a4-c65f786f9f9f
      name: aws-6-launch-with-snapshot
      title: 'Instance launched with disks from a snapshot'
      status: stable
      severity: low
      package: revert-cloud-instance
      portable: false
      view: resources
      attack:
        technique: T1578.004
        tactics: [defense-evasion]
      description: >
        RunInstances maps a device to a snapshot, which avoids registering an image.
      finding:
        catalogue: AWS-6
        effect: base
        resource: lineage.instance_id
        severity_field: severity
        reason: 'an instance was launched with a disk made from a snapshot'
      response:
        - step: 'Protect the image it was launched from against being deregistered.'
          when: finding.image
          command: 'aws ec2 enable-image-deregistration-protection --image-id {finding.image} --region {cloud.region}'
        - step: 'Protect the snapshot the older state came from against deletion.'
          when: finding.snapshot
          command: 'aws ec2 lock-snapshot --snapshot-id {finding.snapshot} --lock-mode governance --lock-duration 30 --region {cloud.region}'
        - step: 'Get the deleted snapshot back from the recycle bin.'
          when: finding.deleted_snapshot
          command: 'aws ec2 restore-snapshot-from-recycle-bin --snapshot-id {finding.deleted_snapshot} --region {cloud.region}'
        - step: 'Keep the instance that was replaced.'
          when: finding.old_instance
          command: 'aws ec2 modify-instance-attribute --instance-id {finding.old_instance} --disable-api-termination --region {cloud.region}'
        - step: 'Look in the recycle bin for volumes of the instance that went.'
          command: 'aws ec2 list-volumes-in-recycle-bin --region {cloud.region}'
        - step: 'Isolate the instance with a security group without rules.'
          command: 'aws ec2 modify-instance-attribute --region {cloud.region} --instance-id {finding.running} --groups "$(aws ec2 create-security-group --region {cloud.region} --group-name isolated-{finding.running} --description isolated --vpc-id "$(aws ec2 describe-instances --region {cloud.region} --instance-ids {finding.running} --query ''Reservations[0].Instances[0].VpcId'' --output text)" --query GroupId --output text)"'
        - step: 'Take its rule for outgoing traffic away too.'
          command: 'aws ec2 revoke-security-group-egress --region {cloud.region} --group-id "$(aws ec2 describe-security-groups --region {cloud.region} --filters Name=group-name,Values=isolated-{finding.running} --query ''SecurityGroups[0].GroupId'' --output text)" --protocol all --cidr 0.0.0.0/0'
        - step: 'End the sessions of'
          command: '{actor.revoke}'

      """##,
    "revert-cloud-instance/aws/AWS-6-launch-with-snapshot/query.cql": ##"""
      #event_simpleName=CloudResourceModification cloud.provider=aws #event.outcome=success lineage.made_from=snapshot lineage.chain=*
      | in(OperationName, values=["RunInstances", "TerminateInstances", "StopInstances", "AssociateAddress", "AttachNetworkInterface", "RegisterTargets", "DeregisterTargets"])
      | case {
          lineage.replaced_instance=* | severity := "high";
          lineage.role=replaced | severity := "high";
          * | severity := "low"
        }

      """##,
    "revert-cloud-instance/aws/AWS-7-own-restore-point/detection.yaml": ##"""
      id: 64fe4cf3-1937-537c-aae5-ef769ce86f29
      name: aws-7-own-restore-point
      title: 'The actor restored a state taken earlier by the same actor'
      status: stable
      severity: high
      package: revert-cloud-instance
      portable: false
      view: resources
      attack:
        technique: T1578.004
        tactics: [defense-evasion]
      description: >
        Whoever put the older state back had taken it before.
      finding:
        catalogue: AWS-7
        effect: raises
        resource: lineage.instance_id
        reason: 'whoever put the older state back had taken it before'

      """##,
    "revert-cloud-instance/aws/AWS-7-own-restore-point/query.cql": ##"""
      #event_simpleName=CloudResourceModification cloud.provider=aws #event.outcome=success lineage.chain=* lineage.own_restore_point=true

      """##,
    "revert-cloud-instance/aws/AWS-8-recycle-bin/detection.yaml": ##"""
      id: cadbda49-c3e2-5939-b8d2-15c8b77a47fa
      name: aws-8-recycle-bin
      title: 'A snapshot, image or volume came back from the recycle bin or the archive'
      status: stable
      severity: low
      package: revert-cloud-instance
      portable: false
      view: resources
      attack:
        technique: T1578.004
        tactics: [defense-evasion]
      description: >
        The older state came back from the recycle bin or the archive.
      finding:
        catalogue: AWS-8
        effect: raises
        resource: lineage.instance_id
        reason: 'the older state came back from the recycle bin or the archive'

      """##,
    "revert-cloud-instance/aws/AWS-8-recycle-bin/query.cql": ##"""
      #event_simpleName=CloudResourceModification cloud.provider=aws #event.outcome=success lineage.chain=* lineage.recovered=true

      """##,
    "revert-cloud-instance/aws/AWS-9-volume-clone/detection.yaml": ##"""
      id: 981b1f42-ae71-5d73-8a33-121a357e5845
      name: aws-9-volume-clone
      title: 'Instance runs a clone of its own volume'
      status: stable
      severity: high
      package: revert-cloud-instance
      portable: false
      view: resources
      attack:
        technique: T1578.004
        tactics: [defense-evasion]
      description: >
        CopyVolumes clones a volume without a snapshot; the clone is attached later in place of the volume.
      finding:
        catalogue: AWS-9
        effect: base
        resource: lineage.instance_id
        reason: 'a clone taken earlier took the place of a volume of the instance'
      response:
        - step: 'Protect the snapshot the older state came from against deletion.'
          when: finding.snapshot
          command: 'aws ec2 lock-snapshot --snapshot-id {finding.snapshot} --lock-mode governance --lock-duration 30 --region {cloud.region}'
        - step: 'Keep the volume that was replaced; it holds what was wiped.'
          when: finding.kept_disk
          command: 'aws ec2 create-snapshot --volume-id {finding.kept_disk} --description evidence --region {cloud.region}'
        - step: 'Get the deleted volume back from the recycle bin.'
          when: finding.deleted_disk
          command: 'aws ec2 restore-volume-from-recycle-bin --volume-id {finding.deleted_disk} --region {cloud.region}'
        - step: 'Get the deleted snapshot back from the recycle bin.'
          when: finding.deleted_snapshot
          command: 'aws ec2 restore-snapshot-from-recycle-bin --snapshot-id {finding.deleted_snapshot} --region {cloud.region}'
        - step: 'Isolate the instance with a security group without rules.'
          command: 'aws ec2 modify-instance-attribute --region {cloud.region} --instance-id {finding.running} --groups "$(aws ec2 create-security-group --region {cloud.region} --group-name isolated-{finding.running} --description isolated --vpc-id "$(aws ec2 describe-instances --region {cloud.region} --instance-ids {finding.running} --query ''Reservations[0].Instances[0].VpcId'' --output text)" --query GroupId --output text)"'
        - step: 'Take its rule for outgoing traffic away too.'
          command: 'aws ec2 revoke-security-group-egress --region {cloud.region} --group-id "$(aws ec2 describe-security-groups --region {cloud.region} --filters Name=group-name,Values=isolated-{finding.running} --query ''SecurityGroups[0].GroupId'' --output text)" --protocol all --cidr 0.0.0.0/0'
        - step: 'End the sessions of'
          command: '{actor.revoke}'

      """##,
    "revert-cloud-instance/aws/AWS-9-volume-clone/query.cql": ##"""
      #event_simpleName=CloudResourceModification cloud.provider=aws #event.outcome=success in(OperationName, values=["AttachVolume", "DetachVolume"]) lineage.made_from=disk lineage.chain=*
      | lineage.returning!=true
      | case {
          lineage.slot=root;
          lineage.own=true;
          lineage.replaced_disk=*
        }

      """##,
    "revert-cloud-instance/azure/AZ-1-disk-from-snapshot/detection.yaml": ##"""
      id: bb908881-68f2-5e65-aeb1-d2cb08adffba
      name: az-1-disk-from-snapshot
      title: 'Managed disk made from a snapshot'
      status: stable
      severity: low
      package: revert-cloud-instance
      portable: false
      view: resources
      attack:
        technique: T1578.004
        tactics: [defense-evasion]
      description: >
        A managed disk is created with createOption Copy from a snapshot. That alone prepares a revert; the swap of
        the system disk completes it.
      finding:
        catalogue: AZ-1
        effect: base
        resource: ResourceName
        reason: 'a managed disk was made from a snapshot'
      response:
        - step: 'Protect the new disk against deletion, and watch where it goes.'
          command: 'az lock create --name evidence --lock-type CanNotDelete --resource {cloud.resource.id}'
        - step: 'End the sessions of'
          command: '{actor.revoke}'

      """##,
    "revert-cloud-instance/azure/AZ-1-disk-from-snapshot/query.cql": ##"""
      // Test 3 of the published detection, first half: preparation. Backup services make snapshots, not disks.
      #event_simpleName=CloudResourceModification cloud.provider=azure #event.outcome=success OperationName="Microsoft.Compute/disks/write" lineage.source_kind=snapshot
      | actor.is_service!=true

      """##,
    "revert-cloud-instance/azure/AZ-10-image-from-snapshot/detection.yaml": ##"""
      id: 5eea90a7-3ff6-5dd6-b178-b27802344040
      name: az-10-image-from-snapshot
      title: 'Machine launched from an image made of an older state'
      status: stable
      severity: medium
      package: revert-cloud-instance
      portable: false
      view: resources
      attack:
        technique: T1578.004
        tactics: [defense-evasion]
      description: >
        A machine was replaced by one launched from an image of an older state.
      finding:
        catalogue: AZ-10
        effect: base
        resource: lineage.instance_id
        reason: 'a machine was replaced by one launched from an image of an older state'
      response:
        - step: 'Protect the disk that was replaced against deletion.'
          when: finding.kept_disk
          command: 'az lock create --name evidence --lock-type CanNotDelete --resource {finding.kept_disk}'
        - step: 'Take a snapshot of the disk that was replaced; it holds what was wiped.'
          when: finding.kept_disk
          command: 'az snapshot create --name evidence-{finding.old_disk_name} --resource-group {finding.old_disk_group} --source {finding.kept_disk}'
        - step: 'Protect the state the disk was made from against deletion.'
          when: finding.source
          command: 'az lock create --name evidence --lock-type CanNotDelete --resource {finding.source}'
        - step: 'Make a network security group that denies everything.'
          command: 'az network nsg create --name isolated-{finding.running_name} --resource-group {finding.running_group} && az network nsg rule create --nsg-name isolated-{finding.running_name} --resource-group {finding.running_group} --name deny-in --priority 100 --access Deny --direction Inbound --protocol ''*'' && az network nsg rule create --nsg-name isolated-{finding.running_name} --resource-group {finding.running_group} --name deny-out --priority 100 --access Deny --direction Outbound --protocol ''*'''
        - step: 'Isolate the machine with it.'
          command: 'az network nic update --ids $(az vm show --ids {finding.running} --query ''networkProfile.networkInterfaces[].id'' --output tsv) --network-security-group isolated-{finding.running_name}'
        - step: 'End the sessions of'
          command: '{actor.revoke}'

      """##,
    "revert-cloud-instance/azure/AZ-10-image-from-snapshot/query.cql": ##"""
      #event_simpleName=CloudResourceModification cloud.provider=azure #event.outcome!=failure lineage.made_from=image lineage.chain=*
      | case { lineage.replaced_instance=*; lineage.role=replaced }

      """##,
    "revert-cloud-instance/azure/AZ-11-own-restore-point/detection.yaml": ##"""
      id: 03318af7-597a-557f-b43e-53d4a0c56893
      name: az-11-own-restore-point
      title: 'The actor restored a state taken earlier by the same actor'
      status: stable
      severity: high
      package: revert-cloud-instance
      portable: false
      view: resources
      attack:
        technique: T1578.004
        tactics: [defense-evasion]
      description: >
        Whoever put the older state back had taken it before.
      finding:
        catalogue: AZ-11
        effect: raises
        resource: lineage.instance_id
        reason: 'whoever put the older state back had taken it before'

      """##,
    "revert-cloud-instance/azure/AZ-11-own-restore-point/query.cql": ##"""
      #event_simpleName=CloudResourceModification cloud.provider=azure #event.outcome!=failure lineage.chain=* lineage.own_restore_point=true

      """##,
    "revert-cloud-instance/azure/AZ-12-other-products/detection.yaml": ##"""
      id: caccd699-c288-52fe-a9dd-5b39df1d9044
      name: az-12-other-products
      title: 'Another product put back to an older state'
      status: stable
      severity: medium
      package: revert-cloud-instance
      portable: false
      view: resources
      attack:
        technique: T1578.004
        tactics: [defense-evasion]
      description: >
        A volume, database or storage account was put back.
      finding:
        catalogue: AZ-12
        effect: base
        resource: ResourceName
        reason: 'a volume, database or storage account was put back'
      response:
        - step: 'See what the product keeps of the state before.'
        - step: 'End the sessions of'
          command: '{actor.revoke}'

      """##,
    "revert-cloud-instance/azure/AZ-12-other-products/query.cql": ##"""
      #event_simpleName=CloudResourceModification cloud.provider=azure #event.outcome=success
      | case {
          OperationName=/^Microsoft\.NetApp\/.*\/volumes\/revert\/action$/i;
          OperationName=/^Microsoft\.Storage\/storageAccounts\/restoreBlobRanges\/action$/i;
          OperationName=/^Microsoft\.ScVmm\/.*\/restoreCheckpoint\/action$/i;
          OperationName=/^Microsoft\.Sql\/servers\/databases\/write$/i lineage.restore_kind=PointInTimeRestore
        }
      | actor.is_service!=true

      """##,
    "revert-cloud-instance/azure/AZ-13-evidence-removal/detection.yaml": ##"""
      id: 2f99c1cb-fc76-5bfa-989b-e8ca701dd20f
      name: az-13-evidence-removal
      title: 'What the older state replaced was deleted'
      status: stable
      severity: low
      package: revert-cloud-instance
      portable: false
      view: resources
      attack:
        technique: T1578.004
        tactics: [defense-evasion]
      description: >
        The replaced disk, or the state it came from, was deleted afterwards.
      finding:
        catalogue: AZ-13
        effect: raises
        resource: lineage.instance_id
        reason: 'the replaced disk, or the state it came from, was deleted afterwards'

      """##,
    "revert-cloud-instance/azure/AZ-13-evidence-removal/query.cql": ##"""
      #event_simpleName=CloudResourceModification cloud.provider=azure #event.outcome!=failure lineage.chain=* lineage.role=evidence_removal

      """##,
    "revert-cloud-instance/azure/AZ-2-system-disk-swapped/detection.yaml": ##"""
      id: 8e30fb15-108c-5594-9ed8-4e0680db00b5
      name: az-2-system-disk-swapped
      title: 'Machine boots from a disk made from an older state'
      status: stable
      severity: high
      package: revert-cloud-instance
      portable: false
      view: resources
      attack:
        technique: T1578.004
        tactics: [defense-evasion]
      description: >
        A machine is written with another system disk than it had, and that disk was made from a snapshot, a restore
        point or a clone.
      finding:
        catalogue: AZ-2
        effect: base
        resource: lineage.instance_id
        reason: 'the system disk was swapped for one made from an older state'
      response:
        - step: 'Protect the disk that was replaced against deletion.'
          when: finding.kept_disk
          command: 'az lock create --name evidence --lock-type CanNotDelete --resource {finding.kept_disk}'
        - step: 'Take a snapshot of the disk that was replaced; it holds what was wiped.'
          when: finding.kept_disk
          command: 'az snapshot create --name evidence-{finding.old_disk_name} --resource-group {finding.old_disk_group} --source {finding.kept_disk}'
        - step: 'Protect the state the disk was made from against deletion.'
          when: finding.source
          command: 'az lock create --name evidence --lock-type CanNotDelete --resource {finding.source}'
        - step: 'Make a network security group that denies everything.'
          command: 'az network nsg create --name isolated-{finding.running_name} --resource-group {finding.running_group} && az network nsg rule create --nsg-name isolated-{finding.running_name} --resource-group {finding.running_group} --name deny-in --priority 100 --access Deny --direction Inbound --protocol ''*'' && az network nsg rule create --nsg-name isolated-{finding.running_name} --resource-group {finding.running_group} --name deny-out --priority 100 --access Deny --direction Outbound --protocol ''*'''
        - step: 'Isolate the machine with it.'
          command: 'az network nic update --ids $(az vm show --ids {finding.running} --query ''networkProfile.networkInterfaces[].id'' --output tsv) --network-security-group isolated-{finding.running_name}'
        - step: 'End the sessions of'
          command: '{actor.revoke}'

      """##,
    "revert-cloud-instance/azure/AZ-2-system-disk-swapped/query.cql": ##"""
      // Test 3 of the published detection, second half. That the write was accepted is enough: its end is often not logged
      // in time.
      #event_simpleName=CloudResourceModification cloud.provider=azure #event.outcome!=failure OperationName="Microsoft.Compute/virtualMachines/write" lineage.slot=root lineage.chain=*
      | case {
          in(lineage.made_from, values=["snapshot", "restore_point", "disk", "recovery_point"]);
          lineage.made_from=image lineage.own=true;
          lineage.made_from=image lineage.image_from=*
        }
      | lineage.returning!=true | lineage.replaced_instance!=*

      """##,
    "revert-cloud-instance/azure/AZ-2b-system-disk-unknown/detection.yaml": ##"""
      id: ac815913-ee33-5d72-8ac3-0bcbae8bae78
      name: az-2b-system-disk-unknown
      title: 'Machine boots from another disk of unknown origin'
      status: stable
      severity: medium
      package: revert-cloud-instance
      portable: false
      view: resources
      attack:
        technique: T1578.004
        tactics: [defense-evasion]
      description: >
        The system disk was swapped for one whose origin is not in the input.
      finding:
        catalogue: AZ-2b
        effect: base
        resource: lineage.instance_id
        reason: 'the system disk was swapped for one whose origin is not in the input'
      response:
        - step: 'Protect the disk that was replaced against deletion.'
          when: finding.kept_disk
          command: 'az lock create --name evidence --lock-type CanNotDelete --resource {finding.kept_disk}'
        - step: 'Take a snapshot of the disk that was replaced; it holds what was wiped.'
          when: finding.kept_disk
          command: 'az snapshot create --name evidence-{finding.old_disk_name} --resource-group {finding.old_disk_group} --source {finding.kept_disk}'
        - step: 'Protect the state the disk was made from against deletion.'
          when: finding.source
          command: 'az lock create --name evidence --lock-type CanNotDelete --resource {finding.source}'
        - step: 'Make a network security group that denies everything.'
          command: 'az network nsg create --name isolated-{finding.running_name} --resource-group {finding.running_group} && az network nsg rule create --nsg-name isolated-{finding.running_name} --resource-group {finding.running_group} --name deny-in --priority 100 --access Deny --direction Inbound --protocol ''*'' && az network nsg rule create --nsg-name isolated-{finding.running_name} --resource-group {finding.running_group} --name deny-out --priority 100 --access Deny --direction Outbound --protocol ''*'''
        - step: 'Isolate the machine with it.'
          command: 'az network nic update --ids $(az vm show --ids {finding.running} --query ''networkProfile.networkInterfaces[].id'' --output tsv) --network-security-group isolated-{finding.running_name}'
        - step: 'End the sessions of'
          command: '{actor.revoke}'

      """##,
    "revert-cloud-instance/azure/AZ-2b-system-disk-unknown/query.cql": ##"""
      #event_simpleName=CloudResourceModification cloud.provider=azure #event.outcome!=failure OperationName="Microsoft.Compute/virtualMachines/write" lineage.slot=root lineage.replaced_disk=*
      | case {
          lineage.made_from!=*;
          lineage.made_from=image lineage.own!=true lineage.image_from!=*
        }
      // A disk that comes back after a repair is none; one that another had replaced for a day or more is an older state.
      | case { lineage.returning!=true; lineage.away=true }

      """##,
    "revert-cloud-instance/azure/AZ-3-reimage/detection.yaml": ##"""
      id: 3cf5f14c-ba06-5c41-9559-1b911527b971
      name: az-3-reimage
      title: 'Machine reimaged'
      status: stable
      severity: medium
      package: revert-cloud-instance
      portable: true
      view: resources
      attack:
        technique: T1578.004
        tactics: [defense-evasion]
      description: >
        Reimage puts the system disk of a machine with an ephemeral disk, or of a member of a scale set, back to its
        image.
      finding:
        catalogue: AZ-3
        effect: base
        resource: lineage.instance_id
        severity_field: severity
        reason: 'the machine was put back to its image'
      response:
        - step: 'See what the machine or set runs now.'
          command: 'az resource show --ids {cloud.resource.id}'
        - step: 'End the sessions of'
          command: '{actor.revoke}'

      """##,
    "revert-cloud-instance/azure/AZ-3-reimage/query.cql": ##"""
      #event_simpleName=CloudResourceModification cloud.provider=azure #event.outcome=success
      | OperationName=/^Microsoft\.Compute\/virtualMachines\/reimage\/action$|^Microsoft\.Compute\/virtualMachineScaleSets\/(virtualMachines\/)?reimage(All)?\/action$|^Microsoft\.Compute\/virtualMachineScaleSets\/manualUpgrade\/action$/i
      | actor.is_service!=true
      | case {
          // What an upgrade by hand is for, and what a reimage does, are the same to the disk.
          OperationName=/\/manualUpgrade\/action$/i | severity := "low";
          // A system disk on the host is made anew, and nothing of it is left.
          lineage.has_instance_store=true | severity := "high";
          * | severity := "medium"
        }

      """##,
    "revert-cloud-instance/azure/AZ-4-disk-from-restore-point/detection.yaml": ##"""
      id: 48f4f60e-e373-57ec-a5eb-4e5df87168d5
      name: az-4-disk-from-restore-point
      title: 'Managed disk made from a restore point'
      status: stable
      severity: low
      package: revert-cloud-instance
      portable: false
      view: resources
      attack:
        technique: T1578.004
        tactics: [defense-evasion]
      description: >
        A managed disk was made from a restore point.
      finding:
        catalogue: AZ-4
        effect: base
        resource: ResourceName
        reason: 'a managed disk was made from a restore point'
      response:
        - step: 'Protect the new disk against deletion, and watch where it goes.'
          command: 'az lock create --name evidence --lock-type CanNotDelete --resource {cloud.resource.id}'
        - step: 'End the sessions of'
          command: '{actor.revoke}'

      """##,
    "revert-cloud-instance/azure/AZ-4-disk-from-restore-point/query.cql": ##"""
      #event_simpleName=CloudResourceModification cloud.provider=azure #event.outcome=success OperationName="Microsoft.Compute/disks/write" lineage.source_kind=restore_point
      | actor.is_service!=true

      """##,
    "revert-cloud-instance/azure/AZ-5-vault-restore/detection.yaml": ##"""
      id: eff2f267-10a8-5aa0-a780-d2cd0c4bd89a
      name: az-5-vault-restore
      title: 'Machine restored from a vault by a person'
      status: stable
      severity: medium
      package: revert-cloud-instance
      portable: false
      view: resources
      attack:
        technique: T1578.004
        tactics: [defense-evasion]
      description: >
        Somebody restored a machine from a backup vault.
      finding:
        catalogue: AZ-5
        effect: base
        resource: lineage.instance_id
        severity_field: severity
        reason: 'somebody restored a machine from a backup vault'
      response:
        - step: 'See what the restore made.'
          command: 'az backup job list --vault-name {finding.target_vault} --resource-group {finding.target_group}'
        - step: 'End the sessions of'
          command: '{actor.revoke}'

      """##,
    "revert-cloud-instance/azure/AZ-5-vault-restore/query.cql": ##"""
      #event_simpleName=CloudResourceModification cloud.provider=azure #event.outcome=success OperationName=/\/recoveryPoints\/restore\/action$|^Microsoft\.DataProtection\/backupVaults\/backupInstances\/restore\/action$/i
      | actor.is_service!=true
      | case {
          lineage.restore_kind=OriginalLocation | severity := "high";
          // Backups of disks come back as new disks only.
          OperationName=/^Microsoft\.DataProtection\//i | severity := "low";
          * | severity := "medium"
        }

      """##,
    "revert-cloud-instance/azure/AZ-6-site-recovery/detection.yaml": ##"""
      id: 1bf0c475-d404-5ec1-88c4-2bd2bf4abeb0
      name: az-6-site-recovery
      title: 'Machine failed over to an earlier point by a person'
      status: stable
      severity: medium
      package: revert-cloud-instance
      portable: true
      view: resources
      attack:
        technique: T1578.004
        tactics: [defense-evasion]
      description: >
        Site Recovery put an earlier state of the machine in place.
      finding:
        catalogue: AZ-6
        effect: base
        resource: ResourceName
        severity_field: severity
        reason: 'Site Recovery put an earlier state of the machine in place'
      response:
        - step: 'See what the product keeps of the state before.'
        - step: 'End the sessions of'
          command: '{actor.revoke}'

      """##,
    "revert-cloud-instance/azure/AZ-6-site-recovery/query.cql": ##"""
      #event_simpleName=CloudResourceModification cloud.provider=azure #event.outcome=success OperationName=/\/(replicationProtectedItems|replicationRecoveryPlans)\/(unplannedFailover|plannedFailover|testFailover|applyRecoveryPoint|reProtect|failoverCommit)\/action$/i
      | actor.is_service!=true
      | case {
          OperationName=/\/testFailover\/action$/i | severity := "low";
          * | severity := "medium"
        }

      """##,
    "revert-cloud-instance/azure/AZ-7-machine-replaced/detection.yaml": ##"""
      id: c8633c6b-0ebe-5ec5-a455-f57998c92d9d
      name: az-7-machine-replaced
      title: 'Machine deleted and made again with an older disk'
      status: stable
      severity: high
      package: revert-cloud-instance
      portable: false
      view: resources
      attack:
        technique: T1578.004
        tactics: [defense-evasion]
      description: >
        The machine was deleted and made again with a disk from an older state.
      finding:
        catalogue: AZ-7
        effect: base
        resource: lineage.instance_id
        reason: 'the machine was deleted and made again with a disk from an older state'
      response:
        - step: 'Protect the disk that was replaced against deletion.'
          when: finding.kept_disk
          command: 'az lock create --name evidence --lock-type CanNotDelete --resource {finding.kept_disk}'
        - step: 'Take a snapshot of the disk that was replaced; it holds what was wiped.'
          when: finding.kept_disk
          command: 'az snapshot create --name evidence-{finding.old_disk_name} --resource-group {finding.old_disk_group} --source {finding.kept_disk}'
        - step: 'Protect the state the disk was made from against deletion.'
          when: finding.source
          command: 'az lock create --name evidence --lock-type CanNotDelete --resource {finding.source}'
        - step: 'Make a network security group that denies everything.'
          command: 'az network nsg create --name isolated-{finding.running_name} --resource-group {finding.running_group} && az network nsg rule create --nsg-name isolated-{finding.running_name} --resource-group {finding.running_group} --name deny-in --priority 100 --access Deny --direction Inbound --protocol ''*'' && az network nsg rule create --nsg-name isolated-{finding.running_name} --resource-group {finding.running_group} --name deny-out --priority 100 --access Deny --direction Outbound --protocol ''*'''
        - step: 'Isolate the machine with it.'
          command: 'az network nic update --ids $(az vm show --ids {finding.running} --query ''networkProfile.networkInterfaces[].id'' --output tsv) --network-security-group isolated-{finding.running_name}'
        - step: 'End the sessions of'
          command: '{actor.revoke}'

      """##,
    "revert-cloud-instance/azure/AZ-7-machine-replaced/query.cql": ##"""
      #event_simpleName=CloudResourceModification cloud.provider=azure #event.outcome!=failure in(OperationName, values=["Microsoft.Compute/virtualMachines/write", "Microsoft.Compute/virtualMachines/delete"]) lineage.chain=*
      | in(lineage.made_from, values=["snapshot", "restore_point", "disk", "recovery_point"])
      | case { lineage.replaced_instance=*; lineage.role=replaced }

      """##,
    "revert-cloud-instance/azure/AZ-8-data-disk-swapped/detection.yaml": ##"""
      id: b1633e1e-dcd0-5eb3-965d-738a47706224
      name: az-8-data-disk-swapped
      title: 'Data disk swapped for one made from an older state'
      status: stable
      severity: medium
      package: revert-cloud-instance
      portable: false
      view: resources
      attack:
        technique: T1578.004
        tactics: [defense-evasion]
      description: >
        A data disk was swapped for one made from an older state.
      finding:
        catalogue: AZ-8
        effect: base
        resource: lineage.instance_id
        severity_field: severity
        reason: 'a data disk was swapped for one made from an older state'
      response:
        - step: 'Protect the disk that was replaced against deletion.'
          when: finding.kept_disk
          command: 'az lock create --name evidence --lock-type CanNotDelete --resource {finding.kept_disk}'
        - step: 'Take a snapshot of the disk that was replaced; it holds what was wiped.'
          when: finding.kept_disk
          command: 'az snapshot create --name evidence-{finding.old_disk_name} --resource-group {finding.old_disk_group} --source {finding.kept_disk}'
        - step: 'Protect the state the disk was made from against deletion.'
          when: finding.source
          command: 'az lock create --name evidence --lock-type CanNotDelete --resource {finding.source}'
        - step: 'Make a network security group that denies everything.'
          command: 'az network nsg create --name isolated-{finding.running_name} --resource-group {finding.running_group} && az network nsg rule create --nsg-name isolated-{finding.running_name} --resource-group {finding.running_group} --name deny-in --priority 100 --access Deny --direction Inbound --protocol ''*'' && az network nsg rule create --nsg-name isolated-{finding.running_name} --resource-group {finding.running_group} --name deny-out --priority 100 --access Deny --direction Outbound --protocol ''*'''
        - step: 'Isolate the machine with it.'
          command: 'az network nic update --ids $(az vm show --ids {finding.running} --query ''networkProfile.networkInterfaces[].id'' --output tsv) --network-security-group isolated-{finding.running_name}'
        - step: 'End the sessions of'
          command: '{actor.revoke}'

      """##,
    "revert-cloud-instance/azure/AZ-8-data-disk-swapped/query.cql": ##"""
      #event_simpleName=CloudResourceModification cloud.provider=azure #event.outcome!=failure lineage.slot=data lineage.chain=*
      | in(lineage.made_from, values=["snapshot", "restore_point", "disk", "recovery_point"])
      | lineage.returning!=true
      | case {
          lineage.own=true | severity := "high";
          * | severity := "medium"
        }

      """##,
    "revert-cloud-instance/azure/AZ-9-deallocate-and-start/detection.yaml": ##"""
      id: bde3959c-10d1-59de-91f3-f0c7e7f2ccd9
      name: az-9-deallocate-and-start
      title: 'Machine deallocated and started again'
      status: stable
      severity: low
      package: revert-cloud-instance
      portable: false
      view: resources
      attack:
        technique: T1578.004
        tactics: [defense-evasion]
      description: >
        The temporary disk was lost.
      finding:
        catalogue: AZ-9
        effect: base
        resource: lineage.instance_id
        reason: 'the temporary disk was lost'
      response:
        - step: 'Protect the disk that was replaced against deletion.'
          when: finding.kept_disk
          command: 'az lock create --name evidence --lock-type CanNotDelete --resource {finding.kept_disk}'
        - step: 'Take a snapshot of the disk that was replaced; it holds what was wiped.'
          when: finding.kept_disk
          command: 'az snapshot create --name evidence-{finding.old_disk_name} --resource-group {finding.old_disk_group} --source {finding.kept_disk}'
        - step: 'Protect the state the disk was made from against deletion.'
          when: finding.source
          command: 'az lock create --name evidence --lock-type CanNotDelete --resource {finding.source}'
        - step: 'Make a network security group that denies everything.'
          command: 'az network nsg create --name isolated-{finding.running_name} --resource-group {finding.running_group} && az network nsg rule create --nsg-name isolated-{finding.running_name} --resource-group {finding.running_group} --name deny-in --priority 100 --access Deny --direction Inbound --protocol ''*'' && az network nsg rule create --nsg-name isolated-{finding.running_name} --resource-group {finding.running_group} --name deny-out --priority 100 --access Deny --direction Outbound --protocol ''*'''
        - step: 'Isolate the machine with it.'
          command: 'az network nic update --ids $(az vm show --ids {finding.running} --query ''networkProfile.networkInterfaces[].id'' --output tsv) --network-security-group isolated-{finding.running_name}'
        - step: 'End the sessions of'
          command: '{actor.revoke}'

      """##,
    "revert-cloud-instance/azure/AZ-9-deallocate-and-start/query.cql": ##"""
      #event_simpleName=CloudResourceModification cloud.provider=azure #event.outcome=success
      | case {
          OperationName="Microsoft.Compute/virtualMachines/start/action" lineage.stopped_seconds <= 3600;
          OperationName="Microsoft.Compute/virtualMachines/redeploy/action"
        }
      | actor.is_service!=true

      """##,
    "revert-cloud-instance/gcp/GCP-1-boot-disk-from-snapshot/detection.yaml": ##"""
      id: ccd942c2-bfa1-5ab7-8a73-356308b5ea6b
      name: gcp-1-boot-disk-from-snapshot
      title: 'Instance boots from a disk made from an older snapshot'
      status: stable
      severity: high
      package: revert-cloud-instance
      portable: false
      view: resources
      attack:
        technique: T1578.004
        tactics: [defense-evasion]
      description: >
        A disk made from a snapshot took the place of the boot disk.
      finding:
        catalogue: GCP-1
        effect: base
        resource: lineage.instance_id
        severity_field: severity
        reason: 'a disk made from a snapshot took the place of the boot disk'
      response:
        - step: 'Take a snapshot of the disk that was replaced; it holds what was wiped.'
          when: finding.kept_disk
          command: 'gcloud compute snapshots create evidence-{finding.old_disk_name} --source-disk {finding.old_disk_name} --source-disk-zone {finding.old_disk_zone} --project {finding.old_disk_project}'
        - step: 'Mark the instance for isolation.'
          command: 'gcloud compute instances add-tags {finding.running_name} --tags isolated --zone {finding.running_zone} --project {finding.running_project}'
        - step: 'Deny everything to what is marked.'
          command: 'gcloud compute firewall-rules create isolated-{finding.running_name} --action DENY --rules all --priority 0 --target-tags isolated --project {finding.running_project} --network "$(gcloud compute instances describe {finding.running_name} --zone {finding.running_zone} --project {finding.running_project} --format ''value(networkInterfaces[0].network)'')"'
        - step: 'End the sessions of'
          command: '{actor.revoke}'

      """##,
    "revert-cloud-instance/gcp/GCP-1-boot-disk-from-snapshot/query.cql": ##"""
      // A disk at a data device counts when its snapshot is of a disk of the instance, or when it takes another's place.
      #event_simpleName=CloudResourceModification cloud.provider=gcp #event.outcome!=failure in(OperationName, values=["compute.instances.attachDisk", "compute.instances.detachDisk"]) lineage.chain=*
      | case {
          lineage.made_from=snapshot;
          lineage.made_from=image lineage.own=true;
          lineage.made_from=image lineage.image_from=*
        }
      | lineage.returning!=true
      | case {
          lineage.slot=root | severity := "high";
          lineage.own=true | severity := "high";
          * | severity := "medium"
        }

      """##,
    "revert-cloud-instance/gcp/GCP-2-instance-from-machine-image/detection.yaml": ##"""
      id: 2d1bd0fc-4ff9-5eb7-a501-30c67a4ca68a
      name: gcp-2-instance-from-machine-image
      title: 'Instance made from a machine image or snapshot'
      status: stable
      severity: low
      package: revert-cloud-instance
      portable: false
      view: resources
      attack:
        technique: T1578.004
        tactics: [defense-evasion]
      description: >
        An instance was made from a machine image or a snapshot.
      finding:
        catalogue: GCP-2
        effect: base
        resource: lineage.instance_id
        severity_field: severity
        reason: 'an instance was made from a machine image or a snapshot'
      response:
        - step: 'Take a snapshot of the disk that was replaced; it holds what was wiped.'
          when: finding.kept_disk
          command: 'gcloud compute snapshots create evidence-{finding.old_disk_name} --source-disk {finding.old_disk_name} --source-disk-zone {finding.old_disk_zone} --project {finding.old_disk_project}'
        - step: 'Mark the instance for isolation.'
          command: 'gcloud compute instances add-tags {finding.running_name} --tags isolated --zone {finding.running_zone} --project {finding.running_project}'
        - step: 'Deny everything to what is marked.'
          command: 'gcloud compute firewall-rules create isolated-{finding.running_name} --action DENY --rules all --priority 0 --target-tags isolated --project {finding.running_project} --network "$(gcloud compute instances describe {finding.running_name} --zone {finding.running_zone} --project {finding.running_project} --format ''value(networkInterfaces[0].network)'')"'
        - step: 'End the sessions of'
          command: '{actor.revoke}'

      """##,
    "revert-cloud-instance/gcp/GCP-2-instance-from-machine-image/query.cql": ##"""
      #event_simpleName=CloudResourceModification cloud.provider=gcp #event.outcome!=failure lineage.chain=*
      | in(OperationName, values=["compute.instances.insert", "compute.instances.bulkInsert", "compute.instances.delete", "compute.instances.stop"])
      | in(lineage.made_from, values=["machine_image", "snapshot"]) lineage.foreign!=true
      | case {
          lineage.replaced_instance=* | severity := "high";
          lineage.role=replaced | severity := "high";
          * | severity := "low"
        }

      """##,
    "revert-cloud-instance/gcp/GCP-3-stop-and-start/detection.yaml": ##"""
      id: 60b383fd-f05a-5edb-867a-f1587466ea47
      name: gcp-3-stop-and-start
      title: 'Instance stopped and started again'
      status: stable
      severity: low
      package: revert-cloud-instance
      portable: false
      view: resources
      attack:
        technique: T1578.004
        tactics: [defense-evasion]
      description: >
        Local disks were lost.
      finding:
        catalogue: GCP-3
        effect: base
        resource: lineage.instance_id
        reason: 'local disks were lost'
      response:
        - step: 'Take a snapshot of the disk that was replaced; it holds what was wiped.'
          when: finding.kept_disk
          command: 'gcloud compute snapshots create evidence-{finding.old_disk_name} --source-disk {finding.old_disk_name} --source-disk-zone {finding.old_disk_zone} --project {finding.old_disk_project}'
        - step: 'Mark the instance for isolation.'
          command: 'gcloud compute instances add-tags {finding.running_name} --tags isolated --zone {finding.running_zone} --project {finding.running_project}'
        - step: 'Deny everything to what is marked.'
          command: 'gcloud compute firewall-rules create isolated-{finding.running_name} --action DENY --rules all --priority 0 --target-tags isolated --project {finding.running_project} --network "$(gcloud compute instances describe {finding.running_name} --zone {finding.running_zone} --project {finding.running_project} --format ''value(networkInterfaces[0].network)'')"'
        - step: 'End the sessions of'
          command: '{actor.revoke}'

      """##,
    "revert-cloud-instance/gcp/GCP-3-stop-and-start/query.cql": ##"""
      #event_simpleName=CloudResourceModification cloud.provider=gcp #event.outcome=success in(OperationName, values=["compute.instances.start", "compute.instances.startWithEncryptionKey", "compute.instances.resume"])
      | lineage.stopped_seconds <= 3600 | actor.is_service!=true

      """##,
    "revert-cloud-instance/gcp/GCP-4-group-recreation/detection.yaml": ##"""
      id: f36f8632-bc17-5193-ab0a-9e6bc498883d
      name: gcp-4-group-recreation
      title: 'Members of a managed group recreated by a person'
      status: stable
      severity: low
      package: revert-cloud-instance
      portable: true
      view: resources
      attack:
        technique: T1578.004
        tactics: [defense-evasion]
      description: >
        Members of a managed group were recreated.
      finding:
        catalogue: GCP-4
        effect: base
        resource: ResourceName
        reason: 'members of a managed group were recreated'
      response:
        - step: 'See what the product or group keeps of the state before.'
        - step: 'End the sessions of'
          command: '{actor.revoke}'

      """##,
    "revert-cloud-instance/gcp/GCP-4-group-recreation/query.cql": ##"""
      #event_simpleName=CloudResourceModification cloud.provider=gcp #event.outcome=success
      | in(OperationName, values=["compute.instanceGroupManagers.recreateInstances", "compute.instanceGroupManagers.applyUpdatesToInstances", "compute.regionInstanceGroupManagers.recreateInstances", "compute.regionInstanceGroupManagers.applyUpdatesToInstances", "compute.instances.repair.recreateInstance"])
      | case {
          // The group repairs by itself; somebody made it do so when a person stopped or ended the member within an hour before.
          OperationName="compute.instances.repair.recreateInstance" lineage.group_replacement_of=*;
          OperationName!="compute.instances.repair.recreateInstance" actor.is_service!=true
        }

      """##,
    "revert-cloud-instance/gcp/GCP-5-image-from-snapshot/detection.yaml": ##"""
      id: aff03ae4-6c83-5f7f-94b1-4d9a0c6c416b
      name: gcp-5-image-from-snapshot
      title: 'Instance made from an image of a snapshot'
      status: stable
      severity: medium
      package: revert-cloud-instance
      portable: false
      view: resources
      attack:
        technique: T1578.004
        tactics: [defense-evasion]
      description: >
        An instance was made from an image of an older state.
      finding:
        catalogue: GCP-5
        effect: base
        resource: lineage.instance_id
        reason: 'an instance was made from an image of an older state'
      response:
        - step: 'Take a snapshot of the disk that was replaced; it holds what was wiped.'
          when: finding.kept_disk
          command: 'gcloud compute snapshots create evidence-{finding.old_disk_name} --source-disk {finding.old_disk_name} --source-disk-zone {finding.old_disk_zone} --project {finding.old_disk_project}'
        - step: 'Mark the instance for isolation.'
          command: 'gcloud compute instances add-tags {finding.running_name} --tags isolated --zone {finding.running_zone} --project {finding.running_project}'
        - step: 'Deny everything to what is marked.'
          command: 'gcloud compute firewall-rules create isolated-{finding.running_name} --action DENY --rules all --priority 0 --target-tags isolated --project {finding.running_project} --network "$(gcloud compute instances describe {finding.running_name} --zone {finding.running_zone} --project {finding.running_project} --format ''value(networkInterfaces[0].network)'')"'
        - step: 'End the sessions of'
          command: '{actor.revoke}'

      """##,
    "revert-cloud-instance/gcp/GCP-5-image-from-snapshot/query.cql": ##"""
      #event_simpleName=CloudResourceModification cloud.provider=gcp #event.outcome!=failure lineage.made_from=image lineage.chain=* lineage.foreign!=true
      | in(OperationName, values=["compute.instances.insert", "compute.instances.delete", "compute.instances.stop"])
      | case {
          lineage.image_from=snapshot;
          lineage.replaced_instance=*;
          lineage.role=replaced
        }

      """##,
    "revert-cloud-instance/gcp/GCP-6-boot-disk-clone/detection.yaml": ##"""
      id: f26ec11f-de29-535c-b83f-ffdec2a65598
      name: gcp-6-boot-disk-clone
      title: 'Instance boots from a clone of a disk'
      status: stable
      severity: high
      package: revert-cloud-instance
      portable: false
      view: resources
      attack:
        technique: T1578.004
        tactics: [defense-evasion]
      description: >
        A clone taken earlier took the place of the boot disk.
      finding:
        catalogue: GCP-6
        effect: base
        resource: lineage.instance_id
        severity_field: severity
        reason: 'a clone taken earlier took the place of the boot disk'
      response:
        - step: 'Take a snapshot of the disk that was replaced; it holds what was wiped.'
          when: finding.kept_disk
          command: 'gcloud compute snapshots create evidence-{finding.old_disk_name} --source-disk {finding.old_disk_name} --source-disk-zone {finding.old_disk_zone} --project {finding.old_disk_project}'
        - step: 'Mark the instance for isolation.'
          command: 'gcloud compute instances add-tags {finding.running_name} --tags isolated --zone {finding.running_zone} --project {finding.running_project}'
        - step: 'Deny everything to what is marked.'
          command: 'gcloud compute firewall-rules create isolated-{finding.running_name} --action DENY --rules all --priority 0 --target-tags isolated --project {finding.running_project} --network "$(gcloud compute instances describe {finding.running_name} --zone {finding.running_zone} --project {finding.running_project} --format ''value(networkInterfaces[0].network)'')"'
        - step: 'End the sessions of'
          command: '{actor.revoke}'

      """##,
    "revert-cloud-instance/gcp/GCP-6-boot-disk-clone/query.cql": ##"""
      #event_simpleName=CloudResourceModification cloud.provider=gcp #event.outcome!=failure in(OperationName, values=["compute.instances.attachDisk", "compute.instances.detachDisk"]) lineage.made_from=disk lineage.chain=*
      | lineage.returning!=true
      | case {
          lineage.slot=root | severity := "high";
          lineage.own=true | severity := "high";
          * | severity := "medium"
        }

      """##,
    "revert-cloud-instance/gcp/GCP-7-other-products/detection.yaml": ##"""
      id: 49582475-fe2a-5c5e-9598-e7af12a804a2
      name: gcp-7-other-products
      title: 'Another product put back to an older state'
      status: stable
      severity: medium
      package: revert-cloud-instance
      portable: true
      view: resources
      attack:
        technique: T1578.004
        tactics: [defense-evasion]
      description: >
        A backup, file share, volume or database was put back.
      finding:
        catalogue: GCP-7
        effect: base
        resource: ResourceName
        reason: 'a backup, file share, volume or database was put back'
      response:
        - step: 'See what the product or group keeps of the state before.'
        - step: 'End the sessions of'
          command: '{actor.revoke}'

      """##,
    "revert-cloud-instance/gcp/GCP-7-other-products/query.cql": ##"""
      #event_simpleName=CloudResourceModification cloud.provider=gcp #event.outcome=success
      | in(OperationName, values=["*RestoreBackup", "*CloudFilestoreManager.RevertInstance", "*CloudFilestoreManager.RestoreInstance", "*NetApp.RevertVolume", "cloudsql.instances.restoreBackup", "cloudsql.instances.clone"])
      | actor.is_service!=true

      """##,
    "revert-cloud-instance/gcp/GCP-8-own-restore-point/detection.yaml": ##"""
      id: 261031a4-bfb5-563d-92db-60e59735aed4
      name: gcp-8-own-restore-point
      title: 'The actor restored a state taken earlier by the same actor'
      status: stable
      severity: high
      package: revert-cloud-instance
      portable: false
      view: resources
      attack:
        technique: T1578.004
        tactics: [defense-evasion]
      description: >
        Whoever put the older state back had taken it before.
      finding:
        catalogue: GCP-8
        effect: raises
        resource: lineage.instance_id
        reason: 'whoever put the older state back had taken it before'

      """##,
    "revert-cloud-instance/gcp/GCP-8-own-restore-point/query.cql": ##"""
      #event_simpleName=CloudResourceModification cloud.provider=gcp #event.outcome!=failure lineage.chain=* lineage.own_restore_point=true

      """##,
    "revert-cloud-instance/gcp/GCP-9-evidence-removal/detection.yaml": ##"""
      id: dcb4342f-73ed-5f89-aff6-748211e41e21
      name: gcp-9-evidence-removal
      title: 'What the older state replaced was deleted'
      status: stable
      severity: low
      package: revert-cloud-instance
      portable: false
      view: resources
      attack:
        technique: T1578.004
        tactics: [defense-evasion]
      description: >
        The replaced disk, or the state it came from, was deleted afterwards.
      finding:
        catalogue: GCP-9
        effect: raises
        resource: lineage.instance_id
        reason: 'the replaced disk, or the state it came from, was deleted afterwards'

      """##,
    "revert-cloud-instance/gcp/GCP-9-evidence-removal/query.cql": ##"""
      #event_simpleName=CloudResourceModification cloud.provider=gcp #event.outcome!=failure lineage.chain=* lineage.role=evidence_removal

      """##,
    "revert-cloud-instance/scoring/SCORE-1-new-actor/detection.yaml": ##"""
      id: 9f342f80-5230-5ba8-8719-c2d394695c2a
      name: score-1-new-actor
      title: 'First action of the actor on the instance'
      status: stable
      severity: low
      package: revert-cloud-instance
      portable: false
      view: resources
      attack:
        technique: T1578.004
        tactics: [defense-evasion]
      description: >
        The actor was never seen on this instance before.
      finding:
        effect: raises
        resource: lineage.instance_id
        reason: 'the actor was never seen on this instance before'

      """##,
    "revert-cloud-instance/scoring/SCORE-1-new-actor/query.cql": ##"""
      #event_simpleName=CloudResourceModification #event.outcome!=failure lineage.chain=* lineage.new_actor=true

      """##,
    "revert-cloud-instance/scoring/SCORE-2-new-address/detection.yaml": ##"""
      id: 26f76410-fbf2-57fb-be5e-e7f2e4cc4f2a
      name: score-2-new-address
      title: 'Address never seen for the actor'
      status: stable
      severity: low
      package: revert-cloud-instance
      portable: false
      view: resources
      attack:
        technique: T1578.004
        tactics: [defense-evasion]
      description: >
        The address was never seen for this actor before.
      finding:
        effect: raises
        resource: lineage.instance_id
        reason: 'the address was never seen for this actor before'

      """##,
    "revert-cloud-instance/scoring/SCORE-2-new-address/query.cql": ##"""
      #event_simpleName=CloudResourceModification #event.outcome!=failure lineage.chain=* lineage.new_address=true

      """##,
    "revert-cloud-instance/scoring/SCORE-3-intrusion/detection.yaml": ##"""
      id: 01eb7f4a-76e3-54ae-8642-8b7a5fb20c79
      name: score-3-intrusion
      title: 'Instance entered before it was reverted'
      status: stable
      severity: low
      package: revert-cloud-instance
      portable: false
      view: resources
      attack:
        technique: T1578.004
        tactics: [defense-evasion]
      description: >
        Commands were run on the instance, or its secrets read, within a day before.
      finding:
        effect: raises
        resource: lineage.instance_id
        reason: 'commands were run on the instance, or its secrets read, within a day before'

      """##,
    "revert-cloud-instance/scoring/SCORE-3-intrusion/query.cql": ##"""
      #event_simpleName=CloudResourceModification #event.outcome!=failure lineage.chain=* lineage.intrusion=*

      """##,
    "revert-cloud-instance/scoring/SCORE-4-reconnaissance/detection.yaml": ##"""
      id: 84725d62-0a3e-5eec-b940-6723fb759ae1
      name: score-4-reconnaissance
      title: 'Permissions tried before the revert'
      status: stable
      severity: low
      package: revert-cloud-instance
      portable: false
      view: resources
      attack:
        technique: T1578.004
        tactics: [defense-evasion]
      description: >
        The actor tried out what was allowed within a day before.
      finding:
        effect: raises
        resource: lineage.instance_id
        reason: 'the actor tried out what was allowed within a day before'

      """##,
    "revert-cloud-instance/scoring/SCORE-4-reconnaissance/query.cql": ##"""
      #event_simpleName=CloudResourceModification #event.outcome!=failure lineage.chain=* lineage.reconnaissance=true

      """##,
    "revert-cloud-instance/scoring/SCORE-5-console-without-mfa/detection.yaml": ##"""
      id: 0d825969-ae35-59f6-96c4-abbbf42cb117
      name: score-5-console-without-mfa
      title: 'Console session without a second factor'
      status: stable
      severity: low
      package: revert-cloud-instance
      portable: false
      view: resources
      attack:
        technique: T1578.004
        tactics: [defense-evasion]
      description: >
        The session came from the console without a second factor.
      finding:
        effect: raises
        resource: lineage.instance_id
        reason: 'the session came from the console without a second factor'

      """##,
    "revert-cloud-instance/scoring/SCORE-5-console-without-mfa/query.cql": ##"""
      #event_simpleName=CloudResourceModification #event.outcome=success lineage.chain=* cloud.provider=aws
      | Vendor.sessionCredentialFromConsole=true Vendor.userIdentity.sessionContext.attributes.mfaAuthenticated=false

      """##,
    "revert-cloud-instance/scoring/SCORE-6-service-account-key/detection.yaml": ##"""
      id: 53b31330-1817-506c-8aa9-6bb84aae63ca
      name: score-6-service-account-key
      title: 'Downloaded key of a service account'
      status: stable
      severity: low
      package: revert-cloud-instance
      portable: false
      view: resources
      attack:
        technique: T1578.004
        tactics: [defense-evasion]
      description: >
        A downloaded key of a service account was used.
      finding:
        effect: raises
        resource: lineage.instance_id
        reason: 'a downloaded key of a service account was used'

      """##,
    "revert-cloud-instance/scoring/SCORE-6-service-account-key/query.cql": ##"""
      #event_simpleName=CloudResourceModification #event.outcome!=failure lineage.chain=* cloud.provider=gcp Vendor.protoPayload.authenticationInfo.serviceAccountKeyName=*

      """##,
  ]
}
