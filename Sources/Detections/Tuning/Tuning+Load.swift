import Foundation
import Yams

extension Tuning {
  /// What is wrong with a tuning file.
  public struct LoadError: Error, Sendable {
    public var message: String
  }

  /// Reads `tuning.yaml`. Every entry needs a name, an owner, a reason, an expiry and at least one condition.
  public static func load(from path: String) throws(LoadError) -> Tuning {
    guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
      throw LoadError(message: "there is no such file, or it cannot be read")
    }
    let tuning: Tuning
    do {
      tuning = try YAMLDecoder().decode(Tuning.self, from: text)
    } catch {
      throw LoadError(message: "\(error)")
    }
    for entry in tuning.entries where !entry.hasConditions {
      throw LoadError(message: "the entry '\(entry.name)' has no condition, and would cover everything")
    }
    return tuning
  }
}

extension Tuning.Entry {
  fileprivate var hasConditions: Bool {
    actors != nil || resources != nil || accounts != nil || catalogue != nil || networks != nil || windows != nil
      || tickets != nil
  }
}
