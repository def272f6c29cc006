#!/usr/bin/env python3
"""Makes the data the benchmarks run on: deterministic, invented, and never committed.

    generate.py flat FILE COUNT       normalised events, one JSON object per line, about 1.6 kB each
    generate.py cloudtrail DIR COUNT  CloudTrail records in the S3 layout, gzip files of about 5,500 records
"""

import gzip
import json
import os
import random
import sys

READS = ["DescribeInstances", "DescribeVolumes", "DescribeSnapshots", "GetBucketLocation", "ListBuckets", "AssumeRole",
         "DescribeSecurityGroups", "GetObject", "DescribeImages", "ListRoles", "GetCallerIdentity", "DescribeTags"]
WRITES = ["RunInstances", "StopInstances", "StartInstances", "TerminateInstances", "CreateTags", "CreateSnapshot",
          "DeleteSnapshot", "CreateVolume", "AttachVolume", "DetachVolume", "DeleteVolume", "PutObject", "PutBucketTagging",
          "ModifyInstanceAttribute", "AuthorizeSecurityGroupIngress", "UpdateFunctionCode", "PutMetricAlarm"]
PEOPLE = [f"Engineer/{name}@example.com" for name in
          ("alice bob carol dave erin frank grace heidi ivan judy kim leo mia nia omar pia").split()]
PROGRAMS = ["nightly-backup/session", "inventory-reader/session", "AWSServiceRoleForAutoScaling/AutoScaling",
            "deploy-automation/pipeline", "instance-scheduler/night", "config-recorder/session"]
ACCOUNTS = ["111122223333", "444455556666", "777788889999"]
REGIONS = ["eu-west-1", "us-east-1", "eu-central-1"]
PADDING = "".join(random.Random(1).choices("abcdefghijklmnopqrstuvwxyz0123456789+/", k=4096))
START = 1767603600000


def operation(chance):
    """An operation, whether it writes, and who calls."""
    is_write = chance.random() < 0.25
    name = chance.choice(WRITES if is_write else READS)
    actor = chance.choice(PROGRAMS if chance.random() < 0.6 else PEOPLE)
    return name, is_write, actor


def flat_event(index, chance):
    name, is_write, actor = operation(chance)
    account = chance.choice(ACCOUNTS)
    region = chance.choice(REGIONS)
    resource = f"i-0{chance.randrange(2000):016x}"
    at = chance.randrange(2400)
    token = f"{chance.getrandbits(128):032x}"
    return {
        "@timestamp": START + index * 37,
        "#event_simpleName": "CloudResourceModification" if is_write else "CloudResourceRead",
        "#Vendor": "aws", "#event.module": "aws", "#event.dataset": "aws.cloudtrail", "#event.kind": "event",
        "#event.outcome": "success" if chance.random() < 0.97 else "failure",
        "aid": f"aws:{account}", "timestamp": START + index * 37,
        "ActorUserName": actor, "OperationName": name,
        "ResourceType": "AWS::EC2::Instance", "ResourceName": resource,
        "cloud.provider": "aws", "cloud.account.id": account, "cloud.region": region,
        "event.action": name, "event.provider": "ec2.amazonaws.com", "event.id": token,
        "user.name": actor, "user.id": f"AROA{token[:16].upper()}",
        "source.ip": f"203.0.113.{chance.randrange(256)}",
        "user_agent.original": "aws-cli/2.15.40 Python/3.11.8 Linux/6.1.0 exe/x86_64.debian.12",
        "actor.is_service": "false", "cloud.op.group": token[8:],
        "Vendor.eventVersion": "1.09", "Vendor.userIdentity.type": "AssumedRole",
        "Vendor.userIdentity.arn": f"arn:aws:sts::{account}:assumed-role/{actor}",
        "Vendor.userIdentity.accessKeyId": f"ASIA{token[16:].upper()}",
        "Vendor.requestParameters.instancesSet.items[0].instanceId": resource,
        "Vendor.responseElements.requestId": token[::-1],
        "Vendor.tlsDetails.cipherSuite": "TLS_AES_128_GCM_SHA256",
        "Vendor.additional": PADDING[at:at + 420],
    }


def write_flat(path, count):
    chance = random.Random(7)
    with open(path, "w") as out:
        for index in range(count):
            out.write(json.dumps(flat_event(index, chance), separators=(",", ":")))
            out.write("\n")


def instances(resource):
    return {"instancesSet": {"items": [{"instanceId": resource}]}}


