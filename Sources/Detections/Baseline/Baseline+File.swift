public import Foundation

/// A baseline file that cannot be used, and why.
public struct BaselineError: Error, Sendable {
  public var message: String
}

extension Baseline {
  private struct File: Codable {
    var format: String
    var version: Int
    var from: String
    var to: String
    var actors: [ActorEntry]
    var instances: [InstanceEntry]
  }

  private static let format = "martlet-baseline"

  /// Reads what `json` wrote.
  public init(_ data: Data) throws(BaselineError) {
    let file: File
    do {
      file = try JSONDecoder().decode(File.self, from: data)
    } catch DecodingError.keyNotFound(let key, let context) {
      let place = context.codingPath.map(\.stringValue).joined(separator: ".")
      throw BaselineError(message: "'\(key.stringValue)' is missing\(place.isEmpty ? "" : " in \(place)")")
    } catch DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context) {
      throw BaselineError(message: "\(context.codingPath.map(\.stringValue).joined(separator: ".")): \(context.debugDescription)")
    } catch {
      throw BaselineError(message: "it is no JSON of a baseline")
    }
    guard file.format == Self.format else { throw BaselineError(message: "'format' is not \(Self.format)") }
    guard file.version == Self.version else {
      throw BaselineError(message: "'version' is \(file.version), and this program reads version \(Self.version)")
    }
    self.init(from: file.from, to: file.to)
    actors = file.actors
    instances = file.instances
  }

  /// The file: an entry on a line, in order, so that two of them can be compared and read.
  public var json: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    func lines<Entry: Encodable>(_ entries: [Entry]) -> String {
      entries.map { entry in
        guard let data = try? encoder.encode(entry) else { preconditionFailure("an entry of texts can always be written") }
        return "    " + String(decoding: data, as: UTF8.self)
      }.joined(separator: ",\n")
    }
    func list<Entry: Encodable>(_ entries: [Entry]) -> String { entries.isEmpty ? "[]" : "[\n\(lines(entries))\n  ]" }
    return """
      {
        "format": "\(Self.format)",
        "version": \(Self.version),
        "from": "\(from)",
        "to": "\(to)",
        "actors": \(list(actors)),
        "instances": \(list(instances))
      }

      """
  }
}
