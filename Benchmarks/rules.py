#!/usr/bin/env python3
"""Makes rules for the benchmark of many detections: deterministic, invented, in the manner of Sigma conversions.

    rules.py DIR COUNT

Writes DIR/rules/rule-NNNN.yaml, a folder for `martlet detect --detections DIR/rules`, and DIR/rules.sql.json with the
same conditions for other engines: a list of {"id", "cql", "sql", "chdb"}. `sql` is a condition for DuckDB, `chdb` one for
ClickHouse; they differ in how a regex is asked for. Columns are the keys of `generate.py flat`, all of them texts. A rule
gives one finding per event it matches, under its id, so that counts per rule can be compared:

    SELECT count(*) FILTER (WHERE <sql>) AS "rule-0001", … FROM read_json(…)

A few rules of a hundred match something, most look for operations, programs and addresses that are not in the data.
"""

import json
import os
import random
import sys

from generate import PEOPLE, PROGRAMS, READS, WRITES

# Operations that detections ask for. Those in the data are common; the others never occur.
ABSENT = ["DeleteTrail", "StopLogging", "UpdateTrail", "PutEventSelectors", "DeleteFlowLogs", "DeleteDetector",
          "DisassociateFromMasterAccount", "CreateAccessKey", "CreateLoginProfile", "UpdateLoginProfile", "AttachUserPolicy",
          "AttachRolePolicy", "PutUserPolicy", "PutRolePolicy", "CreatePolicyVersion", "SetDefaultPolicyVersion", "AddUserToGroup",
          "ConsoleLogin", "GetFederationToken", "GetSessionToken", "ModifySnapshotAttribute", "ModifyImageAttribute",
          "SharedSnapshotCopyInitiated", "CreateImage", "ReplaceRootVolume", "RestoreDBInstanceFromDBSnapshot", "DisableKey",
          "ScheduleKeyDeletion", "PutBucketPolicy", "DeleteBucketPolicy", "PutBucketAcl", "DeleteBucketEncryption",
          "PutBucketVersioning", "DeletePublicAccessBlock", "GetSecretValue", "BatchGetSecretValue", "GetPasswordData",
          "SendCommand", "StartSession", "CreateFunction20150331", "AddPermission20150331v2", "UpdateAssumeRolePolicy",
          "CreateSAMLProvider", "DeactivateMFADevice", "DeleteVirtualMFADevice", "EnableSerialConsoleAccess", "CreateKeyPair",
          "ImportKeyPair", "CreateInternetGateway", "CreateNetworkAclEntry", "DeleteNetworkAcl", "CreateRoute", "RunTask"]
TOOLS = ["pacu", "scoutsuite", "prowler", "cloudfox", "kali", "parrot", "python-requests", "boto3/0.", "curl/", "wget/", "hydra",
         "aws-cli/1.1", "terraform/0.", "powershell/7", "s3browser", "cyberduck", "rclone", "nuclei", "masscan", "gobuster"]
PROVIDERS = ["iam.amazonaws.com", "sts.amazonaws.com", "kms.amazonaws.com", "s3.amazonaws.com", "signin.amazonaws.com",
             "lambda.amazonaws.com", "cloudtrail.amazonaws.com", "guardduty.amazonaws.com", "ssm.amazonaws.com",
             "secretsmanager.amazonaws.com", "rds.amazonaws.com", "config.amazonaws.com", "organizations.amazonaws.com"]
NAMES = ["root", "break-glass", "svc-legacy", "contractor", "intern", "admin", "breakglass", "terraform", "ci-runner", "jenkins",
         "github-actions", "okta-sync", "backdoor", "tmpuser", "vendor-support", "audit", "scanner", "dba", "netops", "payroll"]
ARN = "Vendor.userIdentity.arn"


class Condition:
    """One condition in each of the languages."""

    def __init__(self, cql, sql, chdb=None):
        self.cql, self.sql, self.chdb = cql, sql, chdb or sql


def column(field):
    return f'"{field}"'


def equals(field, value):
    return Condition(f'{field}="{value}"', f"{column(field)} = '{value}'")


def differs(field, value):
    return Condition(f'{field}!="{value}"', f"{column(field)} <> '{value}'")


def is_one_of(field, values):
    listed = ", ".join(f'"{value}"' for value in values)
    texts = ", ".join(f"'{value}'" for value in values)
    return Condition(f"in({field}, values=[{listed}])", f"{column(field)} IN ({texts})")


def like(field, pattern):
    """A pattern in which `*` stands for any text; it holds neither `%` nor `_`."""
    return Condition(f'{field}="{pattern}"', f"{column(field)} LIKE '{pattern.replace('*', '%')}'")


def matches(field, regex, ignores_case=False):
    flags = "i" if ignores_case else ""
    sql = ("(?i)" if ignores_case else "") + regex
    doubled = sql.replace("\\", "\\\\")
    return Condition(f"{field}=/{regex.replace('/', chr(92) + '/')}/{flags}", f"regexp_matches({column(field)}, '{sql}')",
                     f"match({column(field)}, '{doubled}')")


def both(*parts):
    return joined(parts, "\n| ", " AND ")


def either(*parts):
    inner = joined(parts, " or ", " OR ")
    return Condition(f"({inner.cql})", f"({inner.sql})", f"({inner.chdb})")