# Operation: the service, the resource's kind, what the request names and what the answer adds.
CALLS = {
    "RunInstances": ("ec2", "i", lambda i: {"instancesSet": {"items": [{"imageId": "ami-0feedfacefeedface", "minCount": 1}]}}, instances),
    "StopInstances": ("ec2", "i", instances, instances),
    "StartInstances": ("ec2", "i", instances, instances),
    "TerminateInstances": ("ec2", "i", instances, instances),
    "CreateTags": ("ec2", "i", lambda i: {"resourcesSet": {"items": [{"resourceId": i}]}, "tagSet": {"items": [{"key": "team", "value": "web"}]}},
                   lambda i: {"_return": True}),
    "CreateSnapshot": ("ec2", "snap", lambda i: {"volumeId": "vol" + i[4:]}, lambda i: {"snapshotId": i, "status": "pending"}),
    "DeleteSnapshot": ("ec2", "snap", lambda i: {"snapshotId": i}, lambda i: {"_return": True}),
    "CreateVolume": ("ec2", "vol", lambda i: {"size": "8", "zone": "eu-west-1a"}, lambda i: {"volumeId": i, "status": "creating"}),
    "AttachVolume": ("ec2", "vol", lambda i: {"volumeId": i, "instanceId": "i" + i[3:], "device": "/dev/sdf"},
                     lambda i: {"volumeId": i, "status": "attaching"}),
    "DetachVolume": ("ec2", "vol", lambda i: {"volumeId": i}, lambda i: {"volumeId": i, "status": "detaching"}),
    "DeleteVolume": ("ec2", "vol", lambda i: {"volumeId": i}, lambda i: {"_return": True}),
    "ModifyInstanceAttribute": ("ec2", "i", lambda i: {"instanceId": i, "ebsOptimized": {"value": True}}, lambda i: {"_return": True}),
    "AuthorizeSecurityGroupIngress": ("ec2", "sg", lambda i: {"groupId": i}, lambda i: {"_return": True}),
    "PutObject": ("s3", "key", lambda i: {"bucketName": "acme-logs", "key": i}, lambda i: {"x-amz-version-id": i}),
    "PutBucketTagging": ("s3", "key", lambda i: {"bucketName": "acme-logs", "tagging": ""}, lambda i: {}),
    "UpdateFunctionCode": ("lambda", "fn", lambda i: {"functionName": i}, lambda i: {"functionName": i}),
    "PutMetricAlarm": ("monitoring", "alarm", lambda i: {"alarmName": i}, lambda i: {}),
}
SERVICES = {"GetBucketLocation": "s3", "ListBuckets": "s3", "GetObject": "s3", "AssumeRole": "sts", "GetCallerIdentity": "sts",
            "ListRoles": "iam"}


def cloudtrail_record(index, chance, account, region):
    name, is_write, actor = operation(chance)
    role, session = actor.split("/")
    token = f"{chance.getrandbits(128):032x}"
    seconds = START // 1000 + index
    stamp = f"2026-01-{5 + seconds // 86400 % 20:02d}T{seconds // 3600 % 24:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}Z"
    at = chance.randrange(3000)
    number = chance.randrange(2000)
    if is_write:
        service, kind, request, response = CALLS[name]
        resource = f"{kind}-0{number:016x}"
        asked, answered = request(resource), dict(response(resource), requestId=token)
    else:
        service = SERVICES.get(name, "ec2")
        asked, answered = {"maxResults": 100, "filterSet": {}}, None
    failed = chance.random() < 0.03
    record = {
        "eventVersion": "1.09",
        "userIdentity": {
            "type": "AssumedRole", "principalId": f"AROA{role[:8].upper()}:{session}",
            "arn": f"arn:aws:sts::{account}:assumed-role/{actor}", "accountId": account,
            "accessKeyId": f"ASIA{token[16:].upper()}",
            "sessionContext": {
                "sessionIssuer": {"type": "Role", "principalId": f"AROA{role[:8].upper()}",
                                  "arn": f"arn:aws:iam::{account}:role/{role}", "accountId": account, "userName": role},
                "attributes": {"creationDate": stamp, "mfaAuthenticated": "false"}}},
        "eventTime": stamp, "eventSource": f"{service}.amazonaws.com", "eventName": name, "awsRegion": region,
        "sourceIPAddress": f"203.0.113.{chance.randrange(256)}",
        "userAgent": "aws-cli/2.15.40 Python/3.11.8 Linux/6.1.0 exe/x86_64.debian.12",
    }
    if failed:
        record |= {"errorCode": "Client.UnauthorizedOperation", "errorMessage": "You are not authorized to perform this operation."}
    record |= {
        "requestParameters": dict(asked, clientToken=f"{chance.getrandbits(512):0128x}", note=PADDING[at:at + 340]),
        "responseElements": None if failed else answered,
        "requestID": token, "eventID": f"{token[:8]}-{token[8:12]}-{token[12:16]}-{token[16:20]}-{token[20:]}",
        "readOnly": not is_write, "eventType": "AwsApiCall", "managementEvent": True, "recipientAccountId": account,
        "eventCategory": "Management",
        "tlsDetails": {"tlsVersion": "TLSv1.3", "cipherSuite": "TLS_AES_128_GCM_SHA256",
                       "clientProvidedHostHeader": f"{service}.{region}.amazonaws.com"},
    }
    return record


def write_cloudtrail(folder, count):
    chance = random.Random(7)
    per_file = 5500
    for number, first in enumerate(range(0, count, per_file)):
        account, region = chance.choice(ACCOUNTS), chance.choice(REGIONS)
        records = [cloudtrail_record(index, chance, account, region) for index in range(first, min(first + per_file, count))]
        day = f"2026/01/{5 + number % 20:02d}"
        below = os.path.join(folder, "AWSLogs", account, "CloudTrail", region, day)
        os.makedirs(below, exist_ok=True)
        name = f"{account}_CloudTrail_{region}_{day.replace('/', '')}T0000Z_{number:016d}.json.gz"
        with gzip.open(os.path.join(below, name), "wb", compresslevel=6) as out:
            out.write(json.dumps({"Records": records}, separators=(",", ":")).encode())


def main():
    if len(sys.argv) != 4 or sys.argv[1] not in ("flat", "cloudtrail"):
        sys.exit(__doc__)
    kind, target, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
    write_flat(target, count) if kind == "flat" else write_cloudtrail(target, count)


if __name__ == "__main__":
    main()
