import MartletExecution

extension RunContext {
  /// What the database of addresses knows of one. Without a database a function says once that it placed nothing.
  func places(for owner: String) -> @Sendable (String) -> AddressPlace? {
    if environment.hasPlaces { return environment.locate }
    let warnings = warnings
    return { text in
      if let address = IPAddress(text), !address.isReserved {
        warnings.add("\(owner)() placed no address: it needs the database that --mmdb names")
      }
      return nil
    }
  }
}
