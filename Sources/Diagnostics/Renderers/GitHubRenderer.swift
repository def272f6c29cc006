/// Diagnostics as GitHub workflow commands, which become annotations on the lines of a change.
public struct GitHubRenderer: Sendable {
  public init() {}

  public func render(_ diagnostics: [Diagnostic], of source: SourceText) -> String {
    var text = ""
    for diagnostic in diagnostics {
      let start = source.position(of: diagnostic.range.lowerBound)
      let end = source.position(of: diagnostic.range.upperBound)
      let command = diagnostic.severity == .note ? "notice" : diagnostic.severity.rawValue
      let message = diagnostic.help.map { "\(diagnostic.message). \($0)" } ?? diagnostic.message
      text += "::\(command) file=\(escapedProperty(source.name)),line=\(start.line),col=\(start.column),"
      text += "endLine=\(end.line),endColumn=\(end.column),title=\(escapedProperty(diagnostic.code.rawValue))"
      text += "::\(escaped(message))\n"
    }
    return text
  }

  private func escaped(_ text: String) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "%": escaped += "%25"
      case "\r": escaped += "%0D"
      case "\n": escaped += "%0A"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }

  private func escapedProperty(_ text: String) -> String {
    var property = ""
    for scalar in escaped(text).unicodeScalars {
      switch scalar {
      case ":": property += "%3A"
      case ",": property += "%2C"
      default: property.unicodeScalars.append(scalar)
      }
    }
    return property
  }
}
