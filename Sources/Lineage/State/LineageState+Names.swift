/// Names that come to stand for something older: of databases, of hosts, of members of groups.
extension LineageState {
  /// A database gets another name. When it was restored, and takes a name that another gave up, it replaced that one.
  func rename(_ instance: String, to name: String, _ event: LineageEvent, _ facts: inout LineageFacts) {
    see(instance, event)
    let old = key(instance, event)
    let new = key(name, event)
    instances[new] = instances.removeValue(forKey: old)
    for id in chainsByPart[instance] ?? [] where chains[id]?.replacement == instance {
      chains[id]?.replacement = name
      chainsByPart[name, default: []].append(id)
    }
    formerNames[old] = (name, event.time)
    guard let id = instances[new]?.chain, chains[id]?.instance == instance, event.time - (chains[id]?.placed ?? .min) <= Self.day,
      let gone = formerNames[new], event.time - gone.time <= Self.day
    else { return }
    chains[id]?.add(event.step)
    chains[id]?.instance = name
    chains[id]?.replacement = gone.name
    chainsByPart[gone.name, default: []].append(id)
    facts.set(.chain, id)
    facts.set(.role, "renamed")
    facts.set(.instanceID, name)
    facts.set(.replacement, gone.name)
  }

  /// A name leads to what was restored.
  func repoint(to targets: [String], _ event: LineageEvent, _ facts: inout LineageFacts) {
    for target in targets {
      guard let label = target.split(separator: ".").first else { continue }
      extend(Self.endpoint(String(label), event), with: event, role: "repointed", &facts)
      if facts[.chain] != nil { return }
    }
  }

  /// What the host name of a database begins with; the name may be changed from another region.
  static func endpoint(_ name: String, _ event: LineageEvent) -> String { "endpoint \(event.account)|\(name)" }

  /// A group repairs a member: somebody who stopped or ended it within an hour made it do so.
  func repair(_ instance: String, _ event: LineageEvent, _ facts: inout LineageFacts) {
    let record = instances[key(instance, event)]
    see(instance, event)
    let ends = [record?.stopped, record?.terminated].compactMap { $0 }
    guard let end = ends.filter({ !$0.actor.isService && event.time - $0.time <= Self.hour }).max(by: { $0.time < $1.time })
    else { return }
    let chain = Chain(
      id: "\(key(instance, event))@\(event.eventID)", at: event, instance: instance, steps: [end, event.step],
      joins: ["instance \(instance)"])
    chains[chain.id] = chain
    facts.set(.chain, chain.id)
    facts.set(.instanceID, instance)
    facts.set(.groupReplacementOf, instance)
  }
}
