"""The published query over flat events, with the columns declared."""

import polars as pl

COLUMNS = {name: pl.String for name in
           ("#event_simpleName", "aid", "ActorUserName", "OperationName", "ResourceType", "ResourceName")}


def ask(data):
    name = pl.col("OperationName")
    events = pl.scan_ndjson(data, schema=COLUMNS | {"timestamp": pl.Int64}).filter(
        (pl.col("#event_simpleName") == "CloudResourceModification")
        & name.str.contains("(?i)(snapshot|virtualMachine|instance|compute|create|delete|modify|revert)")
        & ~pl.col("ActorUserName").str.contains("(?i)(backup|automation|serviceaccount|scheduler)").fill_null(False))
    groups = events.group_by("aid", "ActorUserName", "OperationName", "ResourceType", "ResourceName").agg(
        pl.len().alias("OpCount"), pl.col("timestamp").min().alias("FirstSeen"))
    scored = groups.with_columns(
        pl.when(name.str.contains("(?i)(delete|destroy|terminate)")).then(pl.lit("High"))
        .when(name.str.contains("(?i)(snapshot|create)")).then(pl.lit("Medium"))
        .otherwise(pl.lit("Low")).alias("RiskScore"))
    return scored.filter(pl.col("RiskScore") != "Low").drop("aid").collect(engine="streaming").to_dicts()