def negated(part):
    return Condition(f"not ({part.cql})", f"NOT ({part.sql})", f"NOT ({part.chdb})")


def joined(parts, cql, sql):
    return Condition(cql.join(part.cql for part in parts), sql.join(part.sql for part in parts),
                     sql.join(part.chdb for part in parts))


def network(chance):
    """An address, or the start of one. Those of the data are in 203.0.113.0/24."""
    return f"{chance.choice([45, 91, 141, 185, 193, 198])}.{chance.randrange(256)}.{chance.randrange(256)}"


def rule(chance):
    """One rule: what kinds there are, and how often each."""
    absent = lambda: chance.choice(ABSENT)
    some = lambda low, high: chance.sample(ABSENT, chance.randint(low, high))
    person = lambda: chance.choice(NAMES)
    present = lambda: chance.choice(READS + WRITES)
    kinds = [
        # The plain ones: an operation, or several, and what narrows them down.
        (16, lambda: both(equals("event.provider", chance.choice(PROVIDERS)), equals("OperationName", absent()))),
        (10, lambda: both(equals("OperationName", absent()), negated(like("ActorUserName", "AWSServiceRoleFor*")))),
        (12, lambda: is_one_of("OperationName", some(2, 8))),
        (8, lambda: both(is_one_of("OperationName", some(2, 5)), differs("ActorUserName", chance.choice(PROGRAMS)),
                         like("ResourceType", "AWS::*"))),
        (5, lambda: both(like("OperationName", f"*{chance.choice(['Policy', 'LoginProfile', 'AccessKey', 'Trail', 'Detector'])}*"),
                         like("ActorUserName", f"*{person()}*"))),
        # Who, whatever is done.
        (8, lambda: either(like("ActorUserName", f"*/{person()}"), like(ARN, f"*:user/{person()}{chance.randrange(100)}*"))),
        (5, lambda: both(matches("ActorUserName", f"^{person()}[-0-9]+@"), equals("Vendor.userIdentity.type", "IAMUser"))),
        # Programs and addresses.
        (9, lambda: like("user_agent.original", f"*{chance.choice(TOOLS)}{chance.randrange(10)}*")),
        (5, lambda: matches("user_agent.original", f"{chance.choice(TOOLS).strip('/.')}[/ ][0-9]+\\.{chance.randrange(10)}", True)),
        (6, lambda: is_one_of("source.ip", [f"{network(chance)}.{chance.randrange(256)}" for _ in range(chance.randint(3, 12))])),
        (4, lambda: both(like("source.ip", f"{network(chance)}.*"), present_operation(present))),
        # What the native record says.
        (4, lambda: both(equals("Vendor.tlsDetails.cipherSuite", chance.choice(["RC4-MD5", "DES-CBC3-SHA", "AES128-SHA"])),
                         differs("event.provider", "health.amazonaws.com"))),
        (3, lambda: matches("Vendor.userIdentity.accessKeyId", f"^ASIA{chance.getrandbits(24):06X}")),
        (2, lambda: like("Vendor.additional", f"*{person()}{chance.randrange(1000)}/{absent()}*")),
        # Several selections, and what is left out of them.
        (5, lambda: both(either(equals("OperationName", absent()), both_inline(equals("OperationName", present()),
                                                                              like("ActorUserName", f"*{person()}*"))),
                         negated(either(equals("Vendor.userIdentity.type", "AWSService"), like("source.ip", "10.*"))))),
        # Those that match: a common operation by a certain person from a few addresses.
        (3, lambda: both(equals("OperationName", chance.choice(WRITES)), equals("ActorUserName", chance.choice(PEOPLE)),
                         like("source.ip", f"203.0.113.{chance.randrange(10, 26)}*"))),
        (2, lambda: both(is_one_of("OperationName", chance.sample(WRITES, 2)), like("ActorUserName", f"Engineer/{chance.choice('abcdeghijklmnop')}*"),
                         matches("source.ip", f"\\.{chance.randrange(2, 9)}[05]$"))),
        (1, lambda: both(equals("#event.outcome", "failure"), equals("OperationName", chance.choice(WRITES)))),
    ]
    return chance.choices([make for _, make in kinds], [weight for weight, _ in kinds])[0]()


def present_operation(present):
    return equals("OperationName", present())


def both_inline(*parts):
    inner = joined(parts, " and ", " AND ")
    return Condition(f"({inner.cql})", f"({inner.sql})", f"({inner.chdb})")


def write_rules(folder, count):
    chance = random.Random(11)
    os.makedirs(os.path.join(folder, "rules"), exist_ok=True)
    listed = []
    for number in range(count):
        name = f"rule-{number:04d}"
        condition = rule(chance)
        body = "\n".join("  " + line for line in condition.cql.split("\n"))
        with open(os.path.join(folder, "rules", f"{name}.yaml"), "w") as out:
            out.write(f"name: {name}\ndescription: Made for a benchmark.\ncql: |\n{body}\n")
        listed.append({"id": name, "cql": condition.cql, "sql": condition.sql, "chdb": condition.chdb})
    with open(os.path.join(folder, "rules.sql.json"), "w") as out:
        json.dump(listed, out, indent=1)
        out.write("\n")


def main():
    if len(sys.argv) != 3 or not sys.argv[2].isdigit():
        sys.exit(__doc__)
    write_rules(sys.argv[1], int(sys.argv[2]))


if __name__ == "__main__":
    main()
