import Glibc

/// Names of addresses by the system's resolver.
enum HostName {
  /// The name of an address; `nil` when the network knows none.
  static func of(_ address: String) -> String? {
    var hints = unsafe addrinfo()
    unsafe hints.ai_flags = AI_NUMERICHOST
    var found: UnsafeMutablePointer<addrinfo>?
    guard unsafe getaddrinfo(address, nil, &hints, &found) == 0, let info = unsafe found else { return nil }
    defer { unsafe freeaddrinfo(found) }
    var name = [CChar](repeating: 0, count: 1025)
    let status = unsafe getnameinfo(
      info.pointee.ai_addr, info.pointee.ai_addrlen, &name, socklen_t(name.count), nil, 0, NI_NAMEREQD)
    guard status == 0 else { return nil }
    return String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
