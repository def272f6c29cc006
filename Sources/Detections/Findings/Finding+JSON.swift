extension Finding {
  /// The finding as one line of JSON.
  public var json: String {
    var writer = JSONLine()
    writer.object { object in
      object.text("id", id)
      object.text("detection", detection)
      object.text("technique", technique)
      object.texts("catalogue", catalogue)
      object.text("severity", severity.rawValue)
      object.text("title", title)
      object.text("cloud", cloud)
      object.text("account", account)
      object.text("region", region)
      object.text("resource", resource)
      object.text("first", InstantText.iso(first))
      object.text("last", InstantText.iso(last))
      object.object("wiped", wiped) { object, wiped in
        object.text("from", InstantText.iso(wiped.from))
        object.text("to", InstantText.iso(wiped.to))
        object.number("seconds", (wiped.to - wiped.from) / 1000)
      }
      object.object("disk", disk) { object, disk in
        object.text("old", disk.old)
        object.text("new", disk.new)
        object.text("source", disk.source)
        object.text("source_kind", disk.sourceKind)
      }
      object.texts("actors", actors)
      object.texts("source_ips", addresses)
      object.objects("reasons", reasons) { object, reason in
        object.text("effect", reason.effect.rawValue)
        object.text("text", reason.text)
      }
      object.objects("steps", steps) { object, step in
        object.text("time", InstantText.iso(step.time))
        object.text("event_id", step.eventID)
        object.text("action", step.action)
        object.text("resource", step.resource)
        object.text("actor", step.actor)
      }
      object.texts("joins", joins)
      object.texts("missing", missing)
      object.object("suppressed_by", suppression) { object, suppression in
        object.text("entry", suppression.entry)
        object.text("reason", suppression.reason)
        object.text("expires", suppression.expires)
      }
      object.objects("response", response) { object, response in
        object.text("step", response.step)
        object.text("command", response.command)
      }
    }
    return writer.text
  }
}
